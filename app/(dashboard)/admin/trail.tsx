import { Download, ShieldCheck } from 'lucide-react'
import Form from 'next/form'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { AUDIT_ACTIONS, type AuditRow } from '../../../lib/access/audit.ts'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { integer, wallTime } from '../../ui/figures/format.ts'
import { Field } from '../../ui/forms/field.tsx'
import { type ValueWords, valueLabel } from '../../ui/shell/option-labels.ts'
import { Notice } from '../../ui/states/notice.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { CellData, TableData } from '../../ui/table/model.ts'
import type { TrailTab } from './gather.ts'
import { trailWords } from './trail-words.ts'

const FILTERS = ['actor', 'action', 'person', 'from', 'to'] as const
const TOOL = 'flex h-9 items-center gap-2 rounded-md border border-line-strong px-3 hover:bg-sunken'

/** The audit trail under filters, its chain checked when asked, and all of it as a file. */
export async function Trail({ tab, params }: { tab: TrailTab; params: SearchParams }) {
  const t = await getTranslations('admin.trail')
  const said = (key: string) => (typeof params[key] === 'string' ? params[key] : '')
  const query = new URLSearchParams(FILTERS.flatMap((key) => (said(key) ? [[key, said(key)]] : [])))
  return (
    <section aria-label={t('title')} className="rounded-md border border-line bg-surface p-4">
      <header className="flex flex-wrap items-start justify-between gap-2">
        <div>
          <h2 className="text-section font-strong">{t('title')}</h2>
          <p className="text-note text-ink-3">{t('text')}</p>
        </div>
        <div className="flex gap-2">
          <a href={`/admin?tab=trail&check=1${query.size > 0 ? `&${query}` : ''}`} className={TOOL}>
            <ShieldCheck size={16} aria-hidden="true" />
            {t('check')}
          </a>
          <a href={`/api/admin/audit?${query}`} download className={TOOL}>
            <Download size={16} aria-hidden="true" />
            CSV
          </a>
        </div>
      </header>
      {tab.check && <Checked check={tab.check} />}
      <Form action="/admin" className="my-3 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
        <input type="hidden" name="tab" value="trail" />
        <Field label={t('columns.actor')} name="actor" defaultValue={said('actor')} className="sm:w-36" />
        <div className="flex flex-col gap-1">
          <label htmlFor="trail-action" className="text-note font-strong text-ink-2">
            {t('columns.action')}
          </label>
          <select
            id="trail-action"
            name="action"
            defaultValue={said('action')}
            className="h-10 rounded-md border border-line-strong bg-surface px-2"
          >
            <option value="">{t('any')}</option>
            {AUDIT_ACTIONS.map((action) => (
              <option key={action} value={action}>
                {t(`actions.${action}`)}
              </option>
            ))}
          </select>
        </div>
        <Field label={t('from')} name="from" type="date" defaultValue={said('from')} className="sm:w-40" />
        <Field label={t('to')} name="to" type="date" defaultValue={said('to')} className="sm:w-40" />
        <Field label={t('person')} name="person" defaultValue={said('person')} className="sm:w-56" />
        <button type="submit" className="h-10 rounded-md bg-accent px-4 font-strong text-on-accent">
          {t('apply')}
        </button>
      </Form>
      <p className="pb-2 text-note text-ink-3">
        {t('count', { shown: integer(tab.rows.length), count: integer(tab.count) })}
      </p>
      {tab.rows.length === 0 ? (
        <Notice look="dashed" title={t('empty')} />
      ) : (
        <DataTable data={await tableOf(tab.rows)} label={t('title')} maxHeight="max-h-[calc(100vh-320px)]" />
      )}
    </section>
  )
}

async function Checked({ check }: { check: NonNullable<TrailTab['check']> }) {
  const t = await getTranslations('admin.trail')
  return check.brokenAt === null ? (
    <Notice title={t('whole', { rows: integer(check.rows) })} className="mt-3">
      {t('head')} <code className="break-all">{check.head}</code>
    </Notice>
  ) : (
    <Notice look="bad" title={t('broken', { row: integer(check.brokenAt) })} className="mt-3">
      {t('brokenText')}
    </Notice>
  )
}

async function tableOf(rows: readonly AuditRow[]): Promise<TableData> {
  const t = await getTranslations('admin.trail')
  const purposes = await getTranslations('exports.purposes')
  const lookPurposes = await getTranslations('unmask.purposes')
  const zone = await getTimeZone()
  const words = await trailWords()
  const targets = await Promise.all(rows.map((row) => words.target(row.target)))
  const columns = ['at', 'actor', 'action', 'target', 'purpose', 'detail', 'rows'] as const
  return {
    columns: columns.map((id) => ({ id, title: t(`columns.${id}`), isNumeric: id === 'rows', isPinned: id === 'at' })),
    rows: rows.map((row, i) => ({
      id: String(row.seq),
      cells: {
        at: { text: wallTime(new Date(row.at).toISOString(), zone, true), value: row.seq },
        actor: row.actor,
        action: t.has(`actions.${row.action}`) ? t(`actions.${row.action}`) : row.action,
        target: targets[i] || '—',
        purpose: purposeOf(row.purpose, row.action === 'unmask' ? lookPurposes : purposes) || '—',
        detail: detailCell(words.detail(row.target, row.detail)),
        rows: row.rows === 0 ? { text: '—', value: 0 } : { text: integer(row.rows), value: row.rows },
      },
    })),
  }
}

/** A purpose from the list in words; behind a colon what an unlisted one is. */
function purposeOf(purpose: string, words: ValueWords): string {
  const [name = '', ...note] = purpose.split(': ')
  return [valueLabel(words, name), ...note].join(': ')
}

/** The question or change; a long one whole at the pointer. */
function detailCell(text: string): CellData {
  return { text: shortened(text) || '—', value: text, reason: text }
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
