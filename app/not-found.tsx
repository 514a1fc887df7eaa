import { useTranslations } from 'next-intl'
import { PageLink } from './ui/shell/page-link.tsx'

export default function NotFound() {
  const t = useTranslations('notFound')
  return (
    <main className="mx-auto mt-24 max-w-160 p-6">
      <h1 className="text-page font-strong">{t('title')}</h1>
      <p className="mt-2 text-ink-2">{t('text')}</p>
      <PageLink href="/" className="mt-4 inline-block text-accent underline underline-offset-2">
        {t('home')}
      </PageLink>
    </main>
  )
}
