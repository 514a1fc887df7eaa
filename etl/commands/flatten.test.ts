import { tableFromIPC } from 'apache-arrow'
import { expect, test } from 'vitest'
import { arrowStream } from '../../lib/export/arrow.ts'
import type { Answer, PersonRow } from '../../lib/metrics/metric.ts'
import { flattenAnswer, flattenPeople } from './flatten.ts'
import { textTable } from './table.ts'

const answer: Answer = {
  metric: 'retention',
  definitionVersion: 1,
  asOf: '2026-06-30',
  snapshot: 'wh-1',
  parameters: {},
  filters: {},
  overall: { state: 'ok', value: 0.75, numerator: 3, denominator: 4, notes: ['a', 'b'], parts: { dead: 1 } },
  by: 'group',
  groups: [
    {
      key: 'G',
      label: '一群',
      state: 'few',
      value: 1,
      numerator: 1,
      denominator: 1,
      notes: [],
      parts: { x: { y: 2 } },
    },
  ],
  series: [
    {
      period: '2026-01',
      state: 'immature',
      value: null,
      numerator: 0,
      denominator: 0,
      maturesOn: '2026-07-31',
      notes: [],
    },
  ],
}

test('an answer: one row overall, one a group, one a period; parts become columns', () => {
  const { columns, rows } = flattenAnswer(answer)
  expect(rows.map((r) => [r.scope, r.key, r.state, r.value])).toEqual([
    ['overall', '', 'ok', 0.75],
    ['group', 'G', 'few', 1],
    ['period', '2026-01', 'immature', null],
  ])
  expect(columns.slice(-2)).toEqual(['parts.dead', 'parts.x'])
  expect(rows[0]).toMatchObject({ notes: 'a; b', 'parts.dead': 1 })
  expect(rows[1]).toMatchObject({ label: '一群', 'parts.x': '{"y":2}' })
  expect(rows[2]).toMatchObject({ maturesOn: '2026-07-31' })
})

const people: PersonRow[] = [
  { person: 'P1', name: '张*', disease: null, group: 'G', channel: 'gzh', dates: { joinedAt: '2026-01-01 08:00:00' } },
  {
    person: 'P2',
    name: null,
    disease: 'x',
    group: 'G',
    channel: null,
    dates: { leftAt: '2026-02-01 08:00:00', days: 31 },
  },
]

test('people: every date that decided about anybody is a column', () => {
  const { columns, rows } = flattenPeople(people)
  expect(columns).toEqual(['person', 'name', 'disease', 'group', 'channel', 'joinedAt', 'leftAt', 'days'])
  expect(rows).toHaveLength(2)
})

test('Arrow: numbers are doubles, the rest is text, nothing is null', () => {
  const table = tableFromIPC(arrowStream(flattenPeople(people)))
  expect(table.schema.fields.map((f) => `${f.name} ${f.type}`)).toEqual([
    'person Utf8',
    'name Utf8',
    'disease Utf8',
    'group Utf8',
    'channel Utf8',
    'joinedAt Utf8',
    'leftAt Utf8',
    'days Float64',
  ])
  expect(table.getChild('name')?.toArray()).toEqual(['张*', null])
  expect(table.getChild('days')?.get(0)).toBeNull()
  expect(table.getChild('days')?.get(1)).toBe(31)
  expect(tableFromIPC(arrowStream(flattenPeople([]))).numRows).toBe(0)
})

test('a table on a terminal: Chinese takes two columns, numbers stand to the right, nothing is a dash', () => {
  const table = textTable(
    ['群', 'n'],
    [
      ['糖尿病', 7],
      ['G', 12],
      [null, 0.5],
    ],
  )
  expect(table.split('\n')).toEqual([
    '群           n',
    '──────  ──────',
    '糖尿病       7',
    'G           12',
    '—       0.5000',
  ])
})
