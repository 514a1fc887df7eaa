import { useTranslations } from 'next-intl'
import type { QualityReport } from '../../../lib/quality/report.ts'
import { integer } from '../../ui/figures/format.ts'
import { useFeedName } from '../../ui/states/figure-state.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { TableData } from '../../ui/table/model.ts'
import { Panel } from './panel.tsx'

/** A reason in words; the code itself where the dictionary lacks it. */
function useReasonName(): (code: string) => string {
  const t = useTranslations('quarantine')
  return (code) => (t.has(code) ? t(code) : code)
}

/** What was set aside and why, with the rows themselves. */
export function Quarantine({ report }: { report: QualityReport }) {
  const t = useTranslations('quality')
  const reasonName = useReasonName()
  const feedName = useFeedName()
  const reasons: TableData = {
    columns: [
      { id: 'reason', title: t('reason'), isPinned: true },
      { id: 'feed', title: t('source') },
      { id: 'rows', title: t('rows'), isNumeric: true },
    ],
    rows: report.reasons.map((row) => ({
      id: `${row.feed}-${row.reason}`,
      cells: {
        reason: reasonName(row.reason),
        feed: feedName(row.feed),
        rows: { text: integer(row.rows), value: row.rows },
      },
    })),
  }
  const samples: TableData = {
    columns: [
      { id: 'file', title: t('file'), isPinned: true },
      { id: 'line', title: t('line'), isNumeric: true },
      { id: 'column', title: t('column') },
      { id: 'reason', title: t('reason') },
      { id: 'raw', title: t('raw') },
    ],
    rows: report.samples.map((row, i) => ({
      id: String(i),
      cells: {
        file: row.file,
        line: { text: integer(row.line), value: row.line },
        column: row.column ?? '—',
        reason: reasonName(row.reason),
        raw: { text: shortened(row.raw), value: row.raw, reason: row.raw },
      },
    })),
  }
  return (
    <Panel title={t('quarantine')} text={t('quarantineText')}>
      {report.reasons.length === 0 ? (
        <Notice title={t('noQuarantine')} />
      ) : (
        <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          <DataTable data={reasons} label={t('quarantine')} maxHeight="max-h-96" hasTools={false} />
          <DataTable data={samples} label={t('samples')} maxHeight="max-h-96" hasTools={false} />
        </div>
      )}
    </Panel>
  )
}

const RAW_LENGTH = 120

function shortened(raw: string): string {
  const line = raw.replace(/\s+/g, ' ')
  return line.length > RAW_LENGTH ? `${line.slice(0, RAW_LENGTH)}…` : line
}

/** Checks of the build, failed ones first. */
export function Checks({ report }: { report: QualityReport }) {
  const t = useTranslations('quality')
  const feedName = useFeedName()
  // `keys-unique:community/consults`: what is checked, and of which feed.
  const nameOf = (id: string) => {
    const [check = id, feed] = id.split(':')
    const words = t.has(`checkNames.${check}`) ? t(`checkNames.${check}`) : check
    return feed === undefined ? words : `${words} · ${feedName(feed)}`
  }
  const failed = report.checks.filter((check) => !check.ok).length
  const checks: TableData = {
    columns: [
      { id: 'name', title: t('check'), isPinned: true },
      { id: 'ok', title: t('result') },
      { id: 'rows', title: t('rows'), isNumeric: true },
      { id: 'id', title: t('checkId') },
    ],
    rows: report.checks.map((check) => ({
      id: check.name,
      cells: {
        name: { text: nameOf(check.name), reason: check.detail },
        ok: check.ok ? { text: `✓ ${t('passed')}`, tone: 'good' } : { text: `✕ ${t('failed')}`, tone: 'bad' },
        rows: { text: integer(check.rows), value: check.rows },
        id: { text: check.name, tone: 'muted' },
      },
    })),
  }
  return (
    <Panel title={t('checks')} text={t('checksText', { count: report.checks.length, failed })}>
      <DataTable data={checks} label={t('checks')} maxHeight="max-h-80" hasTools={false} />
    </Panel>
  )
}

/** Values that the contract does not list: kept, counted, equal to none that it lists. */
export function UnknownValues({ report }: { report: QualityReport }) {
  const t = useTranslations('quality')
  const feedName = useFeedName()
  const unknown: TableData = {
    columns: [
      { id: 'feed', title: t('source'), isPinned: true },
      { id: 'column', title: t('column') },
      { id: 'value', title: t('value') },
      { id: 'rows', title: t('rows'), isNumeric: true },
    ],
    rows: report.unknown.map((row) => ({
      id: `${row.feed}-${row.column}-${row.value}`,
      cells: {
        feed: feedName(row.feed),
        column: row.column,
        value: row.value,
        rows: { text: integer(row.rows), value: row.rows },
      },
    })),
  }
  return (
    <Panel title={t('unknown')} text={t('unknownText')}>
      {report.unknown.length === 0 ? (
        <Notice title={t('noUnknown')} />
      ) : (
        <DataTable data={unknown} label={t('unknown')} maxHeight="max-h-80" hasTools={false} />
      )}
    </Panel>
  )
}
