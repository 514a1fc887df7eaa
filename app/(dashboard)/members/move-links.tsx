import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { integer } from '../../ui/figures/format.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { PeopleText } from '../../ui/people/people-text.tsx'
import type { PanelProps } from './panel.ts'

const MOVES = ['up', 'down', 'enrolled', 'same', 'left'] as const

/** How many moved which way, each count a link to the people; those who came since have no move. */
export function MoveLinks({ data: { flow, flowMonths }, selection }: PanelProps) {
  const t = useTranslations('tierFlow')
  const count = (name: string) => partOf(flow.answer.overall, name)
  const link = (move: string) =>
    peopleLink(selection, { ...flow.question, parameters: { months: flowMonths, move } }, 'in')
  return (
    <>
      {MOVES.map((move) => (
        <Fragment key={move}>
          {(count(move) ?? 0) > 0 ? (
            <PeopleText href={link(move)}>{t('moved', { move: t(move), count: integer(count(move)) })}</PeopleText>
          ) : (
            t('moved', { move: t(move), count: integer(count(move)) })
          )}
          {' · '}
        </Fragment>
      ))}
      {t('moved', { move: t('joined'), count: integer(count('joined')) })}
      {t('stop')}
    </>
  )
}
