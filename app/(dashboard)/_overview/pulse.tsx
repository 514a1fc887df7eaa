import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { highlightOf } from '../../../lib/metrics/shared/highlights.ts'
import { Sparkline } from '../../ui/charts/sparkline.tsx'
import { DefinitionLink } from '../../ui/figures/definition.tsx'
import { type Unit, valueText } from '../../ui/figures/format.ts'
import { ChangeText } from '../../ui/figures/kpi-card.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import type { Overview } from './gather.ts'

const ITEMS: { name: string; unit: Unit; hasPeople?: boolean }[] = [
  { name: 'new', unit: 'events' },
  { name: 'value', unit: 'events', hasPeople: true },
  { name: 'dau', unit: 'events' },
  { name: 'wau', unit: 'events' },
  { name: 'mau', unit: 'events' },
  { name: 'stickiness', unit: 'ratio' },
  { name: 'leaveRate', unit: 'ratio' },
  { name: 'silentShare', unit: 'ratio' },
]

/** The strip: how the community is today, each with its change and its last 90 days. */
export function Pulse({ data, selection }: { data: Overview; selection: Selection }) {
  const t = useTranslations('pool')
  const { pool, poolBefore } = data
  if (pool.answer.overall.value === null) return null
  return (
    <section aria-label={t('strip')}>
      <div className="flex items-baseline gap-3 pb-2">
        <h2 className="text-section font-strong">{t('strip')}</h2>
        <DefinitionLink definition={pool.definition} />
      </div>
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-4 xl:grid-cols-8">
        {ITEMS.map(({ name, unit, hasPeople }) => (
          <Item
            key={name}
            label={t(name)}
            help={t(`help.${name}`)}
            unit={unit}
            highlight={highlightOf(pool.answer, poolBefore.answer, name)}
            href={hasPeople ? peopleLink(selection, pool.question, 'in') : undefined}
          />
        ))}
      </ul>
    </section>
  )
}

interface ItemProps {
  label: string
  help: string
  unit: Unit
  highlight: ReturnType<typeof highlightOf>
  href?: string
}

function Item({ label, help, unit, highlight, href }: ItemProps) {
  const t = useTranslations('state')
  const language = languageOf(useLocale())
  const text = valueText(highlight.value, unit, language)
  const figure = (
    <>
      {text.number}
      <span className="text-note font-normal text-ink-2">{text.unit}</span>
    </>
  )
  return (
    <li className="flex flex-col gap-0.5 bg-surface p-3" title={help}>
      <span className="text-note text-ink-3">{label}</span>
      <span className="text-page font-strong" title={highlight.value === null ? t('none') : undefined}>
        {href ? (
          <Link href={href} prefetch={false} className="text-accent underline-offset-2 hover:underline">
            {figure}
          </Link>
        ) : (
          figure
        )}
      </span>
      <span className="text-note text-ink-3">
        <ChangeText change={highlight.change} unit={unit} />
      </span>
      {highlight.trend.length > 1 && <Sparkline values={highlight.trend} width={112} height={28} />}
    </li>
  )
}
