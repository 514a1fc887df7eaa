import type { PersonRow } from '../../../lib/metrics/metric.ts'
import { decimal, integer } from '../figures/format.ts'
import { type ValueWords, valueLabel } from '../shell/option-labels.ts'
import type { TableData } from '../table/model.ts'

interface Words {
  t: ValueWords
  values: ValueWords
  /** Names of groups and channels by their ids. */
  names: Readonly<Record<string, string>>
}

/** People as a table: who, and the days that decided. */
export function peopleTable(people: readonly PersonRow[], { t, values, names }: Words): TableData {
  const dates = [...new Set(people.flatMap((row) => Object.keys(row.dates)))]
  const title = (name: string) => (t.has(`columns.${name}`) ? t(`columns.${name}`) : name)
  return {
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
        ...Object.fromEntries(dates.map((name) => [`d_${name}`, cell(row.dates[name], values)])),
      },
    })),
  }
}

function isNumeric(people: readonly PersonRow[], name: string): boolean {
  return people.some((row) => typeof row.dates[name] === 'number')
}

function cell(value: string | number | boolean | null | undefined, values: ValueWords) {
  if (value === null || value === undefined) return { text: '—', value: null }
  if (typeof value === 'number') return { text: Number.isInteger(value) ? integer(value) : decimal(value), value }
  const text = String(value)
  // Wall times to the minute, days as they are.
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 16) : valueLabel(values, text)
}
