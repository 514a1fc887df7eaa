import { useLocale, useTranslations } from 'next-intl'
import type { Part } from '../../../../lib/metrics/metric.ts'
import { numberOf, recordOf, recordsIn } from '../../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { LineChart } from '../../../ui/charts/line-chart.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { decimal, formatValue, integer, percent } from '../../../ui/figures/format.ts'
import { languageOf } from '../../../ui/i18n/language.ts'
import type { CellData } from '../../../ui/table/model.ts'
import type { PredictedPage } from './gather.ts'

type Record_ = Record<string, Part>
const LINES = [
  { id: 'actual', colour: 'var(--ink)' },
  { id: 'cells', colour: 'var(--accent)' },
  { id: 'bgnbd', colour: 'var(--c2)' },
] as const

/** Foretold against what came, by how often people had come before. */
export function Calibration({ data }: { data: PredictedPage }) {
  const t = useTranslations('predicted')
  const language = languageOf(useLocale())
  const figure = data.predicted.answer.overall
  const holdout = recordOf(figure, 'holdout')
  const rows = recordsIn(holdout, 'byFrequency')
  const method = figure.parts?.method === 'bgnbd' ? 'bgnbd' : 'cells'
  const used = recordsIn(holdout, 'scores').find((score) => score.method === method)
  const name = (row: Record_) => (row.x === MANY ? `${MANY}+` : String(row.x))
  const money = (fen: number | null) => formatValue(fen, 'fen', language)
  const lines = LINES.filter(({ id }) => rows.some((row) => valueIn(row, id, 'net') !== null))
  return (
    <ChartFrame
      title={t('calibration.title', {
        method: t(`methods.${method}`),
        ratio: percent(numberOf(inside(used?.net), 'ratio')),
      })}
      subtitle={t('calibration.subtitle', { from: String(holdout.from), to: String(holdout.to) })}
      definition={useDefinitionText(data.predicted.definition)}
      fileName={`longrun-calibration-${data.horizon}d-${data.asOf}`}
      table={{
        columns: [
          { id: 'x', title: t('calibration.x'), isPinned: true },
          { id: 'people', title: t('calibration.people'), isNumeric: true },
          ...LINES.flatMap(({ id }) => [
            { id: `${id}-net`, title: t('calibration.net', { who: t(`lines.${id}`) }), isNumeric: true },
            { id: `${id}-visits`, title: t('calibration.visits', { who: t(`lines.${id}`) }), isNumeric: true },
          ]),
        ],
        rows: rows.map((row) => ({
          id: String(row.x),
          cells: {
            x: { text: name(row), value: numberOf(row, 'x') },
            people: { text: integer(numberOf(row, 'people')), value: numberOf(row, 'people') },
            ...Object.fromEntries(
              LINES.flatMap(({ id }): [string, CellData][] => {
                const [net, visits] = [valueIn(row, id, 'net'), valueIn(row, id, 'visits')]
                return [
                  [`${id}-net`, { text: money(net), value: net }],
                  [`${id}-visits`, { text: decimal(visits, 2), value: visits }],
                ]
              }),
            ),
          },
        })),
      }}
      note={t('calibration.note', { sample: integer(numberOf(holdout, 'sample')) })}
    >
      <LineChart
        periods={rows.map(name)}
        positions={rows.map((row) => numberOf(row, 'x') ?? 0)}
        axisMarks={rows.map((row) => ({ at: numberOf(row, 'x') ?? 0, label: name(row) }))}
        lines={lines.map(({ id, colour }) => ({
          label: t(`lines.${id}`),
          values: rows.map((row) => valueIn(row, id, 'net')),
          colour,
        }))}
        unit="fen"
        hasDots
        tips={rows.map((row) => ({
          title: t('calibration.times', { x: name(row) }),
          lines: [
            t('of', { people: integer(numberOf(row, 'people')) }),
            ...lines.map(({ id }) =>
              t('calibration.tip', {
                who: t(`lines.${id}`),
                net: money(valueIn(row, id, 'net')),
                visits: decimal(valueIn(row, id, 'visits'), 2),
              }),
            ),
          ],
        }))}
        label={rows
          .map(
            (row) =>
              `${name(row)}: ${lines.map(({ id }) => `${t(`lines.${id}`)} ${money(valueIn(row, id, 'net'))}`).join(', ')}`,
          )
          .join('; ')}
      />
      <p className="mt-1 text-center text-note text-ink-3">{t('calibration.axis')}</p>
    </ChartFrame>
  )
}

/** From so many visits on people stand together. */
const MANY = 7

function valueIn(row: Record_, line: (typeof LINES)[number]['id'], of: 'net' | 'visits'): number | null {
  const what = line === 'actual' ? row.actual : inside(row.foretold)[line]
  return numberOf(inside(what), of)
}

function inside(part: Part | undefined): Record_ {
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? part : {}
}
