import type { Answer, Definition, Figure } from '../metrics/metric.ts'

/** A cell with fewer people than this could name somebody. */
export const SMALLEST_CELL = 5

type Unit = Definition['unit']

/**
 * Hides figures of 1 to 4 people, for those who may not see people. When exactly one cell of a breakdown is hidden, the
 * next smallest goes too, as the total would give it away.
 */
export function suppressSmallCells(answer: Answer, { unit }: Pick<Definition, 'unit'>): Answer {
  return {
    ...answer,
    overall: isSmall(answer.overall, unit) ? blank(answer.overall) : answer.overall,
    ...(answer.groups && { groups: hideSmall(answer.groups, unit) }),
    ...(answer.series && { series: hideSmall(answer.series, unit) }),
  }
}

function hideSmall<F extends Figure>(cells: readonly F[], unit: Unit): F[] {
  const hidden = new Set(cells.filter((cell) => isSmall(cell, unit)))
  if (hidden.size === 1) {
    const next = cells
      .filter((cell) => !hidden.has(cell) && (peopleIn(cell, unit) ?? 0) > 0)
      .sort((a, b) => (peopleIn(a, unit) ?? 0) - (peopleIn(b, unit) ?? 0))[0]
    if (next) hidden.add(next)
  }
  return cells.map((cell) => (hidden.has(cell) ? blank(cell) : cell))
}

/** How many people a figure is of; null where it is not of people. */
function peopleIn(figure: Figure, unit: Unit): number | null {
  const persons = figure.parts?.persons
  if (typeof persons === 'number') return persons
  if (typeof figure.denominator === 'number') return figure.denominator
  return unit === 'people' ? figure.value : null
}

function isSmall(figure: Figure, unit: Unit): boolean {
  const n = peopleIn(figure, unit) ?? 0
  return n > 0 && n < SMALLEST_CELL
}

/** Nothing but the state, and what names the cell. */
function blank<F extends Figure>(figure: F): F {
  const { numerator, denominator, low, high, level, target, verdict, maturesOn, missing, parts, ...named } = figure
  return { ...named, state: 'suppressed', value: null, notes: [] } as unknown as F
}
