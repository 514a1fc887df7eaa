import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { integer, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { groupAddress } from '../../ui/shell/address.ts'
import { useGroupName } from '../../ui/shell/group-name.ts'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import type { ActivityPage } from './gather.ts'

const SHOWN = 12

/** Where members say and do nothing: silent share by group. */
export function Silence({ data, selection }: { data: ActivityPage; selection: Selection }) {
  const groupName = useGroupName()
  const t = useTranslations('silence')
  const { poolGroups, pool } = data
  const groups = (poolGroups.answer.groups ?? [])
    .flatMap((group) => {
      const share = partOf(group, 'silentShare')
      return share === null ? [] : [{ group, share }]
    })
    .sort((a, b) => b.share - a.share)
  const missing = [pool, data.checkpoint].map((asked) => asked.answer.overall).find((f) => f.state === 'not_covered')
  const whole = partOf(pool.answer.overall, 'silentShare')
  return (
    <ChartFrame
      title={t('title')}
      subtitle={t('subtitle', { share: percent(whole) })}
      definition={useDefinitionText(poolGroups.definition)}
      fileName={`longrun-silent-${data.asOf}`}
      table={{
        columns: [
          { id: 'group', title: t('group'), isPinned: true },
          { id: 'share', title: t('share'), isNumeric: true },
          { id: 'members', title: t('members'), isNumeric: true },
        ],
        rows: groups.map(({ group, share }) => ({
          id: group.key,
          cells: {
            group: groupName(group),
            share: { text: percent(share), value: share },
            members: { text: integer(group.value), value: group.value },
          },
        })),
      }}
      note={<IgnoredFilters asked={poolGroups} />}
    >
      {missing ? (
        <FigureState figure={missing} className="h-60" />
      ) : groups.length === 0 ? (
        <Notice look="dashed" title={t('none')} className="h-60" />
      ) : (
        <RankedChart
          rows={groups.slice(0, SHOWN).map(({ group, share }) => ({
            id: group.key,
            label: groupName(group),
            value: share,
            text: percent(share),
            colour: 'var(--c7)',
            href: groupAddress(group.key, selection),
            tip: {
              title: groupName(group),
              lines: [t('tip', { share: percent(share), members: integer(group.value) })],
            },
          }))}
          unit="ratio"
          label={groups.map(({ group, share }) => `${groupName(group)} ${percent(share)}`).join(', ')}
          mark="bar"
          rowHeight={26}
        />
      )}
    </ChartFrame>
  )
}
