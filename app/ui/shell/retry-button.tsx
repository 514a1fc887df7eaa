'use client'

import { useRouter } from 'next/navigation'
import { usePending } from './pending.tsx'

/** Reads the page again; what it shows stays, dimmed, until then. */
export function RetryButton({ label }: { label: string }) {
  const router = useRouter()
  const { isPending, startTransition } = usePending()
  return (
    <button
      type="button"
      disabled={isPending}
      onClick={() => startTransition(() => router.refresh())}
      className="no-print h-9 shrink-0 rounded-md bg-accent px-4 font-strong text-on-accent disabled:opacity-60"
    >
      {label}
    </button>
  )
}
