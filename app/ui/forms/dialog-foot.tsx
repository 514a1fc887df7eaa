'use client'

import { Dialog } from '@base-ui/react/dialog'

interface DialogFootProps {
  /** Why it did not work. */
  problem: string | null
  cancel: string
  /** What the button does. */
  verb: string
  isSending: boolean
}

/** The end of a form in a dialog: what went wrong, the way out, and the button that sends it. */
export function DialogFoot({ problem, cancel, verb, isSending }: DialogFootProps) {
  return (
    <>
      {problem !== null && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Dialog.Close className="h-9 rounded-md px-3 text-ink-2 hover:bg-sunken">{cancel}</Dialog.Close>
        <button
          type="submit"
          disabled={isSending}
          className="h-9 rounded-md bg-accent px-4 text-on-accent disabled:bg-sunken disabled:text-ink-3"
        >
          {verb}
        </button>
      </div>
    </>
  )
}
