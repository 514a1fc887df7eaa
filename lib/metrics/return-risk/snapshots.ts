/** Which month ends are learnt from and which are judged. Days are `YYYY-MM-DD`. */
import { addDays, addMonths, lastDayOf } from '../shared/days.ts'
import { LABEL_DAYS } from './query.ts'

const TEST_MONTHS = 3
const TRAIN_MONTHS = 12
/** A snapshot needs this much of the past to know anything. */
const LOOK_BACK_DAYS = 180

export interface SnapshotDays {
  train: string[]
  test: string[]
}

/** Labels of training end before the first test day, those of the test by the as-of. */
export function snapshotDays(asOf: string, firstDay: string): SnapshotDays {
  const lastMature = addDays(asOf, -LABEL_DAYS)
  const earliest = addDays(firstDay, LOOK_BACK_DAYS)
  const ends = Array.from({ length: 24 }, (_, i) => lastDayOf(addMonths(lastMature.slice(0, 7), i - 23)))
  const mature = ends.filter((day) => day <= lastMature && day >= earliest)
  const test = mature.slice(-TEST_MONTHS)
  const lastTrain = addDays(test[0] ?? earliest, -LABEL_DAYS)
  return { train: mature.filter((day) => day < lastTrain).slice(-TRAIN_MONTHS), test }
}
