'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { SHOWN_SECONDS } from '../../../../lib/people/looks.ts'
import { LookDialog } from './look-dialog.tsx'

const BUTTON = 'no-print inline-flex h-7 items-center gap-1 rounded-md px-2 text-note font-normal hover:bg-sunken'

/**
 * A masked name, and the way behind the mask. The clear one is in this page's memory only: not on paper, and gone after
 * a minute, when it is masked, or when the page is left.
 */
export function ClearName({ person, masked }: { person: string; masked: string }) {
  const t = useTranslations('unmask')
  const [name, setName] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const mask = useCallback(() => setName(null), [])
  const left = useSecondsLeft(name, mask)
  if (name === null)
    return (
      <>
        {masked}{' '}
        <button type="button" onClick={() => setAsking(true)} className={`${BUTTON} text-accent`}>
          <Eye size={14} aria-hidden="true" />
          {t('look')}
        </button>
        {isAsking && (
          <LookDialog
            person={person}
            onClose={() => setAsking(false)}
            onName={(found) => {
              setAsking(false)
              setName(found)
            }}
          />
        )}
      </>
    )
  return (
    <>
      <span className="hidden print:inline">{masked}</span>
      <span className="no-print rounded bg-warn-weak px-1" data-clear-name>
        {name}
      </span>{' '}
      <button type="button" onClick={mask} className={`${BUTTON} text-ink-2`}>
        <EyeOff size={14} aria-hidden="true" />
        {t('mask')}
      </button>
      <span className="no-print text-note font-normal text-ink-3">{t('left', { seconds: left })}</span>
    </>
  )
}

/** Counts down while a name is shown, and ends it. */
function useSecondsLeft(name: string | null, onEnd: () => void): number {
  const [left, setLeft] = useState(SHOWN_SECONDS)
  useEffect(() => {
    if (name === null) return
    // By the clock, not by ticks: a tab in the background ticks late.
    const end = Date.now() + SHOWN_SECONDS * 1000
    const tick = () => {
      const seconds = Math.ceil((end - Date.now()) / 1000)
      if (seconds <= 0) onEnd()
      else setLeft(seconds)
    }
    tick()
    const timer = setInterval(tick, 1000)
    // A page that the browser keeps for the way back must not keep the name.
    window.addEventListener('pagehide', onEnd)
    return () => {
      clearInterval(timer)
      window.removeEventListener('pagehide', onEnd)
    }
  }, [name, onEnd])
  return left
}
