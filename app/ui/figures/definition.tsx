import { useLocale, useTranslations } from 'next-intl'
import type { Definition } from '../../../lib/metrics/metric.ts'
import { languageOf } from '../i18n/language.ts'
import { DefinitionPopover, type DefinitionText } from './definition-popover.tsx'
import { percent } from './format.ts'

/** The 口径 of a metric as rows of label and text. */
export function useDefinitionRows(definition: Definition): { label: string; text: string }[] {
  const t = useTranslations('definition')
  const language = languageOf(useLocale())
  const rows = [
    { label: t('formula'), text: definition.formula[language] },
    { label: t('numerator'), text: definition.numerator?.[language] },
    { label: t('denominator'), text: definition.denominator?.[language] },
    { label: t('goal'), text: definition.target && `> ${percent(definition.target.above)}` },
    { label: t('caution'), text: definition.caution?.[language] },
    { label: t('source'), text: definition.requires.map((any) => any.join(' / ')).join(' · ') },
    { label: t('version'), text: `${definition.id} v${definition.version}` },
  ]
  return rows.flatMap((row) => (row.text ? [{ label: row.label, text: row.text }] : []))
}

/** The link that opens it. */
export function DefinitionLink({ definition }: { definition: Definition }) {
  const t = useTranslations('definition')
  const language = languageOf(useLocale())
  const rows = useDefinitionRows(definition)
  return (
    <DefinitionPopover
      label={t('link')}
      definition={{ title: definition.title[language], question: definition.question[language], rows }}
    />
  )
}

/** The 口径 as plain text, for parts that run in the browser. */
export function useDefinitionText(definition: Definition): DefinitionText {
  const language = languageOf(useLocale())
  const rows = useDefinitionRows(definition)
  return { title: definition.title[language], question: definition.question[language], rows }
}
