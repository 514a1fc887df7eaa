import { describe, expect, test } from 'vitest'
import { dropOutCurve, type EndedOn } from './curve.ts'

/** 236 episodes with a planted loss around day 45: `day:lost/returned`. */
const PLANTED =
  '2:1/0 4:3/0 5:1/0 8:1/0 10:0/2 11:1/1 12:1/0 13:0/1 16:1/0 17:1/0 18:0/1 19:0/2 20:0/4 21:1/3 22:2/5 ' +
  '23:1/2 24:0/2 25:1/4 26:1/1 27:2/7 28:2/3 29:0/5 30:4/5 31:4/5 32:2/3 33:2/8 34:2/5 35:4/5 36:1/6 37:2/3 ' +
  '38:4/3 39:3/4 40:6/4 41:3/3 42:2/3 43:10/4 44:3/3 45:7/2 46:5/0 47:7/0 48:3/0 49:8/0 50:4/1 51:3/1 52:6/0 ' +
  '54:1/1 55:2/0 56:1/0 58:2/0 60:2/0 62:1/0'

const planted: EndedOn[] = PLANTED.split(' ').map((entry) => {
  const [day = 0, lost = 0, returned = 0] = entry.split(/[:/]/).map(Number)
  return { day, lost, returned, episodes: lost + returned }
})

describe('drop-out curve of 236 planted episodes', () => {
  test('most are lost in days 42–48: 37/236 = .1568, though the hazard is highest in 56–62, where 6 of 6 are lost', () => {
    const curve = dropOutCurve(planted, 90)
    expect(curve.episodes).toBe(236)
    expect(curve.peak).toMatchObject({ from: 42, to: 48, atRisk: 82, lost: 37, returned: 12 })
    expect(curve.peak?.density).toBeCloseTo(37 / 236, 12)
    expect(curve.bins.find((bin) => bin.from === 56)?.hazard).toBe(1)
    expect(curve.bins.find((bin) => bin.from === 63)).toMatchObject({ atRisk: 0, hazard: null, density: null })
  })

  test('call 15 days before the middle of the peak: 45 − 15 = day 30', () => {
    expect(dropOutCurve(planted, 90)).toMatchObject({ peakDay: 45, triggerDay: 30 })
  })

  test('Aalen–Johansen by single days, at day 45: lost .334746, returned .461864 (R survfit)', () => {
    const at45 = dropOutCurve(planted, 90, 1).bins[45]
    expect(at45?.cifLost).toBeCloseTo(0.334746, 6)
    expect(at45?.cifReturned).toBeCloseTo(0.461864, 6)
  })

  test('in the end everybody is lost or back: 124/236 + 112/236 = 1', () => {
    const last = dropOutCurve(planted, 90).bins.at(-1)
    expect((last?.cifLost ?? 0) + (last?.cifReturned ?? 0)).toBeCloseTo(1, 12)
  })
})

test('a peak in the first fortnight leaves no time for a call, one of nine losses may be chance: neither is a peak', () => {
  const ended = (day: number | null, lost: number, episodes = lost) => ({ day, lost, returned: 0, episodes })
  expect(dropOutCurve([ended(3, 50), ended(45, 9), ended(null, 0, 141)], 90).peak).toBeNull()
  expect(dropOutCurve([ended(3, 50), ended(45, 10), ended(null, 0, 140)], 90)).toMatchObject({ peakDay: 45 })
})

test('no episodes: an empty curve', () => {
  expect(dropOutCurve([], 90)).toMatchObject({ episodes: 0, peak: null, triggerDay: null })
})
