import type { Room } from '../metric.ts'
import { lift } from '../shared/lift/lift.ts'
import { liftPeople } from '../shared/lift/people.ts'
import { definition } from './definition.ts'

export const room: Room = {
  definition,
  answer: (engine, query) => lift(engine, query, 'referred'),
  people: (engine, query, state) => liftPeople(engine, query, state, 'referred'),
}
