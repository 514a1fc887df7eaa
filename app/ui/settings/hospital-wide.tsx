import { useTranslations } from 'next-intl'

/** Why an account that is limited to a part of the hospital reads these settings and changes none. */
export function HospitalWide() {
  return (
    <p className="rounded-md bg-sunken px-3 py-2 text-note text-ink-2">{useTranslations('hospitalWide')('readOnly')}</p>
  )
}
