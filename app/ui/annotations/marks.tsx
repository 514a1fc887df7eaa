'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Tooltip } from '../charts/tooltip.tsx'
import { lineOf, type Placed } from './placement.ts'

/** Flags nearer to each other than this, in pixels, become one. */
const APART = 18

interface LinesProps {
  notes: readonly Placed[]
  x: (index: number) => number
  top: number
  bottom: number
}

/** Thin lines where notes begin, and a faint band over the periods that they cover. */
export function AnnotationLines({ notes, x, top, bottom }: LinesProps) {
  return notes.map(({ annotation, from, to }) => (
    <g key={annotation.id} pointerEvents="none">
      {to > from && (
        <rect x={x(from)} width={x(to) - x(from)} y={top} height={bottom - top} fill="var(--ink-3)" opacity={0.1} />
      )}
      <line x1={x(from)} x2={x(from)} y1={top} y2={bottom} stroke="var(--ink-3)" strokeDasharray="3 2" />
    </g>
  ))
}

interface FlagsProps {
  notes: readonly Placed[]
  x: (index: number) => number
  width: number
}

/** What the lines mean: a flag over each tells on hover, focus and touch; printed and read out as a list. */
export function AnnotationFlags({ notes, x, width }: FlagsProps) {
  const t = useTranslations('notes')
  const [open, setOpen] = useState<number | null>(null)
  if (notes.length === 0) return null
  const flags = flagsOf(notes, x)
  const shown = open === null ? undefined : flags[open]
  return (
    <>
      {flags.map((flag, i) => (
        <button
          key={flag.notes[0]?.annotation.id}
          type="button"
          aria-label={`${t('title')}: ${flag.notes.map(({ annotation }) => lineOf(annotation)).join('; ')}`}
          onPointerEnter={() => setOpen(i)}
          onPointerLeave={() => setOpen(null)}
          onFocus={() => setOpen(i)}
          onBlur={() => setOpen(null)}
          onClick={() => setOpen(i)}
          className="no-print absolute -top-1.5 flex size-6 -translate-x-1/2 items-center justify-center"
          style={{ left: flag.x }}
        >
          <span aria-hidden="true" className="size-2 rotate-45 border border-ink-2 bg-surface" />
        </button>
      ))}
      {shown && (
        <Tooltip
          tip={{
            title: t('title'),
            lines: shown.notes.map(({ annotation }) => `${lineOf(annotation)} · ${t(`kinds.${annotation.kind}`)}`),
          }}
          x={shown.x}
          y={24}
          width={width}
        />
      )}
    </>
  )
}

/** The same in words, under the chart: on paper, and for those who hear the page. */
export function AnnotationList({ notes }: { notes: readonly Placed[] }) {
  const t = useTranslations('notes')
  if (notes.length === 0) return null
  return (
    <ul aria-label={t('title')} className="sr-only print:not-sr-only print:pt-1 print:text-note">
      {notes.map(({ annotation }) => (
        <li key={annotation.id}>{lineOf(annotation)}</li>
      ))}
    </ul>
  )
}

function flagsOf(notes: readonly Placed[], x: (index: number) => number): { x: number; notes: Placed[] }[] {
  const flags: { x: number; notes: Placed[] }[] = []
  for (const note of notes) {
    const last = flags.at(-1)
    const at = x(note.from)
    if (last && at - last.x < APART) last.notes.push(note)
    else flags.push({ x: at, notes: [note] })
  }
  return flags
}
