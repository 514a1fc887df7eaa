import { describe, expect, test } from 'vitest'
import { WORKED_STRATA } from './examples/strata.ts'
import { cochranMantelHaenszel, mantelHaenszelRiskRatio } from './mantel-haenszel.ts'

describe('Mantel–Haenszel, against mantelhaen.test(correct = FALSE) of R', () => {
  test('six strata: chi² 6.153253, p .013117', () => {
    const cmh = cochranMantelHaenszel(WORKED_STRATA)
    expect(cmh?.chi2).toBeCloseTo(6.1532530325, 8)
    expect(cmh?.p).toBeCloseTo(0.013117061358, 9)
  })

  test('six strata: common risk ratio 1.222581 [1.050548, 1.422786]', () => {
    const rr = mantelHaenszelRiskRatio(WORKED_STRATA)
    expect(rr?.value).toBeCloseTo(1.2225808778, 8)
    expect(rr?.low).toBeCloseTo(1.050547586, 8)
    expect(rr?.high).toBeCloseTo(1.4227856241, 8)
  })

  test('one stratum, 1 of 2 against 1 of 1: E = 2·2/3, Var = 2·1·2·1/(9·2), (1 − 4/3)²/(2/9) = .5', () => {
    expect(cochranMantelHaenszel([{ n1: 2, e1: 1, n0: 1, e0: 1 }])?.chi2).toBeCloseTo(0.5, 12)
  })

  test('no stratum with both arms, or no outcome anywhere, gives null', () => {
    expect(cochranMantelHaenszel([{ n1: 3, e1: 1, n0: 0, e0: 0 }])).toBeNull()
    expect(cochranMantelHaenszel([{ n1: 3, e1: 0, n0: 4, e0: 0 }])).toBeNull()
    expect(mantelHaenszelRiskRatio([{ n1: 3, e1: 0, n0: 4, e0: 2 }])).toBeNull()
  })
})
