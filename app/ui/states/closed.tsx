import { useTranslations } from 'next-intl'
import { PageLink } from '../shell/page-link.tsx'

/** The account may not see this page: said plainly, with a way on. */
export function Closed({ home }: { home: string }) {
  const t = useTranslations('closed')
  return (
    <section className="mx-auto mt-16 max-w-160 rounded-md border border-line bg-surface p-6">
      <h1 className="text-page font-strong">{t('title')}</h1>
      <p className="mt-2 text-ink-2">{t('text')}</p>
      <PageLink
        href={home}
        className="mt-4 inline-flex h-9 items-center rounded-md bg-accent px-4 font-strong text-on-accent"
      >
        {t('home')}
      </PageLink>
    </section>
  )
}
