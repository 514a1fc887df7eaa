import type { DuckDBConnection } from '@duckdb/node-api'
import { type CheckRow, runChecks } from '../checks/run.ts'
import { conform } from '../conform/conform.ts'
import { resolvePeople } from '../identity/resolve.ts'
import { buildActivity } from './activity.ts'
import { buildCampaigns, buildCoupons, buildLiveViews, buildParticipations } from './campaign.ts'
import { buildCheckIns, buildOptOuts, buildOutreach, buildPlannedReturns } from './care.ts'
import { buildCheckpointDays } from './checkpoint-day.ts'
import { buildChannels, buildGroups } from './community-group.ts'
import { buildMemberTiers, buildReferrals, buildSurveyAnswers } from './community-record.ts'
import { buildContentEvents, buildPushes } from './content.ts'
import { buildBenefits, buildCosts } from './cost.ts'
import { buildVisitEpisodes } from './episode.ts'
import { buildCalendar, measureExtent } from './extent.ts'
import { buildFeedGaps } from './feed-gap.ts'
import { buildFeedStatus, buildLedgerTables } from './feed-status.ts'
import { buildGroupDays } from './group-day.ts'
import { buildBookings, buildConsults, buildVisits } from './journey.ts'
import { buildLiftTrials } from './lift.ts'
import { buildChannelDays } from './marketing.ts'
import { buildMembership } from './membership.ts'
import { buildMessages } from './message.ts'
import { buildPeople } from './person.ts'
import { buildPoints } from './points.ts'
import { buildReadings } from './reading.ts'
import { buildRevenue } from './revenue.ts'
import { buildTouches } from './touch.ts'
import { buildPatientDays } from './visit.ts'

export interface BuildOptions {
  /** IANA name of the hospital's wall clock. */
  zone: string
  /** Key of the person pseudonyms. */
  personKeySecret: Uint8Array
  /** Called before each step, and once with `done === total` at the end. */
  progress?: (step: { name: string; done: number; total: number }) => void
}

type Step = readonly [name: string, run: (connection: DuckDBConnection) => Promise<void>]

/** In the order in which marts need each other. */
const MART_STEPS: readonly Step[] = [
  ['extent', measureExtent],
  ['calendar', buildCalendar],
  ['groups', buildGroups],
  ['channels', buildChannels],
  ['membership', buildMembership],
  ['touches', buildTouches],
  ['visits', buildPatientDays],
  ['revenue', buildRevenue],
  ['people', buildPeople],
  ['consults', buildConsults],
  ['bookings', buildBookings],
  ['member visits', buildVisits],
  ['channel days', buildChannelDays],
  ['costs', buildCosts],
  ['benefits', buildBenefits],
  ['readings', buildReadings],
  ['pushes', buildPushes],
  ['content events', buildContentEvents],
  ['campaigns', buildCampaigns],
  ['participations', buildParticipations],
  ['coupons', buildCoupons],
  ['lives', buildLiveViews],
  ['activity', buildActivity],
  ['feed gaps', buildFeedGaps],
  ['checkpoint days', buildCheckpointDays],
  ['messages', buildMessages],
  ['group days', buildGroupDays],
  ['lift trials', buildLiftTrials],
  ['referrals', buildReferrals],
  ['surveys', buildSurveyAnswers],
  ['tiers', buildMemberTiers],
  ['points', buildPoints],
  ['check-ins', buildCheckIns],
  ['planned returns', buildPlannedReturns],
  ['opt-outs', buildOptOuts],
  ['outreach', buildOutreach],
  ['episodes', buildVisitEpisodes],
  ['feed status', buildFeedStatus],
  ['ledger', buildLedgerTables],
]

/**
 * From the staged feeds (`stage.<system>_<feed>`, `stage.row_account`, `stage.quarantine`, `stage.unknown_value`) to
 * `canon.*` and every mart but `snapshot_info`: people, canonical tables, marts, checks. The caller drops `stage`.
 * @returns the checks that failed; the snapshot must not be published unless there are none
 */
export async function buildWarehouse(connection: DuckDBConnection, options: BuildOptions): Promise<CheckRow[]> {
  const steps: readonly Step[] = [
    ['identity', (c) => resolvePeople(c, options.personKeySecret)],
    ['conform', (c) => conform(c, options.zone)],
    ...MART_STEPS,
  ]
  const total = steps.length + 1
  for (const [done, [name, run]] of steps.entries()) {
    options.progress?.({ name, done, total })
    await run(connection)
  }
  options.progress?.({ name: 'checks', done: steps.length, total })
  const checks = await runChecks(connection)
  options.progress?.({ name: 'checks', done: total, total })
  return checks.filter((check) => !check.isOk)
}
