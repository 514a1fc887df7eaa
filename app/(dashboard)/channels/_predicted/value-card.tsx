import { useLocale, useTranslations } from 'next-intl'
import { partOf } from '../../../../lib/metrics/shared/highlights.ts'
import { DefinitionLink } from '../../../ui/figures/definition.tsx'
import { decimal, formatValue, integer, interval } from '../../../ui/figures/format.ts'
import { IgnoredFilters } from '../../../ui/figures/ignored.tsx'
import { languageOf } from '../../../ui/i18n/language.ts'
import { peopleLink } from '../../../ui/people/people-link.ts'
import { PeopleText } from '../../../ui/people/people-text.tsx'
import type { PredictedPage } from './gather.ts'

/** The mean per person of the days to come; why there is none, where the holdout was too far off. */
export function ValueCard({ data }: { data: PredictedPage }) {
  const t = useTranslations('predicted')
  const language = languageOf(useLocale())
  const { predicted, selection, horizon } = data
  const figure = predicted.answer.overall
  const people = integer(figure.denominator)
  return (
    <section
      aria-label={t('value.title')}
      className="flex min-w-0 flex-col gap-1 rounded-md border border-line-strong bg-surface p-4"
    >
      <h3 className="font-strong text-ink-2">{t('value.title')}</h3>
      {figure.value === null ? (
        <>
          <p className="text-section font-strong">{t('value.hidden')}</p>
          <p className="text-ink-2">{t('value.hiddenText')}</p>
        </>
      ) : (
        <>
          <p className="text-figure font-strong whitespace-nowrap">{formatValue(figure.value, 'fen', language)}</p>
          <p className="text-ink-2">
            {typeof figure.low === 'number'
              ? t('value.interval', { interval: interval(figure.low, figure.high, 'fen', language) })
              : t('value.noInterval')}
          </p>
          <p className="text-note text-ink-2">
            {t('value.total', {
              total: formatValue(figure.numerator, 'fen', language),
              visits: decimal(partOf(figure, 'visits'), 2),
            })}
          </p>
        </>
      )}
      <p className="text-note">
        <PeopleText href={peopleLink(selection, predicted.question, 'in')}>
          {t('value.people', { people, day: data.asOf })}
        </PeopleText>
      </p>
      <p className="mt-auto pt-2 text-note text-ink-3">
        {t('value.caution', { days: horizon })} <DefinitionLink definition={predicted.definition} />{' '}
        <IgnoredFilters asked={predicted} />
      </p>
    </section>
  )
}
