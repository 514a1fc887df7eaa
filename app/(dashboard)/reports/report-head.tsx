import { FileSpreadsheet } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { FrozenHead } from '../../../lib/app-state/reports.ts'
import type { Report } from '../../../lib/reports/report.ts'
import { hospitalName, hospitalZone } from '../../../lib/warehouse/layout.ts'
import { wallTime } from '../../ui/figures/format.ts'
import { useReportWords } from '../../ui/reports/use-report-words.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FreezeButton } from './freeze-button.tsx'
import { type ReportPage, TODAY } from './gather.ts'
import { MonthMenu } from './month-menu.tsx'
import { PrintButton } from './print-button.tsx'

const BUTTON =
  'flex h-8 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-3 whitespace-nowrap hover:border-accent hover:text-accent'

/** What the report is about, its versions, and what can be done with it. */
export function ReportHead({ data }: { data: ReportPage }) {
  const t = useTranslations('reports')
  const words = useReportWords()
  const { report, head, revisions } = data
  const hospital = hospitalName()
  const changed = data.restatement?.figures.length ?? 0
  const versions = [
    ...revisions.map(({ id, revision }) => ({ value: id, label: t('revision', { revision }) })),
    { value: TODAY, label: t('today') },
  ]
  return (
    <header className="rounded-md border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="text-page font-strong">
            {hospital && `${hospital} · `}
            {t('title', { month: report.month.month })}
          </h2>
          <p className="flex flex-wrap gap-x-3 text-note text-ink-2">
            <span>{t('asOf', { day: report.month.asOf })}</span>
            <span>{t('snapshot', { snapshot: report.snapshot })}</span>
            <span>{t('filters', { filters: words.filters(report) })}</span>
            <Standing head={head} />
          </p>
        </div>
        <div className="no-print flex flex-wrap items-center gap-2">
          <MonthMenu
            label={t('month')}
            current={report.month.month}
            months={data.months.map(({ month, asOf, isFinished }) => ({
              asOf,
              month,
              label: isFinished ? month : t('monthRunning', { month }),
            }))}
          />
          {data.canFreeze && head === null && <FreezeButton asOf={report.month.asOf} filters={report.filters} />}
          <PrintButton className={BUTTON} />
          <a href={workbookLink(report, head)} className={BUTTON} download>
            <FileSpreadsheet size={14} aria-hidden="true" />
            {t('xlsx')}
          </a>
        </div>
      </div>
      {revisions.length > 0 && (
        <div className="no-print pt-3">
          <Switch name="show" label={t('show')} options={versions} current={head?.id ?? TODAY} isLabelShown />
        </div>
      )}
      {changed > 0 && (
        <p className="mt-3 rounded-md border border-warn bg-warn-weak px-3 py-2">
          <a href="#restated" className="underline underline-offset-2">
            {t('restated.notice', { changed })}
          </a>
        </p>
      )}
      {!report.month.isFinished && (
        <p role="status" className="mt-3 rounded-md border border-warn bg-warn-weak px-3 py-2">
          {t('running', { day: report.month.asOf })}
        </p>
      )}
    </header>
  )
}

function Standing({ head }: { head: FrozenHead | null }) {
  const t = useTranslations('reports')
  if (!head) return <span>{t('live')}</span>
  const time = wallTime(new Date(head.createdAt).toISOString(), hospitalZone(), true)
  return <span className="font-strong">{t('frozen', { revision: head.revision, who: head.createdBy, time })}</span>
}

/** The same report as a workbook. */
function workbookLink(report: Report, head: FrozenHead | null): string {
  if (head) return `/api/reports/${head.id}/xlsx`
  const query = new URLSearchParams({ asOf: report.month.asOf })
  for (const [key, values] of Object.entries(report.filters)) for (const value of values) query.append(key, value)
  return `/api/reports/${TODAY}/xlsx?${query}`
}
