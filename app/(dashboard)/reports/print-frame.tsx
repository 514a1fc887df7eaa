import { useTranslations } from 'next-intl'
import type { FrozenHead } from '../../../lib/app-state/reports.ts'
import type { Report } from '../../../lib/reports/report.ts'
import { hospitalName } from '../../../lib/warehouse/layout.ts'

/** What stands at the top of every printed page: whose report, which month, from which data. */
export function PrintFrame({ report, head }: { report: Report; head: FrozenHead | null }) {
  const t = useTranslations()
  const owner = [hospitalName(), t('nav.product')].filter((name) => name !== null).join(' · ')
  const left = `${owner} · ${t('reports.title', { month: report.month.month })}`
  const state = head ? t('reports.revision', { revision: head.revision }) : t('reports.live')
  const right = [t('reports.asOf', { day: report.month.asOf }), report.snapshot, state].join(' · ')
  return <style>{`@page { @top-left { content: ${cssText(left)} } @top-right { content: ${cssText(right)} } }`}</style>
}

/** Text as a string of a style sheet: nothing in it can end the string or the element. */
function cssText(text: string): string {
  return `"${text.replace(/["\\<>\n\r\f]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`
}
