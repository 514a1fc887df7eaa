'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { GoalSetting } from '../../../lib/app-state/settings.ts'
import { request } from '../../ui/api.ts'
import { percent } from '../../ui/figures/format.ts'
import { HospitalWide } from '../../ui/settings/hospital-wide.tsx'

/** The goals that verdicts are given against. */
export function Goals({ goals, isReadOnly }: { goals: GoalSetting[]; isReadOnly: boolean }) {
  const t = useTranslations('admin.goals')
  return (
    <section aria-label={t('title')} className="max-w-200 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      <p className="pb-3 text-note text-ink-3">{t('text')}</p>
      {isReadOnly && <HospitalWide />}
      <ul className="flex flex-col divide-y divide-line">
        {goals.map((goal) =>
          isReadOnly ? <GoalLine key={goal.metric} goal={goal} /> : <Goal key={goal.metric} goal={goal} />,
        )}
      </ul>
    </section>
  )
}

function GoalLine({ goal }: { goal: GoalSetting }) {
  return (
    <li className="flex flex-wrap gap-x-4 py-3">
      <span className="w-40 font-strong">{goal.title[useLocale() === 'zh' ? 'zh' : 'en']}</span>
      &gt; {percent(goal.goal)}
    </li>
  )
}

function Goal({ goal }: { goal: GoalSetting }) {
  const t = useTranslations('admin.goals')
  const router = useRouter()
  const title = goal.title[useLocale() === 'zh' ? 'zh' : 'en']
  const [said, setSaid] = useState<'saved' | 'failed' | null>(null)
  const save = async (value: number | null) => {
    const { status } = await request('POST', '/api/admin/settings', { metric: goal.metric, goal: value })
    setSaid(status === 200 ? 'saved' : 'failed')
    if (status === 200) router.refresh()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void save(Number(new FormData(event.currentTarget).get('goal')) / 100)
  }
  return (
    <li className="py-3">
      <form key={goal.goal} onSubmit={submit} className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label htmlFor={`goal-${goal.metric}`} className="w-40 font-strong">
          {title}
        </label>
        <span className="flex items-center gap-2">
          &gt;
          <input
            id={`goal-${goal.metric}`}
            name="goal"
            type="number"
            min="0.1"
            max="99.9"
            step="0.1"
            required
            defaultValue={Math.round(goal.goal * 1000) / 10}
            className="h-9 w-24 rounded-md border border-line-strong bg-surface px-2 text-right"
          />
          %
        </span>
        <button type="submit" className="h-9 rounded-md bg-accent px-3 font-strong text-on-accent">
          {t('save')}
        </button>
        {goal.changedAt !== null && (
          <button type="button" onClick={() => save(null)} className="h-9 rounded-md px-2 text-accent hover:bg-sunken">
            {t('usual', { goal: percent(goal.usual) })}
          </button>
        )}
        <span role="status" className={`text-note ${said === 'failed' ? 'text-bad' : 'text-ink-3'}`}>
          {said ? t(said) : goal.changedBy && t('changedBy', { name: goal.changedBy })}
        </span>
      </form>
    </li>
  )
}
