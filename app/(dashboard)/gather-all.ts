import type { Page } from '../ui/shell/read-page.ts'
import { gatherOverview } from './_overview/gather.ts'
import { gatherContent } from './activity/content/gather.ts'
import { gatherActivity } from './activity/gather.ts'
import { gatherChannels } from './channels/gather.ts'
import { gatherCheckpoints } from './checkpoints/gather.ts'
import { gatherFunnel } from './funnel/gather.ts'
import { gatherMembers } from './members/gather.ts'
import { gatherRetention } from './retention/gather.ts'

/** How each page of figures gathers what it shows, by its address. */
export const GATHER_ALL = {
  '/': gatherOverview,
  '/checkpoints': gatherCheckpoints,
  '/activity': gatherActivity,
  '/activity/content': gatherContent,
  '/retention': gatherRetention,
  '/funnel': gatherFunnel,
  '/channels': gatherChannels,
  '/members': gatherMembers,
} satisfies Record<string, (page: Page) => Promise<unknown>>
