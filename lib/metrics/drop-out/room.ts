import type { Room } from '../metric.ts'
import { diseaseCurves } from '../shared/drop-out/triggers.ts'
import { byKey } from '../shared/matured.ts'
import { dropOutFigure } from './compute.ts'
import { definition } from './definition.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const { asked, byDisease } = await diseaseCurves(engine, query)
    const groups = [...byDisease].map(([key, curve]) => ({ key, label: key, ...dropOutFigure(curve) }))
    return {
      overall: dropOutFigure(asked),
      ...(query.by && { groups: groups.sort(byKey) }),
    }
  },
}
