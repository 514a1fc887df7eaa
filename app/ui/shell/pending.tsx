'use client'

import { createContext, type ReactNode, type TransitionStartFunction, useContext, useMemo, useTransition } from 'react'

interface Pending {
  isPending: boolean
  startTransition: TransitionStartFunction
}

const PendingContext = createContext<Pending>({ isPending: false, startTransition: (work) => void work() })

/** One transition for all filters and switches, so that the figures know that they are old. */
export function PendingProvider({ children }: { children: ReactNode }) {
  const [isPending, startTransition] = useTransition()
  const value = useMemo(() => ({ isPending, startTransition }), [isPending])
  return <PendingContext value={value}>{children}</PendingContext>
}

export function usePending(): Pending {
  return useContext(PendingContext)
}

/** The page: old figures stay and dim until the new ones are there. */
export function Dimmable({ children }: { children: ReactNode }) {
  const { isPending } = usePending()
  return (
    <div aria-busy={isPending} className={isPending ? 'opacity-60 transition-opacity delay-150' : undefined}>
      {children}
    </div>
  )
}
