/** Both dictionaries, one file an area and language; the same namespaces in each. */
import accessEn from './en/access.json' with { type: 'json' }
import activityEn from './en/activity.json' with { type: 'json' }
import atRiskEn from './en/at-risk.json' with { type: 'json' }
import channelsEn from './en/channels.json' with { type: 'json' }
import checkpointsEn from './en/checkpoints.json' with { type: 'json' }
import contentEn from './en/content.json' with { type: 'json' }
import dataEn from './en/data.json' with { type: 'json' }
import exportsEn from './en/exports.json' with { type: 'json' }
import funnelEn from './en/funnel.json' with { type: 'json' }
import membersEn from './en/members.json' with { type: 'json' }
import notesEn from './en/notes.json' with { type: 'json' }
import overviewEn from './en/overview.json' with { type: 'json' }
import peopleEn from './en/people.json' with { type: 'json' }
import populationEn from './en/population.json' with { type: 'json' }
import predictedEn from './en/predicted.json' with { type: 'json' }
import reportsEn from './en/reports.json' with { type: 'json' }
import retentionEn from './en/retention.json' with { type: 'json' }
import shellEn from './en/shell.json' with { type: 'json' }
import unmaskEn from './en/unmask.json' with { type: 'json' }
import viewsEn from './en/views.json' with { type: 'json' }
import accessZh from './zh/access.json' with { type: 'json' }
import activityZh from './zh/activity.json' with { type: 'json' }
import atRiskZh from './zh/at-risk.json' with { type: 'json' }
import channelsZh from './zh/channels.json' with { type: 'json' }
import checkpointsZh from './zh/checkpoints.json' with { type: 'json' }
import contentZh from './zh/content.json' with { type: 'json' }
import dataZh from './zh/data.json' with { type: 'json' }
import exportsZh from './zh/exports.json' with { type: 'json' }
import funnelZh from './zh/funnel.json' with { type: 'json' }
import membersZh from './zh/members.json' with { type: 'json' }
import notesZh from './zh/notes.json' with { type: 'json' }
import overviewZh from './zh/overview.json' with { type: 'json' }
import peopleZh from './zh/people.json' with { type: 'json' }
import populationZh from './zh/population.json' with { type: 'json' }
import predictedZh from './zh/predicted.json' with { type: 'json' }
import reportsZh from './zh/reports.json' with { type: 'json' }
import retentionZh from './zh/retention.json' with { type: 'json' }
import shellZh from './zh/shell.json' with { type: 'json' }
import unmaskZh from './zh/unmask.json' with { type: 'json' }
import viewsZh from './zh/views.json' with { type: 'json' }

export const zh = {
  ...shellZh,
  ...overviewZh,
  ...checkpointsZh,
  ...activityZh,
  ...contentZh,
  ...retentionZh,
  ...funnelZh,
  ...membersZh,
  ...atRiskZh,
  ...peopleZh,
  ...exportsZh,
  ...unmaskZh,
  ...dataZh,
  ...accessZh,
  ...viewsZh,
  ...notesZh,
  ...populationZh,
  ...predictedZh,
  ...channelsZh,
  ...reportsZh,
}

export const en = {
  ...shellEn,
  ...overviewEn,
  ...checkpointsEn,
  ...activityEn,
  ...contentEn,
  ...retentionEn,
  ...funnelEn,
  ...membersEn,
  ...atRiskEn,
  ...peopleEn,
  ...exportsEn,
  ...unmaskEn,
  ...dataEn,
  ...accessEn,
  ...viewsEn,
  ...notesEn,
  ...populationEn,
  ...predictedEn,
  ...channelsEn,
  ...reportsEn,
}
