import { useTranslations } from 'next-intl'
import { type Finding, KINDS } from '../../../lib/reports/findings/finding.ts'
import type { Report } from '../../../lib/reports/report.ts'
import { useReportWords } from '../../ui/reports/use-report-words.ts'
import { commandsOf } from './commands.ts'
import { Trace } from './trace.tsx'

/** The month in sentences, each with the questions that it rests on. */
export function Findings({ findings, report }: { findings: Finding[]; report: Report }) {
  const t = useTranslations('reports')
  const words = useReportWords()
  const commands = commandsOf(report)
  return (
    <section aria-label={t('findings')} className="rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('findings')}</h2>
      <p className="text-note text-ink-3">{t('findingsText')}</p>
      {KINDS.map((kind) => {
        const own = findings.filter((finding) => finding.kind === kind)
        if (own.length === 0) return null
        return (
          <div key={kind} className="pt-3">
            <h3 className="break-after-avoid font-strong text-ink-2">{t(`kinds.${kind}`)}</h3>
            <ul className="list-disc pt-1 pl-5 marker:text-ink-3">
              {own.map((finding) => (
                <li key={finding.id} className="max-w-[110ch] break-inside-avoid py-1">
                  {words.sentence(finding)} <Trace commands={commands(finding.calls)} />
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}
