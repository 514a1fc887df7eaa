import { describe, expect, test } from 'vitest'
import { entropyBalance } from './entropy-balancing.ts'
import { goldenText, goldenTitle, hasGolden } from './examples/golden.ts'

describe('entropy balancing', () => {
  test('members 3/4 old, controls 1/4 old: old controls weigh (3/4)/1 each of 1, young ones (1/4)/3', () => {
    const balance = entropyBalance([
      { x: [1], members: 3, controls: 1 },
      { x: [0], members: 1, controls: 3 },
    ])
    expect(balance?.weights[0]).toBeCloseTo(0.75, 9)
    expect(balance?.weights[1]).toBeCloseTo(0.25 / 3, 9)
    expect(balance?.ess).toBeCloseTo(1 / (0.75 ** 2 + 3 * (0.25 / 3) ** 2), 6)
  })

  test('a full set of dummies and a number: every mean is met', () => {
    const cells = [
      { x: [1, 0, 0, 2.5], members: 5, controls: 10 },
      { x: [0, 1, 0, 4], members: 3, controls: 20 },
      { x: [0, 0, 1, 1], members: 9, controls: 5 },
      { x: [0, 0, 1, 7], members: 1, controls: 8 },
    ]
    const balance = entropyBalance(cells)
    for (let k = 0; k < 4; k += 1) {
      const members = cells.reduce((sum, c) => sum + c.members * (c.x[k] ?? 0), 0) / 18
      const controls = cells.reduce((sum, c, i) => sum + c.controls * (balance?.weights[i] ?? 0) * (c.x[k] ?? 0), 0)
      expect(controls).toBeCloseTo(members, 5)
    }
  })

  test('members outside the range of the controls: no overlap', () => {
    expect(
      entropyBalance([
        { x: [5], members: 2, controls: 0 },
        { x: [1], members: 0, controls: 4 },
        { x: [2], members: 0, controls: 4 },
      ]),
    ).toBeNull()
    expect(entropyBalance([{ x: [1], members: 2, controls: 0 }])).toBeNull()
  })

  test('a level that only members have: no overlap', () => {
    expect(
      entropyBalance([
        { x: [1], members: 2, controls: 0 },
        { x: [0], members: 2, controls: 4 },
      ]),
    ).toBeNull()
  })

  test.runIf(hasGolden)(goldenTitle('scenario S1: effective controls 2672.74, control risk .604771 (Python)'), () => {
    const [header = [], ...rows] = goldenText('lift/S1_effect/matched_anchors.csv')
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    const cell = (row: string[], name: string) => row[header.indexOf(name)] ?? ''
    const levels = ['dept', 'disease', 'sex', 'payment', 'bk', 'new', 'age_b', 'pv_b', 'q'].flatMap((name) =>
      [...new Set(rows.map((row) => cell(row, name)))].map((level) => [name, level] as const),
    )
    const cells = rows.map((row) => ({
      x: [
        ...levels.map(([name, level]) => (cell(row, name) === level ? 1 : 0)),
        ...['age', 'pv', 'ps'].map((name) => Number(cell(row, name))),
      ],
      members: Number(cell(row, 't')),
      controls: 1 - Number(cell(row, 't')),
    }))
    const balance = entropyBalance(cells)
    const risk = rows.reduce((sum, row, i) => sum + (balance?.weights[i] ?? 0) * Number(cell(row, 'y_return')), 0)
    expect(balance?.ess).toBeCloseTo(2672.7439144685527, 4)
    expect(risk).toBeCloseTo(0.6047708275238973, 7)
  })
})
