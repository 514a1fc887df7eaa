import type { PersonRow } from '../../../lib/metrics/metric.ts'
import { decimal, formatYuan, integer } from '../figures/format.ts'
import { type ValueWords, valueLabel } from '../shell/option-labels.ts'
import type { PeopleTable } from '../table/model.ts'

interface Words {
  t: ValueWords
  values: ValueWords
  /** Names of groups and channels by their ids. */
  names: Readonly<Record<string, string>>
}

/** People as a table: who, and the days that decided. */
export function peopleTable(people: readonly PersonRow[], { t, values, names }: Words): PeopleTable {
  const dates = [...new Set(people.flatMap((row) => Object.keys(row.dates)))]
  const title = (name: string) => (t.has(`columns.${name}`) ? t(`columns.${name}`) : name)
  return {
    holdsPeople: true,
    columns: [
      { id: 'person', title: t('columns.person'), isPinned: true },
      { id: 'name', title: t('columns.name') },
      { id: 'disease', title: t('columns.disease') },
      { id: 'group', title: t('columns.group') },
      { id: 'channel', title: t('columns.channel') },
      ...dates.map((name) => ({ id: `d_${name}`, title: title(name), isNumeric: isNumeric(people, name) })),
    ],
    rows: people.map((row, i) => ({
      id: `${row.person}-${String(i)}`,
      cells: {
        person: row.person,
        name: row.name ?? '—',
        disease: row.disease === null ? '—' : valueLabel(values, row.disease),
        group: row.group === null ? '—' : (names[row.group] ?? row.group),
        channel: row.channel === null ? '—' : valueLabel(values, names[row.channel] ?? row.channel),
        ...Object.fromEntries(dates.map((name) => [`d_${name}`, cell(name, row.dates[name], { t, values })])),
      },
    })),
  }
}

function isNumeric(people: readonly PersonRow[], name: string): boolean {
  return people.some((row) => typeof row.dates[name] === 'number')
}

function cell(name: string, value: string | number | boolean | null | undefined, { t, values }: Omit<Words, 'names'>) {
  if (value === null || value === undefined) return { text: '—', value: null }
  if (typeof value === 'number') {
    if (name.endsWith('Fen')) return { text: formatYuan(value), value }
    return { text: Number.isInteger(value) ? integer(value) : decimal(value), value }
  }
  const text = String(value)
  // Wall times to the minute, days as they are.
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return text.slice(0, 16)
  if (name === 'rules' || name === 'rule')
    return text
      .split(',')
      .map((rule) => ruleTitle(rule, t))
      .join(' · ')
  return t.has(`codes.${name}.${text}`) ? t(`codes.${name}.${text}`) : valueLabel(values, text)
}

/** A rule is named as its list. */
function ruleTitle(rule: string, t: ValueWords): string {
  return t.has(`lists.${rule}`) ? t(`lists.${rule}`) : rule
}
