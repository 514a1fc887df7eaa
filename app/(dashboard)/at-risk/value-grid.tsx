import { useTranslations } from 'next-intl'
import { recordOf } from '../../../lib/metrics/shared/highlights.ts'
import { rampClass } from '../../ui/charts/colours.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { integer } from '../../ui/figures/format.ts'
import { type AtRiskPage, VALUE_BANDS } from './gather.ts'
import { RuleLink } from './rule-link.tsx'
import { useRuleTitle } from './words.ts'

/** Risk by value: a cell opens its people. */
export function ValueGrid({ data }: { data: AtRiskPage }) {
  const t = useTranslations('atRisk.grid')
  const title = useRuleTitle()
  const definition = useDefinitionText(data.risk.definition)
  const rows = (data.risk.answer.groups ?? [])
    .filter((group) => group.value !== null)
    .map((group) => {
      const counts = recordOf(group, 'byValue')
      return { rule: group.key, counts: VALUE_BANDS.map((band) => Number(counts?.[band] ?? 0)) }
    })
  const greatest = Math.max(1, ...rows.flatMap((row) => row.counts))
  return (
    <ChartFrame
      title={t('title')}
      subtitle={t('subtitle')}
      definition={definition}
      fileName={`longrun-at-risk-value-${data.asOf}`}
      table={{
        columns: [
          { id: 'rule', title: t('rule'), isPinned: true },
          ...VALUE_BANDS.map((band) => ({ id: band, title: t(`bands.${band}`), isNumeric: true })),
        ],
        rows: rows.map(({ rule, counts }) => ({
          id: rule,
          cells: {
            rule: title(rule),
            ...Object.fromEntries(
              VALUE_BANDS.map((band, i) => [band, { text: integer(counts[i]), value: counts[i] ?? 0 }]),
            ),
          },
        })),
      }}
    >
      <table className="w-full table-fixed border-separate border-spacing-0.5 text-note" aria-label={t('title')}>
        <thead>
          <tr>
            <th className="w-[36%]" />
            {VALUE_BANDS.map((band) => (
              <th key={band} scope="col" className="pb-1 font-normal text-ink-3">
                {t(`bands.${band}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ rule, counts }) => (
            <tr key={rule}>
              <th scope="row" className="pr-2 text-left font-normal text-ink-2">
                {title(rule)}
              </th>
              {VALUE_BANDS.map((band, i) => {
                const count = counts[i] ?? 0
                return (
                  <td key={band} className="p-0">
                    {count === 0 ? (
                      <span className="flex h-8 items-center justify-center rounded-sm bg-sunken text-ink-3">0</span>
                    ) : (
                      <RuleLink
                        rule={rule}
                        band={band}
                        isHere={data.rule === rule && data.band === band}
                        className={`flex h-8 items-center justify-center rounded-sm aria-[current]:outline-2 aria-[current]:outline-accent ${rampClass(count / greatest)}`}
                      >
                        {integer(count)}
                      </RuleLink>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ChartFrame>
  )
}
