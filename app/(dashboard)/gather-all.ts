import type { Page } from '../ui/shell/read-page.ts'
import { gatherOverview } from './_overview/gather.ts'
import { gatherContent } from './activity/content/gather.ts'
import { gatherActivity } from './activity/gather.ts'
import { gatherAtRisk } from './at-risk/gather.ts'
import { gatherPredicted } from './channels/_predicted/gather.ts'
import { gatherChannels } from './channels/gather.ts'
import { gatherCheckpoints } from './checkpoints/gather.ts'
import { gatherData } from './data/gather.ts'
import { gatherFunnel } from './funnel/gather.ts'
import { gatherMembers } from './members/gather.ts'
import { gatherReport } from './reports/gather.ts'
import { gatherRetention } from './retention/gather.ts'

/** How each page of figures gathers what it shows, by its address. */
export const GATHER_ALL = {
  '/': gatherOverview,
  '/checkpoints': gatherCheckpoints,
  '/activity': gatherActivity,
  '/activity/content': gatherContent,
  '/retention': gatherRetention,
  '/funnel': gatherFunnel,
  '/channels': (page: Page) => Promise.all([gatherChannels(page), gatherPredicted(page)]),
  '/members': gatherMembers,
  '/at-risk': gatherAtRisk,
  '/reports': gatherReport,
  '/data': gatherData,
} satisfies Record<string, (page: Page) => Promise<unknown>>
