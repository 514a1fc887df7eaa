'use client'

import { useRouter } from 'next/navigation'

/** Back to the figure that the list belongs to. */
export function BackButton({ label }: { label: string }) {
  const router = useRouter()
  return (
    <button
      type="button"
      onClick={() => router.back()}
      className="no-print h-8 rounded-md px-2 text-accent hover:bg-sunken"
    >
      ← {label}
    </button>
  )
}
