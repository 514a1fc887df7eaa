import { useTranslations } from 'next-intl'
import type { Restatement } from '../../../lib/reports/restated.ts'
import { percent } from '../../ui/figures/format.ts'
import { useReportWords } from '../../ui/reports/use-report-words.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { TableData } from '../../ui/table/model.ts'

/** What has changed since the freeze, by how much, and why as far as known. */
export function Restated({ restatement }: { restatement: Restatement }) {
  const t = useTranslations('reports.restated')
  const { snapshot, compared, figures, isSameSnapshot } = restatement
  return (
    <section id="restated" aria-label={t('title')} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      {isSameSnapshot ? (
        <p className="text-note text-ink-2">{t('same')}</p>
      ) : (
        <>
          <p className="text-note text-ink-2">
            {figures.length === 0
              ? t('none', { snapshot, compared })
              : t('some', { snapshot, compared, changed: figures.length })}
          </p>
          <Causes restatement={restatement} />
          {figures.length > 0 && <Figures restatement={restatement} />}
        </>
      )}
    </section>
  )
}

function Causes({ restatement }: { restatement: Restatement }) {
  const t = useTranslations('reports.restated')
  const words = useReportWords()
  const { landed, definitions, matchRate } = restatement
  const feeds = (landed ?? []).map(({ feed, files, read, loaded }) =>
    t('landed', {
      feed: words.label({ feed }),
      files,
      read: words.value(read, 'events'),
      loaded: words.value(loaded, 'events'),
    }),
  )
  const lines = [
    ...(landed === null ? [t('notAllowed')] : feeds.length > 0 ? feeds : [t('nothingLanded')]),
    ...definitions.map((changed) => t('definition', changed)),
    ...(matchRate ? [t('match', { was: percent(matchRate.was), now: percent(matchRate.now) })] : []),
  ]
  return (
    <div className="pt-2 text-note text-ink-2">
      <p className="font-strong">{t('why')}</p>
      <ul className="list-disc pl-5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

function Figures({ restatement }: { restatement: Restatement }) {
  const t = useTranslations('reports')
  const words = useReportWords()
  const nameOf = (feed: string) => words.label({ feed })
  const table: TableData = {
    columns: [
      { id: 'section', title: t('restated.section') },
      { id: 'figure', title: t('restated.figure') },
      { id: 'was', title: t('restated.was'), isNumeric: true },
      { id: 'now', title: t('restated.now'), isNumeric: true },
      { id: 'difference', title: t('restated.difference'), isNumeric: true },
      { id: 'reason', title: t('restated.reason') },
    ],
    rows: restatement.figures.map((figure) => {
      const { table: section, label, column, unit, was, now, difference, reasons, feeds } = figure
      const name = words.label(label)
      return {
        id: `${section} ${name} ${column}`,
        cells: {
          section: t(`tables.${section}.title`),
          figure: `${name} · ${t(`columns.${column}`)}`,
          was: { text: words.value(was, unit), value: was },
          now: { text: words.value(now, unit), value: now },
          difference: { text: words.change(difference, unit === 'ratio' ? 'points' : unit), value: difference },
          reason: reasons
            .map((reason) => t(`restated.reasons.${reason}`, { feeds: feeds.map(nameOf).join(t('and')) }))
            .join(t('join')),
        },
      }
    }),
  }
  return (
    <div className="pt-3">
      <DataTable data={table} label={t('restated.title')} hasTools={false} />
    </div>
  )
}
