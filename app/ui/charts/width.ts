'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** Text width of an A4 page in pixels: 210 mm less both margins. */
const PAPER = 688

/**
 * The width of an element in pixels. The server, and the first paint, use `initial`;
 * heights never depend on it, so nothing below moves.
 */
export function useWidth(initial: number): [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(initial)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(widthOf(entry.contentRect.width))
    })
    observer.observe(element)
    // A page is laid out for paper without another word to the observer.
    const toPaper = () => flushSync(() => setWidth(onPaper(element)))
    const toScreen = () => setWidth(widthOf(element.getBoundingClientRect().width))
    window.addEventListener('beforeprint', toPaper)
    window.addEventListener('afterprint', toScreen)
    return () => {
      observer.disconnect()
      window.removeEventListener('beforeprint', toPaper)
      window.removeEventListener('afterprint', toScreen)
    }
  }, [])
  return [ref, width]
}

/** Where charts stand side by side on paper too, the page says how much of it each has. */
function onPaper(element: Element): number {
  return Number(getComputedStyle(element).getPropertyValue('--paper-width')) || PAPER
}

function widthOf(pixels: number): number {
  return Math.max(200, Math.floor(pixels))
}
