import type { Answer, Figure, GroupFigure } from '../metrics/metric.ts'

/** A cell of a breakdown with fewer people than this could name somebody. */
export const SMALLEST_CELL = 5

/**
 * Hides cells of 1 to 4 people in a breakdown. When exactly one cell is hidden, the next smallest goes too,
 * as the total would give it away.
 */
export function suppressSmallCells(answer: Answer): Answer {
  if (!answer.groups) return answer
  const hidden = new Set(answer.groups.filter(isSmall).map((g) => g.key))
  if (hidden.size === 1) {
    const next = answer.groups
      .filter((g) => !hidden.has(g.key) && peopleIn(g) > 0)
      .sort((a, b) => peopleIn(a) - peopleIn(b))[0]
    if (next) hidden.add(next.key)
  }
  return { ...answer, groups: answer.groups.map((g) => (hidden.has(g.key) ? blank(g) : g)) }
}

function peopleIn(figure: Figure): number {
  const persons = figure.parts?.persons
  if (typeof persons === 'number') return persons
  return figure.denominator ?? figure.value ?? 0
}

function isSmall(figure: GroupFigure): boolean {
  const n = peopleIn(figure)
  return n > 0 && n < SMALLEST_CELL
}

function blank(figure: GroupFigure): GroupFigure {
  return { key: figure.key, label: figure.label, state: 'suppressed', value: null, notes: [] }
}
