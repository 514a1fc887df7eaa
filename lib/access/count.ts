/** How a figure says where it counts people: what small cells are looked for in. */
import type { Figure, Part } from '../metrics/metric.ts'

/** A number of people, visits or other things of single people; null where the figure has no such number. */
export type Count = (figure: Figure) => number | null

/** A cell with fewer people than this could name somebody. */
export const SMALLEST_CELL = 5

export function isSmall(n: number | null | undefined): boolean {
  return typeof n === 'number' && n > 0 && n < SMALLEST_CELL
}

/** Parts that go together: when one of the counts is small, all that is named is hidden. */
export interface Block {
  counts: readonly Count[]
  hides: readonly string[]
}

export interface Counted {
  /** Everybody in the row, counted or not yet: a row of 1 to 4 keeps nothing but its name. */
  row: Count
  /** What the figure's own numbers can be had from: they go when one of these is small. */
  numbers: readonly Count[]
  /** Parts that stay when the numbers go. */
  keeps?: readonly string[]
  blocks?: readonly Block[]
  /** Figures inside of the figure, by place: each place is a table of its own over all rows. */
  inner?: Inner
  /** What rows add up within; a set for each sum that is shown somewhere. Without any, rows do not add up. */
  sums?: readonly ((figure: Figure) => string)[]
}

export interface Inner {
  /** The part that holds them; it stays when the numbers of the figure go. */
  part: string
  read(figure: Figure): ReadonlyMap<string, Figure>
  write(figure: Figure, inner: ReadonlyMap<string, Figure>): Figure
  counted: Counted
  /** Each place starts from the one before it: where that is hidden, so is what follows. */
  isChain: boolean
}

export const numerator: Count = ({ numerator = null }) => numerator
export const denominator: Count = ({ denominator = null }) => denominator
export const value: Count = (figure) => figure.value
/** Those of the base who do not count. */
export const rest: Count = (figure) => minus(denominator, numerator)(figure)

/** The number at a path of the parts. */
export function part(...path: readonly string[]): Count {
  return (figure) => {
    const found = path.reduce<Part | undefined>((at, name) => inside(at, name), figure.parts)
    return typeof found === 'number' ? found : null
  }
}

function inside(part: Part | undefined, name: string): Part | undefined {
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? part[name] : undefined
}

export function plus(...counts: readonly Count[]): Count {
  return (figure) => counts.reduce((sum, count) => sum + (count(figure) ?? 0), 0)
}

export function minus(whole: Count, ...counts: readonly Count[]): Count {
  return (figure) => {
    const [all, some] = [whole(figure), counts.map((count) => count(figure))]
    return all === null || some.includes(null) ? null : some.reduce<number>((left, n) => left - (n ?? 0), all)
  }
}

/** A count that is told as a share of another one. */
export function shareOf(share: Count, whole: Count): Count {
  return (figure) => {
    const [of, all] = [share(figure), whole(figure)]
    return of === null || all === null ? null : Math.round(of * all)
  }
}

/** A block of single parts, each of which counts. */
export function block(names: readonly string[], also: readonly string[] = []): Block {
  return { counts: names.map((name) => part(name)), hides: [...names, ...also] }
}

/** A block of parts that hold several counts, by name. */
export function record(name: string, keys: readonly string[], also: readonly string[] = []): Block {
  return { counts: keys.map((key) => part(name, key)), hides: [name, ...also] }
}

export const RATIO: readonly Count[] = [numerator, denominator, rest]

/** A share of people: hidden where those in it, those in the base, or the others are few. */
export function ratio(more: Partial<Counted> = {}): Counted {
  return { row: denominator, numbers: RATIO, ...more }
}

/** A part that tells a count, and that of the others, as a share of a number that is shown. */
export function share(name: string, whole: Count): Block {
  const told = shareOf(part(name), whole)
  return { counts: [told, minus(whole, told)], hides: [name] }
}
