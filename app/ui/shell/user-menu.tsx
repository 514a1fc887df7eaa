'use client'

import { Menu } from '@base-ui/react/menu'
import { Download, KeyRound, LogOut, UserRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { request } from '../api.ts'
import { Waiting } from './waiting.tsx'

interface UserMenuProps {
  name: string
  role: 'manager' | 'marketer' | 'operator' | 'admin'
  /** The page of exported lists is open to the account. */
  hasExports: boolean
  /** Requests that wait for the account's decision. */
  waiting: number
}

const ITEM = 'flex h-9 cursor-pointer items-center gap-2 rounded px-2 outline-none data-[highlighted]:bg-sunken'

/** Who is signed in, the own account, and the way out. */
export function UserMenu({ name, role, hasExports, waiting }: UserMenuProps) {
  const t = useTranslations('account')
  const router = useRouter()
  const leave = async () => {
    await request('POST', '/api/auth/sign-out', {})
    // A full load: no figure stays in the memory of this tab.
    window.location.assign('/sign-in')
  }
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        title={`${name} · ${t(`roles.${role}`)}`}
        aria-label={t('menu', { name })}
        className="relative flex h-8 min-w-8 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <UserRound size={16} strokeWidth={1.75} aria-hidden="true" />
        <Waiting count={waiting} className="absolute -top-0.5 -right-0.5" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" collisionPadding={8} className="z-50">
          <Menu.Popup className="w-52 rounded-md border border-line-strong bg-surface p-1 shadow-pop outline-none">
            <p className="px-2 py-2">
              <span className="block truncate font-strong">{name}</span>
              <span className="text-note text-ink-3">{t(`roles.${role}`)}</span>
            </p>
            <Menu.Separator className="my-1 border-t border-line" />
            <Menu.Item className={ITEM} onClick={() => router.push('/account')}>
              <KeyRound size={16} strokeWidth={1.75} aria-hidden="true" />
              {t('own')}
            </Menu.Item>
            {hasExports && (
              <Menu.Item className={ITEM} onClick={() => router.push('/exports')}>
                <Download size={16} strokeWidth={1.75} aria-hidden="true" />
                {t('exports')}
                <Waiting count={waiting} className="ml-auto" />
              </Menu.Item>
            )}
            <Menu.Item className={ITEM} onClick={leave}>
              <LogOut size={16} strokeWidth={1.75} aria-hidden="true" />
              {t('signOut')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
