/** Where the names of bubbles stand so that nothing covers anything. Pure. */

export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

export interface Circle {
  x: number
  y: number
  r: number
}

export interface Placed {
  x: number
  /** Baseline of the text. */
  y: number
  anchor: 'start' | 'middle' | 'end'
}

const GAP = 4
const LINE = 14

/**
 * A place beside each circle for a text of the given width: right, left, above or below, and the corners between,
 * the first that is free of circles, of other names and of `taken`. Great circles choose first.
 * @returns null where no place is free; the tooltip and the table still name it
 */
export function placeLabels(
  circles: readonly Circle[],
  widths: readonly number[],
  area: Box,
  taken: readonly Box[] = [],
): (Placed | null)[] {
  const used = [...taken]
  const placed: (Placed | null)[] = circles.map(() => null)
  const order = circles.map((_, i) => i).sort((a, b) => (circles[b]?.r ?? 0) - (circles[a]?.r ?? 0))
  for (const i of order) {
    const circle = circles[i]
    if (!circle) continue
    const others = circles.filter((_, k) => k !== i).map(boxOf)
    const free = candidates(circle, widths[i] ?? 0).find(
      ({ box }) => isInside(box, area) && ![...used, ...others].some((other) => overlap(box, other)),
    )
    if (!free) continue
    placed[i] = free.place
    used.push(free.box)
  }
  return placed
}

function candidates({ x, y, r }: Circle, width: number): { place: Placed; box: Box }[] {
  const far = r + GAP
  const near = r * 0.7 + GAP
  const spots: [dx: number, dy: number, anchor: Placed['anchor']][] = [
    [far, 0, 'start'],
    [-far, 0, 'end'],
    [0, -far - LINE / 2, 'middle'],
    [0, far + LINE / 2, 'middle'],
    [near, -near, 'start'],
    [near, near, 'start'],
    [-near, -near, 'end'],
    [-near, near, 'end'],
  ]
  return spots.map(([dx, dy, anchor]) => {
    const left = anchor === 'start' ? x + dx : anchor === 'end' ? x + dx - width : x + dx - width / 2
    const middle = y + dy
    return {
      place: { x: x + dx, y: middle + 4, anchor },
      box: { left, right: left + width, top: middle - LINE / 2, bottom: middle + LINE / 2 },
    }
  })
}

function boxOf({ x, y, r }: Circle): Box {
  return { left: x - r, right: x + r, top: y - r, bottom: y + r }
}

function isInside(box: Box, area: Box): boolean {
  return box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
