import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { hospitalZone } from '../../../lib/warehouse/layout.ts'
import { leftOutWords, purposeWords } from '../../ui/exports/words.ts'
import { integer, wallTime } from '../../ui/figures/format.ts'
import type { Card, CardState } from './gather.ts'

/** Never by colour alone: each state has its glyph and its word. */
const LOOK: Record<CardState, { glyph: string; className: string }> = {
  ready: { glyph: '✓', className: 'border-good bg-good-weak text-good' },
  approved: { glyph: '✓', className: 'border-good bg-good-weak text-good' },
  waiting: { glyph: '…', className: 'border-warn bg-warn-weak text-ink' },
  refused: { glyph: '✕', className: 'border-bad bg-bad-weak text-bad' },
  used: { glyph: '↓', className: 'border-line-strong text-ink-2' },
  expired: { glyph: '–', className: 'border-line-strong text-ink-3' },
}

interface CardsProps {
  cards: readonly Card[]
  /** What can be done with a card. */
  action?: (card: Card) => ReactNode
}

/** Requests, one a line: what, what for, how many, by whom, and where it stands. */
export function Cards({ cards, action }: CardsProps) {
  return (
    <ul className="divide-y divide-line border-t border-line">
      {cards.map((card) => (
        <li key={card.no} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
          <div className="grid min-w-0 flex-1 basis-80 gap-1">
            <Heading card={card} />
            <Facts card={card} />
          </div>
          {action?.(card)}
        </li>
      ))}
    </ul>
  )
}

function Heading({ card }: { card: Card }) {
  const t = useTranslations('exports')
  const { glyph, className } = LOOK[card.state]
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="font-strong">{purposeWords(card, t)}</span>
      <span className={`inline-flex items-center gap-1 rounded border px-1.5 py-px text-note ${className}`}>
        <span aria-hidden="true">{glyph}</span>
        {t(`states.${card.state}`)}
      </span>
      <span className="font-mono text-note text-ink-3">{card.no}</span>
    </p>
  )
}

function Facts({ card }: { card: Card }) {
  const t = useTranslations('exports')
  const time = (at: number) => wallTime(new Date(at).toISOString(), hospitalZone())
  const reasons = leftOutWords(card.leftOut, t)
  const written = card.fewerThan === undefined ? integer(card.rows) : `<${card.fewerThan}`
  const rows = { rows: written, asked: integer(card.asked), reasons }
  const question = [card.title, ...card.conditions, `${t('facts.asOf')} ${card.asOf}`]
  const isOpen = card.state === 'ready' || card.state === 'approved' || card.state === 'waiting'
  const steps = [
    t('card.asked', { name: card.requester, time: time(card.askedAt) }),
    ...(card.decidedBy && card.decidedAt
      ? [t('card.decidedBy', { name: card.decidedBy, time: time(card.decidedAt) })]
      : []),
    ...(card.fetchedAt ? [t('card.fetched', { time: time(card.fetchedAt) })] : []),
    ...(isOpen ? [t('card.until', { time: time(card.expiresAt) })] : []),
  ]
  return (
    <>
      <p>{question.join(' · ')}</p>
      <p>
        {reasons === '' ? t('card.rows', rows) : t('card.rowsOf', rows)} · {t(`formats.${card.format}`)}
      </p>
      <p className="text-note text-ink-3">{steps.join(' · ')}</p>
    </>
  )
}
