'use client'

import { Popover } from '@base-ui/react/popover'
import { type ReactNode, useRef, useState } from 'react'

interface OnDemandPopoverProps {
  /** What the button says. */
  trigger: ReactNode
  triggerClass: string
  /** Names the button where its text alone does not. */
  triggerLabel?: string
  /** Names the popup where it has no title. */
  label?: string
  popupClass: string
  align?: 'start' | 'center' | 'end'
  sideOffset?: number
  collisionPadding?: number
  /** Called when the popup is opened. */
  children: () => ReactNode
}

/**
 * A button with a popup that exists only once somebody has asked for it. A page has up to a hundred of them; each whole
 * popover would cost the server a third of a millisecond, and the browser as much again.
 */
export function OnDemandPopover(props: OnDemandPopoverProps) {
  const { trigger, triggerClass, triggerLabel, label, popupClass, align = 'center', children } = props
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setOpened] = useState(false)
  const toggle = () => {
    setOpened(true)
    setOpen(!isOpen)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={triggerClass}
        aria-label={triggerLabel}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={toggle}
      >
        {trigger}
      </button>
      {wasOpened && (
        <Popover.Root
          open={isOpen}
          onOpenChange={(next, details) => {
            // A press on the button closes through its own click.
            if (details.event.target instanceof Node && button.current?.contains(details.event.target)) details.cancel()
            else setOpen(next)
          }}
        >
          <Popover.Portal>
            <Popover.Positioner
              anchor={button}
              align={align}
              sideOffset={props.sideOffset ?? 4}
              collisionPadding={props.collisionPadding ?? 8}
              className="z-50"
            >
              <Popover.Popup aria-label={label} finalFocus={button} className={popupClass}>
                {children()}
              </Popover.Popup>
            </Popover.Positioner>
          </Popover.Portal>
        </Popover.Root>
      )}
    </>
  )
}
