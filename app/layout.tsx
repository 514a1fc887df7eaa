import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import './globals.css'
import { clientMessagesOf } from './ui/i18n/compiled.ts'
import { languageOf } from './ui/i18n/language.ts'
import { THEME_COOKIE, themeOf } from './ui/theme.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('nav')
  return { title: { default: t('product'), template: `%s · ${t('product')}` }, description: t('tagline') }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale()
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : 'en'} data-theme={theme} suppressHydrationWarning>
      <body>
        <NextIntlClientProvider messages={clientMessagesOf(languageOf(locale))}>
          <NuqsAdapter>{children}</NuqsAdapter>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
