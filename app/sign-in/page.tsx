import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { homeOf } from '../../lib/access/matrix.ts'
import { pageActor } from '../../lib/access/session.ts'
import { appState } from '../../lib/app-state/database.ts'
import { hasUsers } from '../../lib/auth/users.ts'
import { WECOM_PROBLEMS } from '../../lib/auth/wecom.ts'
import { wecomConfig } from '../../lib/auth/wecom-api.ts'
import { PendingProvider } from '../ui/shell/pending.tsx'
import { Preferences } from '../ui/shell/preferences.tsx'
import { THEME_COOKIE, themeOf } from '../ui/theme.ts'
import { SignInForm } from './form.tsx'
import { Track } from './track.tsx'
import { WecomSignIn } from './wecom.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') }
}

/** 登录: name and password, WeCom where the hospital uses it, or which command makes the first account. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const actor = await pageActor()
  if (actor) redirect(homeOf(actor.rights))
  const t = await getTranslations('signIn')
  const nav = await getTranslations('nav')
  const { wecom } = await searchParams
  const problem = WECOM_PROBLEMS.find((word) => word === wecom) ?? null
  const isReady = await hasUsers(await appState())
  return (
    <PendingProvider>
      <div className="grid min-h-screen grid-rows-[auto_1fr_auto] p-4">
        <div className="flex justify-end">
          <Preferences theme={themeOf((await cookies()).get(THEME_COOKIE)?.value)} />
        </div>
        <main className="mx-auto flex w-full max-w-88 flex-col justify-center pb-16">
          <Track />
          <h1 className="mt-6 text-figure font-strong">{nav('product')}</h1>
          <p className="mt-1 text-ink-2">{nav('tagline')}</p>
          <div className="mt-6 rounded-md border border-line bg-surface p-6">
            {isReady ? (
              <>
                <SignInForm />
                {wecomConfig() && <WecomSignIn problem={problem} />}
              </>
            ) : (
              <>
                <h2 className="text-section font-strong">{t('nobody.title')}</h2>
                <p className="mt-2 text-ink-2">{t('nobody.text')}</p>
                <pre className="mt-3 overflow-x-auto rounded bg-sunken p-3 text-note">
                  <code>npm run -s longrun -- user add --name admin --role admin</code>
                </pre>
                <p className="mt-3 text-note text-ink-3">{t('nobody.after')}</p>
              </>
            )}
          </div>
        </main>
        <p className="text-center text-note text-ink-3">{t('logged')}</p>
      </div>
    </PendingProvider>
  )
}
