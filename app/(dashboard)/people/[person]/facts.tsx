import { useTranslations } from 'next-intl'
import type { PersonFacts } from '../../../../lib/people/timeline.ts'
import { valueLabel } from '../../../ui/shell/option-labels.ts'
import { ClearName } from './clear-name.tsx'

/** Who it is, as far as may be said; `mayUnmask` opens the way to the clear name. */
export function Facts({ facts, mayUnmask }: { facts: PersonFacts; mayUnmask: boolean }) {
  const t = useTranslations('person')
  const values = useTranslations('values')
  const label = (value: string | null) => (value === null ? '—' : valueLabel(values, value))
  const rows: [string, string][] = [
    [t('facts.disease'), label(facts.disease)],
    [t('facts.group'), facts.group ?? '—'],
    [t('facts.channel'), label(facts.channel)],
    [t('facts.sex'), facts.sex && t.has(`sexes.${facts.sex}`) ? t(`sexes.${facts.sex}`) : '—'],
    [t('facts.birthYear'), facts.birth_year === null ? '—' : String(facts.birth_year)],
    [t('facts.joined'), facts.joined_on ?? '—'],
    [t('facts.match'), label(facts.match_method)],
  ]
  return (
    <section aria-label={facts.person} className="rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">
        {facts.name !== null && mayUnmask ? (
          <ClearName person={facts.person} masked={facts.name} />
        ) : (
          (facts.name ?? '—')
        )}{' '}
        <span className="block text-note font-normal text-ink-3">{facts.person}</span>
      </h2>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {rows.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-note leading-5 text-ink-3">{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
