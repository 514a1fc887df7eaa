import { useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { Figure, GroupFigure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { useGroupName } from '../../ui/shell/group-name.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import type { TableData } from '../../ui/table/model.ts'
import { TablePanel } from '../../ui/table/table-panel.tsx'
import { type Checkpoints, MONTHS, ROWS } from './gather.ts'

/** 群 / 入群月 against the months of the checkpoints; a cell opens those who stayed. */
export function MonthTable({ data, selection }: { data: Checkpoints; selection: Selection }) {
  const t = useTranslations('monthTable')
  const words = useFigureWords()
  const groupName = useGroupName()
  const withheld = useTranslations('state.suppressed')('why')
  // Unknown only where the few who are still waited for would be told by the rest.
  const sizeCell = (figure: Figure) => {
    const size = partOf(figure, 'size')
    return { text: integer(size), value: size, ...(size === null && { reason: withheld, tone: 'muted' as const }) }
  }
  const { rows: by, table } = data
  const sixth = table[MONTHS.indexOf(6)]
  const cell = (asked: Asked, group: GroupFigure | undefined, month: number) =>
    words.cell(group, 'ratio', {
      hasInterval: month === 12,
      ...(group && { href: peopleLink(selection, asked.question, 'in', { [by]: group.key }) }),
    })
  const rows = (sixth?.answer.groups ?? []).map((group) => ({
    id: group.key,
    cells: {
      key: by === 'group' ? groupName(group) : group.label,
      size: sizeCell(group),
      matures:
        group.state === 'immature'
          ? { text: group.maturesOn ?? '—', isHatched: true }
          : { text: t('mature'), tone: 'muted' as const },
      ...Object.fromEntries(
        table.map((asked, i) => {
          const month = MONTHS[i] ?? 0
          const found = asked.answer.groups?.find((g) => g.key === group.key)
          return [`m${month}`, cell(asked, found, month)]
        }),
      ),
      n24: nOf(table[MONTHS.indexOf(24)], group.key),
    },
  }))
  const content: TableData = {
    columns: [
      { id: 'key', title: t(by), isPinned: true },
      { id: 'size', title: t('size'), isNumeric: true, help: t('sizeHelp') },
      { id: 'matures', title: t('matures') },
      { id: 'm3', title: 'M3', isNumeric: true },
      { id: 'm6', title: 'M6', isNumeric: true },
      { id: 'm12', title: t('m12'), isNumeric: true },
      { id: 'm24', title: 'M24', isNumeric: true },
      { id: 'n24', title: t('n24'), isNumeric: true },
    ],
    rows,
    total: {
      id: 'total',
      cells: {
        key: t('total'),
        ...(sixth && { size: sizeCell(sixth.answer.overall) }),
        ...Object.fromEntries(
          table.map((asked, i) => [
            `m${MONTHS[i] ?? 0}`,
            words.cell(asked.answer.overall, 'ratio', { hasInterval: MONTHS[i] === 12 }),
          ]),
        ),
        n24: integer(table[MONTHS.indexOf(24)]?.answer.overall.denominator),
      },
    },
  }
  return (
    <TablePanel
      title={t('title')}
      subtitle={
        <>
          {t('subtitle')} {sixth && <IgnoredFilters asked={sixth} />}
        </>
      }
      controls={
        <Switch
          name="rows"
          label={t('rows')}
          current={by}
          options={ROWS.map((value) => ({ value, label: t(value) }))}
        />
      }
      table={content}
      fileName={`longrun-checkpoints-${data.activity.question.asOf}`}
    />
  )
}

function nOf(asked: Asked | undefined, key: string) {
  const n = asked?.answer.groups?.find((g) => g.key === key)?.denominator ?? 0
  return n === 0 ? { text: '—', value: null } : { text: integer(n), value: n }
}
