'use client'

import { Popover } from '@base-ui/react/popover'
import { useEffect, useState } from 'react'

interface Told {
  cell: Element
  text: string
}

/** What a mouse reads by resting on the cell of a table; nothing where a press does something else. */
function hintAt(target: EventTarget | null): Told | null {
  if (!(target instanceof Element) || target.closest('a, button')) return null
  const cell = target.closest('main td, main th')
  const text = (cell?.matches('[title]') ? cell : cell?.querySelector('[title]'))?.getAttribute('title')
  return cell && text ? { cell, text } : null
}

/** The hints of all tables for fingers and keys, which cannot rest on a cell: a tap or Enter tells why it has no value. */
export function ToldReason() {
  const [told, setTold] = useState<Told | null>(null)
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event instanceof PointerEvent && event.pointerType !== 'mouse') setTold(hintAt(event.target))
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && event.target instanceof HTMLTableCellElement) setTold(hintAt(event.target))
    }
    document.addEventListener('click', onClick)
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('click', onClick)
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [])
  return (
    <Popover.Root open={told !== null} onOpenChange={(isOpen) => !isOpen && setTold(null)}>
      <Popover.Portal>
        <Popover.Positioner anchor={told?.cell} sideOffset={4} collisionPadding={12} className="z-50">
          <Popover.Popup
            aria-label={told?.cell.textContent ?? undefined}
            className="max-w-[min(320px,calc(100vw-24px))] rounded-md border border-line-strong bg-surface px-3 py-2 text-note leading-5 shadow-pop outline-none"
          >
            <Popover.Description>{told?.text}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
