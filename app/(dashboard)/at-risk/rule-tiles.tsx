import { useTranslations } from 'next-intl'
import type { GroupFigure } from '../../../lib/metrics/metric.ts'
import { partOf, recordOf } from '../../../lib/metrics/shared/highlights.ts'
import { DefinitionLink } from '../../ui/figures/definition.tsx'
import { integer } from '../../ui/figures/format.ts'
import { useReason } from '../../ui/states/figure-state.tsx'
import type { AtRiskPage } from './gather.ts'
import { RuleLink } from './rule-link.tsx'
import { useRuleTitle } from './words.ts'

/** One tile a rule: how many are on the list, how many are new, how many came back. */
export function RuleTiles({ data }: { data: AtRiskPage }) {
  const t = useTranslations('atRisk')
  const { overall, groups = [] } = data.risk.answer
  const held = recordOf(overall, 'heldBack')
  return (
    <section aria-label={t('tiles')}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 pb-2">
        <h2 className="text-section font-strong">{t('summary', { count: integer(overall.value) })}</h2>
        <p className="text-note text-ink-3">
          {t('heldBack', {
            dead: integer(numberIn(held, 'dead')),
            optedOut: integer(numberIn(held, 'optedOut')),
            contacted: integer(numberIn(held, 'contacted')),
          })}{' '}
          <DefinitionLink definition={data.risk.definition} />
        </p>
      </div>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5 xl:grid-cols-9">
        <li>
          <Tile rule="any" isHere={data.rule === 'any'} title={t('anyRule')} count={overall.value} />
        </li>
        {groups.map((group) => (
          <li key={group.key}>
            <RuleTile group={group} isHere={data.rule === group.key} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RuleTile({ group, isHere }: { group: GroupFigure; isHere: boolean }) {
  const t = useTranslations('atRisk')
  const reason = useReason()
  const title = useRuleTitle()(group.key)
  if (group.value === null) return <Tile rule={group.key} isHere={isHere} title={title} notes={[reason(group)]} />
  const [fresh, recovered] = [partOf(group, 'new'), partOf(group, 'recovered')]
  const notes = [
    typeof fresh === 'number' && fresh > 0 ? t('new', { count: integer(fresh) }) : '',
    typeof recovered === 'number' && recovered > 0 ? t('recovered', { count: integer(recovered) }) : '',
  ].filter(Boolean)
  return <Tile rule={group.key} isHere={isHere} title={title} count={group.value} notes={notes} />
}

interface TileProps {
  rule: string
  isHere: boolean
  title: string
  count?: number | null
  notes?: readonly string[]
}

function Tile({ rule, isHere, title, count, notes = [] }: TileProps) {
  return (
    <RuleLink
      rule={rule}
      className={`flex h-full min-h-22 flex-col rounded-md border p-3 ${
        isHere ? 'border-accent bg-accent-weak' : 'border-line bg-surface hover:border-line-strong'
      }`}
      isHere={isHere}
    >
      <span className={`text-note ${isHere ? 'font-strong text-accent' : 'text-ink-2'}`}>{title}</span>
      {typeof count === 'number' && <span className="text-page font-strong">{integer(count)}</span>}
      <span className="mt-auto flex flex-wrap gap-x-2 text-note text-ink-3">
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </span>
    </RuleLink>
  )
}

function numberIn(record: ReturnType<typeof recordOf>, name: string): number {
  const value = record?.[name]
  return typeof value === 'number' ? value : 0
}
