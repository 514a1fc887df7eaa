import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { GroupFigure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, percent } from '../../ui/figures/format.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { groupAddress } from '../../ui/shell/address.ts'
import { useGroupName } from '../../ui/shell/group-name.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import type { CellData, TableData } from '../../ui/table/model.ts'
import { TablePanel } from '../../ui/table/table-panel.tsx'
import type { ActivityPage } from './gather.ts'

interface GroupTableProps {
  data: ActivityPage
  selection: Selection
  /** Disease of each group, by its id. */
  diseases: Readonly<Record<string, string>>
}

/** One row a group; its name leads to the group's own page. */
export function GroupTable({ data, selection, diseases }: GroupTableProps) {
  const t = useTranslations('groupTable')
  const v = useTranslations('values')
  const words = useFigureWords()
  const groupName = useGroupName()
  const rate = (key: string) => data.rangeGroups.answer.groups?.find((g) => g.key === key)
  const talk = (key: string) => data.discussionGroups.answer.groups?.find((g) => g.key === key)
  const rows = (data.poolGroups.answer.groups ?? []).map((group) => ({
    id: group.key,
    cells: {
      group: {
        text: groupName(group),
        href: groupAddress(group.key, selection),
        ...(group.key === group.label && { reason: t('unlisted') }),
      },
      disease: valueLabel(v, diseases[group.key] ?? 'unknown'),
      members: {
        ...words.cell(group, 'events'),
        href: peopleLink(selection, data.poolGroups.question, 'in', { group: group.key }),
      },
      rate: words.cell(rate(group.key), 'ratio', { hasInterval: true }),
      speak: share(group, 'speakRate'),
      silent: share(group, 'silentShare'),
      leave: share(group, 'leaveRate'),
      new: count(group, 'new'),
      left: count(group, 'left'),
      spontaneous: words.cell(talk(group.key), 'ratio'),
      stickiness: share(group, 'stickiness'),
    },
  }))
  const whole = data.pool.answer.overall
  const table: TableData = {
    columns: [
      { id: 'group', title: t('group'), isPinned: true },
      // Accounts without clinical fields have no such column, rather than one that says unknown.
      ...(Object.keys(diseases).length > 0 ? [{ id: 'disease', title: t('disease') }] : []),
      { id: 'members', title: t('members'), isNumeric: true },
      { id: 'rate', title: t('rate'), isNumeric: true, help: t('rateHelp', { from: data.from, to: data.asOf }) },
      { id: 'speak', title: t('speak'), isNumeric: true, help: t('speakHelp') },
      { id: 'silent', title: t('silent'), isNumeric: true, help: t('silentHelp') },
      { id: 'leave', title: t('leave'), isNumeric: true, help: t('leaveHelp') },
      { id: 'spontaneous', title: t('spontaneous'), isNumeric: true },
      { id: 'new', title: t('new'), isNumeric: true, isHidden: true },
      { id: 'left', title: t('left'), isNumeric: true, isHidden: true },
      { id: 'stickiness', title: t('stickiness'), isNumeric: true, isHidden: true },
    ],
    rows,
    total: {
      id: 'total',
      cells: {
        group: t('total'),
        disease: '',
        members: words.cell(whole, 'events'),
        rate: words.cell(data.range.answer.overall, 'ratio', { hasInterval: true }),
        speak: share(whole, 'speakRate'),
        silent: share(whole, 'silentShare'),
        leave: share(whole, 'leaveRate'),
        new: count(whole, 'new'),
        left: count(whole, 'left'),
        spontaneous: words.cell(data.discussion.answer.overall, 'ratio'),
        stickiness: share(whole, 'stickiness'),
      },
    },
  }
  return (
    <TablePanel title={t('title')} subtitle={t('subtitle')} table={table} fileName={`longrun-groups-${data.asOf}`}>
      {rows.some(({ cells }) => cells.group.reason) && <p className="pt-2 text-note text-ink-3">{t('unlisted')}</p>}
    </TablePanel>
  )
}

function share(group: Pick<GroupFigure, 'parts' | 'state' | 'value' | 'notes'>, name: string): CellData {
  const value = partOf(group, name)
  return { text: percent(value), value }
}

function count(group: Pick<GroupFigure, 'parts' | 'state' | 'value' | 'notes'>, name: string): CellData {
  const value = partOf(group, name)
  return { text: integer(value), value }
}
