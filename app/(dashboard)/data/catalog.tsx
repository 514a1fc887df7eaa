import { useLocale, useTranslations } from 'next-intl'
import type { Definition } from '../../../lib/metrics/metric.ts'
import { useDefinitionRows } from '../../ui/figures/definition.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { Panel } from './panel.tsx'

/** Every metric with its full definition, as its room states it. */
export function Catalog({ definitions }: { definitions: Definition[] }) {
  const t = useTranslations('catalog')
  return (
    <Panel title={t('title')} text={t('text', { count: definitions.length })}>
      <div className="divide-y divide-line rounded-md border border-line">
        {definitions.map((definition) => (
          <Entry key={definition.id} definition={definition} />
        ))}
      </div>
    </Panel>
  )
}

function Entry({ definition }: { definition: Definition }) {
  const t = useTranslations('catalog')
  const language = languageOf(useLocale())
  const rows = useDefinitionRows(definition)
  const parameters = definition.parameters.map((p) => {
    const range = p.integer ?? p.number
    return `${p.name}（${p.title[language]}）= ${p.values?.join(' | ') ?? (range ? `${range.min}…${range.max}` : '…')}`
  })
  return (
    <details id={definition.id}>
      <summary className="flex flex-wrap items-baseline gap-x-3 px-4 py-2.5 hover:bg-sunken">
        <span className="font-strong">{definition.title[language]}</span>
        <code className="text-note text-ink-3">{definition.id}</code>
        <span className="text-ink-2">{definition.question[language]}</span>
      </summary>
      <dl className="grid gap-x-6 gap-y-2 px-4 pt-1 pb-4 md:grid-cols-[112px_1fr]">
        {rows.map((row) => (
          <div key={row.label} className="contents">
            <dt className="text-note text-ink-3">{row.label}</dt>
            <dd className="max-w-prose text-ink-2">{row.text}</dd>
          </div>
        ))}
        {parameters.length > 0 && <dt className="text-note text-ink-3">{t('parameters')}</dt>}
        {parameters.length > 0 && (
          <dd className="text-note text-ink-2">
            {parameters.map((text) => (
              <span key={text} className="block">
                {text}
              </span>
            ))}
          </dd>
        )}
        {definition.breakdowns.length > 0 && <dt className="text-note text-ink-3">{t('breakdowns')}</dt>}
        {definition.breakdowns.length > 0 && (
          <dd className="text-note text-ink-2">{definition.breakdowns.join(' · ')}</dd>
        )}
      </dl>
    </details>
  )
}
