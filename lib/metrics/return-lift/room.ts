import type { Room } from '../metric.ts'
import { lift } from '../shared/lift/lift.ts'
import { liftPeople } from '../shared/lift/people.ts'
import { withNaive } from './compute.ts'
import { definition } from './definition.ts'
import { type NaiveRow, naive } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [answer, [row]] = await Promise.all([lift(engine, query, 'returned'), engine.query<NaiveRow>(naive(query))])
    return { ...answer, overall: withNaive(answer.overall, row) }
  },

  people: (engine, query, state) => liftPeople(engine, query, state, 'returned'),
}
