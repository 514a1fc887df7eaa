'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { LANGUAGE_COOKIE } from '../i18n/language.ts'
import { THEME_COOKIE, THEMES, type Theme } from '../theme.ts'
import { usePending } from './pending.tsx'

const BUTTON = 'flex h-8 min-w-8 items-center justify-center rounded-md px-1 text-ink-2 hover:bg-sunken hover:text-ink'
const ICONS = { system: Monitor, light: Sun, dark: Moon }

/** Language and theme: one button each. */
export function Preferences({ theme }: { theme: Theme }) {
  return (
    <div className="flex shrink-0 items-center">
      <LanguageButton />
      <ThemeButton initial={theme} />
    </div>
  )
}

function LanguageButton() {
  const t = useTranslations('preferences')
  const router = useRouter()
  const { startTransition } = usePending()
  const other = useLocale() === 'zh' ? 'en' : 'zh'
  return (
    <button
      type="button"
      className={BUTTON}
      lang={other}
      title={t('language')}
      onClick={() => {
        remember(LANGUAGE_COOKIE, other)
        startTransition(() => router.refresh())
      }}
    >
      {other === 'en' ? 'EN' : '中'}
    </button>
  )
}

function ThemeButton({ initial }: { initial: Theme }) {
  const t = useTranslations('preferences')
  const [theme, setTheme] = useState(initial)
  const Icon = ICONS[theme]
  return (
    <button
      type="button"
      className={BUTTON}
      title={t('theme', { theme: t(theme) })}
      aria-label={t('theme', { theme: t(theme) })}
      onClick={() => {
        const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
        remember(THEME_COOKIE, next)
        document.documentElement.dataset.theme = next
        setTheme(next)
      }}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
    </button>
  )
}

function remember(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that hospitals still run
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`
}
