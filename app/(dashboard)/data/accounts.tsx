import { useLocale, useTimeZone, useTranslations } from 'next-intl'
import { type QualityReport, totalOf } from '../../../lib/quality/report.ts'
import { dayRange, integer, wallTime } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { useFeedName } from '../../ui/states/figure-state.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { TableData } from '../../ui/table/model.ts'
import { Panel } from './panel.tsx'

const COUNTS = ['read', 'loaded', 'duplicate', 'superseded', 'quarantined'] as const

/** Freshness and row accounts of every source: 读入 = 装入 + 重复 + 替代 + 隔离. */
export function FeedAccounts({ report }: { report: QualityReport }) {
  const t = useTranslations('quality')
  const zone = useTimeZone() ?? 'Asia/Shanghai'
  const language = languageOf(useLocale())
  const feedName = useFeedName()
  const missing = gapList(report.gaps, language)
  const stateOf = (feed: string) =>
    GAP_FEEDS.includes(feed) && missing !== ''
      ? { text: t('coveredWithGaps', { days: missing }), tone: 'bad' as const }
      : t('covered')
  const table: TableData = {
    columns: [
      { id: 'feed', title: t('source'), isPinned: true },
      { id: 'name', title: t('feed') },
      { id: 'state', title: t('state') },
      { id: 'lastDay', title: t('lastDay') },
      { id: 'delay', title: t('delay'), isNumeric: true, help: t('delayHelp') },
      { id: 'landed', title: t('landed') },
      ...COUNTS.map((name) => ({ id: name, title: t(name), isNumeric: true })),
      { id: 'rows', title: t('inForce'), isNumeric: true, isHidden: true },
    ],
    rows: report.feeds.map((feed) => ({
      id: feed.feed,
      cells: {
        feed: feedName(feed.feed),
        name: { text: feed.feed, tone: 'muted' },
        state: feed.covered ? stateOf(feed.feed) : { text: `⌀ ${t('notCovered')}`, tone: 'muted' },
        lastDay: feed.lastDay ?? { text: '—', value: null, reason: feed.covered ? t('noDays') : t('notCovered') },
        delay:
          feed.delay === null
            ? { text: '—', value: null, reason: feed.covered ? t('noDays') : t('notCovered') }
            : { text: delayText(feed.delay, language), value: feed.delay },
        landed: feed.landedAt ? wallTime(feed.landedAt, zone, true) : '—',
        ...Object.fromEntries(
          COUNTS.map((name) => [
            name,
            name === 'quarantined' && feed[name] > 0
              ? { text: integer(feed[name]), value: feed[name], tone: 'bad' as const }
              : feed[name],
          ]),
        ),
        rows: feed.rows,
      },
    })),
    total: {
      id: 'total',
      cells: {
        feed: t('total'),
        name: '',
        state: '',
        lastDay: '',
        delay: '',
        landed: '',
        ...Object.fromEntries(COUNTS.map((name) => [name, totalOf(report.feeds)[name]])),
      },
    },
  }
  return (
    <Panel title={t('accounts')} text={t('accountsText')}>
      <DataTable data={table} label={t('accounts')} />
    </Panel>
  )
}

/** The feeds whose silence makes a day incomplete. */
const GAP_FEEDS: readonly string[] = ['community/messages', 'community/activities']

function gapList(gaps: QualityReport['gaps'], language: 'zh' | 'en'): string {
  const days = gaps.map((gap) => dayRange(gap.firstDay, gap.lastDay, language))
  return days.join(language === 'zh' ? '、' : ', ')
}

/** Days that the import left out: what they are, what figures do with them, and the remedy. */
export function MissingDays({ gaps }: { gaps: QualityReport['gaps'] }) {
  const t = useTranslations('quality')
  const language = languageOf(useLocale())
  if (gaps.length === 0) return null
  return (
    <Notice look="warn" title={t('gaps', { days: gapList(gaps, language) })}>
      {t('gapsText')}
    </Notice>
  )
}

function delayText(days: number, language: 'zh' | 'en'): string {
  return language === 'zh' ? `${days}\u2009天` : `${days} d`
}

/** The same accounts, file by file. */
export function FileAccounts({ report }: { report: QualityReport }) {
  const t = useTranslations('quality')
  const zone = useTimeZone() ?? 'Asia/Shanghai'
  const table: TableData = {
    columns: [
      { id: 'file', title: t('file'), isPinned: true },
      { id: 'landed', title: t('landed') },
      ...COUNTS.map((name) => ({ id: name, title: t(name), isNumeric: true })),
    ],
    rows: report.files.map((file, i) => ({
      id: `${file.file}-${String(i)}`,
      cells: {
        file: file.file,
        landed: wallTime(file.landedAt, zone, true),
        ...Object.fromEntries(COUNTS.map((name) => [name, file[name]])),
      },
    })),
  }
  return (
    <details className="rounded-md border border-line bg-surface">
      <summary className="p-4 text-section font-strong">{t('files', { count: report.files.length })}</summary>
      <div className="border-t border-line p-4">
        <DataTable data={table} label={t('files', { count: report.files.length })} maxHeight="max-h-96" />
      </div>
    </details>
  )
}
