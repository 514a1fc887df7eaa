'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Scope } from '../../../lib/access/scope.ts'
import type { Account } from '../../../lib/auth/account.ts'
import { request } from '../../ui/api.ts'
import { Notice } from '../../ui/states/notice.tsx'
import { AccountDialog } from './account-dialog.tsx'
import type { UsersTab } from './gather.ts'

type Said = { look: 'plain' | 'bad'; title: string; text?: string; password?: string }

const SMALL = 'h-8 rounded-md px-2 whitespace-nowrap text-accent hover:bg-sunken'

/** Accounts: who, as what, which rows; made, changed, shut, and given a new password. */
export function Users({ tab, own }: { tab: UsersTab; own: string }) {
  const t = useTranslations('admin.users')
  const router = useRouter()
  const [said, setSaid] = useState<Said | null>(null)
  const change = async (body: { action: string; username: string; [name: string]: unknown }) => {
    const answer = await request('POST', '/api/admin/users', body)
    const name = body.username
    if (answer.status !== 200) {
      setSaid({ look: 'bad', title: t('failed', { name }), text: String(answer.body.error ?? '') })
      return false
    }
    const password = typeof answer.body.password === 'string' ? answer.body.password : undefined
    setSaid({ look: 'plain', title: t(`done.${body.action}`, { name }), password })
    router.refresh()
    return true
  }
  return (
    <section aria-label={t('title')} className="rounded-md border border-line bg-surface p-4">
      <header className="flex flex-wrap items-start justify-between gap-2">
        <div>
          <h2 className="text-section font-strong">{t('title')}</h2>
          <p className="text-note text-ink-3">{t('text')}</p>
        </div>
        <AccountDialog options={tab.options} change={change} />
      </header>
      {said && (
        <Notice look={said.look} title={said.title} className="mt-3">
          {said.password && (
            <>
              <code className="my-1 inline-block rounded bg-sunken px-2 py-1 text-body select-all">
                {said.password}
              </code>
              <br />
              {t('once')}
            </>
          )}
          {said.text}
        </Notice>
      )}
      <div className="mt-3 overflow-x-auto">
        <table className="w-full min-w-180 border-collapse text-left">
          <thead>
            <tr className="border-b border-line-strong text-note text-ink-3">
              {(['username', 'name', 'role', 'scope', 'state'] as const).map((key) => (
                <th key={key} className="h-9 pr-4 font-strong">
                  {t(`columns.${key}`)}
                </th>
              ))}
              <th className="h-9 text-right font-strong">{t('columns.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {tab.users.map((user) => (
              <UserRow key={user.username} user={user} isOwn={user.username === own} tab={tab} change={change} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface RowProps {
  user: Account
  isOwn: boolean
  tab: UsersTab
  change: (body: { action: string; username: string; [name: string]: unknown }) => Promise<boolean>
}

function UserRow({ user, isOwn, tab, change }: RowProps) {
  const t = useTranslations('admin.users')
  const roles = useTranslations('account.roles')
  const { username, isBanned } = user
  return (
    <tr className="h-12 border-b border-line">
      <td className="py-2 pr-4 font-strong">{username}</td>
      <td className="py-2 pr-4">{user.name}</td>
      <td className="py-2 pr-4 whitespace-nowrap">{roles(user.role)}</td>
      <td className="max-w-100 py-2 pr-4 text-ink-2">
        {user.role === 'admin' ? '—' : <ScopeWords scope={user.scope} tab={tab} />}
      </td>
      <td className={`py-2 pr-4 whitespace-nowrap ${isBanned ? 'text-bad' : 'text-ink-2'}`}>
        {isBanned ? t('shut') : t('open')}
      </td>
      <td className="py-1 text-right whitespace-nowrap">
        {isOwn ? (
          <span className="text-note text-ink-3">{t('own')}</span>
        ) : (
          <>
            <AccountDialog account={user} options={tab.options} change={change} />
            <button type="button" className={SMALL} onClick={() => change({ action: 'password', username })}>
              {t('reset')}
            </button>
            <button
              type="button"
              className={SMALL}
              onClick={() => change({ action: 'ban', username, isBanned: !isBanned })}
            >
              {isBanned ? t('unban') : t('ban')}
            </button>
          </>
        )}
      </td>
    </tr>
  )
}

/** Which rows, in words; nothing at all stands out. */
function ScopeWords({ scope, tab }: { scope: Scope; tab: UsersTab }) {
  const t = useTranslations('admin.users')
  const filters = useTranslations('filters')
  const keys = ['hospital', 'department', 'group'] as const
  if (keys.some((key) => scope[key] !== 'all' && scope[key].length === 0))
    return <span className="text-bad">{t('nothing')}</span>
  const limits = keys.flatMap((key) => {
    const part = scope[key]
    if (part === 'all') return []
    const names = part.map((value) => tab.options[key].find((option) => option.value === value)?.label ?? value)
    return [`${filters(key)}: ${names.join(t('and'))}`]
  })
  return limits.length === 0 ? t('everything') : limits.join(' · ')
}
