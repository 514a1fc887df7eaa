import { useTranslations } from 'next-intl'
import type { RiskCase } from '../../../../lib/app-state/risk.ts'
import { type Consent, PURPOSES } from '../../../../lib/people/consents.ts'
import { OptOutButton } from './opt-out.tsx'

interface ConsentsProps {
  person: string
  consents: readonly Consent[]
  /** Since when a WeCom tag says not to contact. */
  tagOptOut: string | null
  /** What was written down here, from which moment it holds. */
  written: RiskCase | null
  mayChange: boolean
}

/** What the person agreed to and took back, and whether they may be contacted. */
export function Consents({ person, consents, tagOptOut, written, mayChange }: ConsentsProps) {
  const t = useTranslations('consents')
  const hasLeft = written?.isOptedOut === true
  const isOut = hasLeft || tagOptOut !== null || consents.some((c) => c.purpose !== 'community' && c.withdrawnOn)
  return (
    <section aria-label={t('ofPerson')} className="rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('ofPerson')}</h2>
      <p className={`text-note leading-5 ${isOut ? 'text-bad' : 'text-ink-3'}`}>{t(isOut ? 'out' : 'in')}</p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {PURPOSES.map((purpose) => {
          const found = consents.find((consent) => consent.purpose === purpose)
          return (
            <div key={purpose} className="contents">
              <dt className="text-note leading-5 text-ink-3">{t(`purposes.${purpose}`)}</dt>
              <dd>{found ? stateOf(found, t) : <span className="text-ink-3">{t('notRecorded')}</span>}</dd>
            </div>
          )
        })}
      </dl>
      {tagOptOut && <p className="mt-2 text-note text-ink-2">{t('tag', { day: tagOptOut })}</p>}
      {hasLeft && <p className="mt-2 text-note text-ink-2">{t('written', { by: written.changedBy })}</p>}
      {mayChange && <OptOutButton person={person} isOut={hasLeft} />}
    </section>
  )
}

function stateOf({ givenOn, withdrawnOn }: Consent, t: ReturnType<typeof useTranslations<'consents'>>): string {
  return withdrawnOn === null ? t('givenOn', { day: givenOn }) : t('withdrawnOn', { day: withdrawnOn })
}
