import { useLocale, useTranslations } from 'next-intl'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { formatValue, integer, percent, type Unit } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { CellData } from '../../ui/table/model.ts'
import type { PanelProps } from './panel.ts'

const PARTS = [
  { name: 'arpu', unit: 'fen' },
  { name: 'returnVisitRate', unit: 'ratio' },
  { name: 'redemptionRate', unit: 'ratio' },
  { name: 'highValueShare', unit: 'ratio' },
  { name: 'upgrades', unit: 'events' },
] as const satisfies readonly { name: string; unit: Unit }[]

/** 等级, 人数, 占比, ARPU, 复诊率, 核销率: one row a tier, those without one for comparison. */
export function TierTable({ data, selection }: PanelProps) {
  const t = useTranslations('tierTable')
  const v = useTranslations('values')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  const { tiers, flow } = data
  const { overall, groups = [] } = tiers.answer
  const order = tierOrder(flow.answer.overall)
  const rank = (key: string) => (order.indexOf(key) < 0 ? order.length : order.indexOf(key))
  const link = (key: string) =>
    key === 'unknown'
      ? peopleLink(selection, tiers.question, 'out')
      : peopleLink(selection, tiers.question, 'in', { memberTier: key })
  const cellsOf = (figure: Figure) =>
    Object.fromEntries(PARTS.map(({ name, unit }) => [name, part(figure, name, unit, language)]))
  return (
    <ChartFrame
      title={overall.state !== 'ok' ? t('titleNone') : t('title', { share: percent(overall.value) })}
      subtitle={t('subtitle')}
      definition={useDefinitionText(tiers.definition)}
      fileName={`longrun-tiers-${data.asOf}`}
      isTableOnly={overall.value !== null}
      {...(overall.value !== null && {
        table: {
          columns: [
            { id: 'tier', title: t('tier'), isPinned: true },
            { id: 'people', title: t('people'), isNumeric: true },
            { id: 'share', title: t('share'), isNumeric: true },
            ...PARTS.map(({ name }) => ({ id: name, title: t(name), isNumeric: true, help: t(`help.${name}`) })),
          ],
          rows: [...groups]
            .sort((a, b) => rank(a.key) - rank(b.key))
            .map((group) => ({
              id: group.key,
              cells: {
                tier: group.key === 'unknown' ? v('none') : valueLabel(v, group.label),
                people: {
                  text: integer(group.numerator),
                  value: group.numerator ?? null,
                  ...(group.state !== 'suppressed' && { href: link(group.key) }),
                },
                share: words.cell(group, 'ratio', { hasInterval: true }),
                ...cellsOf(group),
              },
            })),
          total: {
            id: 'total',
            cells: {
              tier: t('total'),
              people: { text: integer(overall.numerator), value: overall.numerator ?? null },
              share: words.cell(overall, 'ratio', { hasInterval: true }),
              ...cellsOf(overall),
            },
          },
        },
      })}
      note={
        <>
          {t('note')} <IgnoredFilters asked={tiers} />
        </>
      }
      className="lg:col-span-2"
    >
      <FigureState figure={overall} className="h-40" />
    </ChartFrame>
  )
}

/** Tiers as they rank, the dearest first. */
export function tierOrder(flow: Figure): string[] {
  const tiers = flow.parts?.tiers
  return Array.isArray(tiers) ? tiers.filter((tier) => typeof tier === 'string') : []
}

function part(figure: Figure, name: string, unit: Unit, language: 'zh' | 'en'): CellData {
  const value = partOf(figure, name)
  return { text: formatValue(value, unit, language), value }
}
