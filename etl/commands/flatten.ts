/** Answers and lists as flat rows, for tables, CSV and Arrow. */
import type { Flat, FlatTable } from '../../lib/export/arrow.ts'
import type { Answer, Figure, PersonRow } from '../../lib/metrics/metric.ts'

const FIGURE_COLUMNS = [
  'scope',
  'key',
  'label',
  'state',
  'value',
  'numerator',
  'denominator',
  'low',
  'high',
  'level',
  'target',
  'verdict',
  'maturesOn',
  'missing',
  'notes',
] as const

/** One row for the overall figure, then one a group, then one a period. Parts that are one value get a column of their own. */
export function flattenAnswer(answer: Answer): FlatTable {
  const rows = [
    flat('overall', '', '', answer.overall),
    ...(answer.groups ?? []).map((g) => flat('group', g.key, g.label, g)),
    ...(answer.series ?? []).map((s) => flat('period', s.period, s.period, s)),
  ]
  const known = new Set<string>(FIGURE_COLUMNS)
  const parts = new Set(rows.flatMap((row) => Object.keys(row)).filter((name) => !known.has(name)))
  return { columns: [...FIGURE_COLUMNS, ...parts], rows }
}

function flat(scope: string, key: string, label: string, figure: Figure): Record<string, Flat> {
  const parts = Object.entries(figure.parts ?? {}).map(([name, part]): [string, Flat] => [
    `parts.${name}`,
    typeof part === 'object' && part !== null ? JSON.stringify(part) : part,
  ])
  return {
    scope,
    key,
    label,
    state: figure.state,
    value: figure.value,
    numerator: figure.numerator ?? null,
    denominator: figure.denominator ?? null,
    low: figure.low ?? null,
    high: figure.high ?? null,
    level: figure.level ?? null,
    target: figure.target?.above ?? null,
    verdict: figure.verdict ?? null,
    maturesOn: figure.maturesOn ?? null,
    missing: figure.missing ?? null,
    notes: figure.notes.join('; '),
    ...Object.fromEntries(parts),
  }
}

/** One row a person, with a column for each date that decided. */
export function flattenPeople(people: readonly PersonRow[]): FlatTable {
  const dates = [...new Set(people.flatMap((p) => Object.keys(p.dates)))]
  return {
    columns: ['person', 'name', 'disease', 'group', 'channel', ...dates],
    rows: people.map(({ dates: own, ...person }) => ({ ...person, ...own })),
  }
}
