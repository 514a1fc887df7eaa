import { useTranslations } from 'next-intl'
import { Thresholds } from '../../ui/settings/thresholds.tsx'
import type { RulesTab } from './gather.ts'

/** The bounds of the rules, without the people whom they list. */
export function Rules({ tab }: { tab: RulesTab }) {
  const t = useTranslations('atRisk.thresholds')
  return (
    <section aria-label={t('title')} className="max-w-200 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      <p className="pb-3 text-note leading-5 text-ink-3">{t('text')}</p>
      <Thresholds own={tab.own} diseases={tab.diseases} isReadOnly={tab.isReadOnly} />
    </section>
  )
}
