import { useTranslations } from 'next-intl'
import type { TimelineMonth } from '../../../../lib/people/months.ts'
import type { TimelineEvent } from '../../../../lib/people/timeline.ts'
import { formatValue } from '../../../ui/figures/format.ts'
import type { Language } from '../../../ui/i18n/language.ts'
import { valueLabel } from '../../../ui/shell/option-labels.ts'

/** What happened, the latest month first. */
export function Months({ months, language }: { months: readonly TimelineMonth[]; language: Language }) {
  const t = useTranslations('person')
  const words = useEventWords(language)
  return (
    <section aria-label={t('months')} className="rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('months')}</h2>
      <ol className="mt-2">
        {months.map((month) => (
          <li key={month.month} className="grid gap-x-6 border-t border-line py-3 sm:grid-cols-[96px_1fr]">
            <h3 className="font-strong">{month.month}</h3>
            <div>
              <p className="text-note leading-5 text-ink-3">
                {t('summary', { active: month.activeDays, messages: month.messages, checkIns: month.checkInDays })}
              </p>
              {month.events.length > 0 && (
                <ul className="mt-1 grid gap-1">
                  {keyed(month.events).map(({ key, event }) => (
                    <li key={key} className="flex gap-3">
                      <span className="text-ink-3">{event.day.slice(5)}</span>
                      <span>{words(event)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Two equal events of a day are two events. */
function keyed(events: readonly TimelineEvent[]): { key: string; event: TimelineEvent }[] {
  const seen = new Map<string, number>()
  return events.map((event) => {
    const text = `${event.kind} ${event.day} ${event.what ?? ''} ${event.amount ?? ''}`
    const nth = (seen.get(text) ?? 0) + 1
    seen.set(text, nth)
    return { key: `${text} ${nth}`, event }
  })
}

function useEventWords(language: Language): (event: TimelineEvent) => string {
  const t = useTranslations('person')
  const values = useTranslations('values')
  return ({ kind, what, amount }) => {
    const known = (word: string) => (t.has(`words.${word}`) ? t(`words.${word}`) : valueLabel(values, word))
    const text = (what ?? '').split(' ').map(known).join(' ')
    switch (kind) {
      case 'visit':
        return amount === null
          ? t('kinds.visitNoMoney', { what: text })
          : t('kinds.visit', { what: text, amount: formatValue(amount, 'fen', language) })
      case 'reading': {
        const metric = what !== null && t.has(`metrics.${what}`) ? t(`metrics.${what}`) : text
        return t('kinds.reading', { what: metric, amount: (amount ?? 0).toFixed(1) })
      }
      case 'join':
      case 'leave':
        return t(`kinds.${kind}`, { what: what ?? '' })
      case 'active':
      case 'checkIn':
        return ''
      default:
        return t(`kinds.${kind}`, { what: text })
    }
  }
}
