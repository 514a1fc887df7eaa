import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../i18n/language.ts'
import { type ReportWords, reportWords } from './words.ts'

/** The words of a report, in a component. */
export function useReportWords(): ReportWords {
  return reportWords(useTranslations(), languageOf(useLocale()))
}
