import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { currentActor } from '../../../lib/access/actor.ts'
import { SCOPE_KEYS } from '../../../lib/access/scope.ts'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { OwnPassword } from './own-password.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('own') }
}

/** 我的账号: who one is here, which rows one sees, and the own password. */
export default async function AccountPage() {
  const t = await getTranslations('account')
  const filters = await getTranslations('filters')
  const { id, name, role, scope } = await currentActor()
  const facts: [string, string][] = [
    [t('username'), id],
    [t('name'), name],
    [t('role'), role === 'owner' ? id : t(`roles.${role}`)],
    ...SCOPE_KEYS.map((key): [string, string] => {
      const part = scope[key]
      return [filters(key), part === 'all' ? t('all') : part.length === 0 ? t('none') : part.join(t('and'))]
    }),
  ]
  return (
    <>
      <PageHead title={t('own')} question={t('question')} />
      <div className="grid max-w-240 grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <section aria-label={t('facts')} className="rounded-md border border-line bg-surface p-4">
          <h2 className="text-section font-strong">{t('facts')}</h2>
          <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
            {facts.map(([term, text]) => (
              <div key={term} className="contents">
                <dt className="text-ink-3">{term}</dt>
                <dd className="min-w-0 break-words">{text}</dd>
              </div>
            ))}
          </dl>
        </section>
        <OwnPassword isAdmin={role === 'admin'} />
      </div>
    </>
  )
}
