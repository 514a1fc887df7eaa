/** Both dictionaries, one file an area and language; the same namespaces in each. */
import accessEn from './en/access.json' with { type: 'json' }
import activityEn from './en/activity.json' with { type: 'json' }
import checkpointsEn from './en/checkpoints.json' with { type: 'json' }
import dataEn from './en/data.json' with { type: 'json' }
import overviewEn from './en/overview.json' with { type: 'json' }
import peopleEn from './en/people.json' with { type: 'json' }
import retentionEn from './en/retention.json' with { type: 'json' }
import shellEn from './en/shell.json' with { type: 'json' }
import accessZh from './zh/access.json' with { type: 'json' }
import activityZh from './zh/activity.json' with { type: 'json' }
import checkpointsZh from './zh/checkpoints.json' with { type: 'json' }
import dataZh from './zh/data.json' with { type: 'json' }
import overviewZh from './zh/overview.json' with { type: 'json' }
import peopleZh from './zh/people.json' with { type: 'json' }
import retentionZh from './zh/retention.json' with { type: 'json' }
import shellZh from './zh/shell.json' with { type: 'json' }

export const zh = {
  ...shellZh,
  ...overviewZh,
  ...checkpointsZh,
  ...activityZh,
  ...retentionZh,
  ...peopleZh,
  ...dataZh,
  ...accessZh,
}

export const en = {
  ...shellEn,
  ...overviewEn,
  ...checkpointsEn,
  ...activityEn,
  ...retentionEn,
  ...peopleEn,
  ...dataEn,
  ...accessEn,
}
