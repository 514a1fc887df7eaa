'use client'

import { Popover } from '@base-ui/react/popover'
import { type ReactNode, useId, useState } from 'react'

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
  /** Called when the popup is drawn. */
  children: () => ReactNode
}

/**
 * A button whose popover exists once somebody has pressed it. A page has up to a hundred of them, and whole popovers were
 * a twelfth of the work of drawing it.
 */
export function OnDemandPopover(props: OnDemandPopoverProps) {
  const { trigger, triggerClass, triggerLabel, label, popupClass, align = 'center', children } = props
  const id = useId()
  const [isWanted, setWanted] = useState(false)
  const button = { id, className: triggerClass, 'aria-label': triggerLabel }
  if (!isWanted) {
    return (
      <button {...button} type="button" aria-haspopup="dialog" aria-expanded={false} onClick={() => setWanted(true)}>
        {trigger}
      </button>
    )
  }
  return (
    <Popover.Root defaultOpen defaultTriggerId={id}>
      <Popover.Trigger {...button}>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner
          align={align}
          sideOffset={props.sideOffset ?? 4}
          collisionPadding={props.collisionPadding ?? 8}
          className="z-50"
        >
          <Popover.Popup aria-label={label} className={popupClass}>
            {children()}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
