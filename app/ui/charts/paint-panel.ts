/** Paints what stands on a page onto a canvas: boxes, words and drawings, each where it is. */

const STRIPE = 6
const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const

interface Brush {
  context: CanvasRenderingContext2D
  /** What is the upper left corner of the picture. */
  origin: DOMRect
  drawings: ReadonlyMap<SVGSVGElement, HTMLImageElement>
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** The upper left corner of `root` comes to the origin; `drawings` are its SVG elements as images. */
export function paintPanel(
  context: CanvasRenderingContext2D,
  root: HTMLElement,
  drawings: ReadonlyMap<SVGSVGElement, HTMLImageElement>,
): void {
  paintElement({ context, origin: root.getBoundingClientRect(), drawings }, root, 1)
}

function paintElement(brush: Brush, element: Element, opacity: number): void {
  const style = getComputedStyle(element)
  const rect = element.getBoundingClientRect()
  // Words for screen readers only are a pixel large.
  const isForHearers = style.position === 'absolute' && (rect.width <= 1 || rect.height <= 1)
  if (style.display === 'none' || style.visibility === 'hidden' || isForHearers) return
  const { context, origin, drawings } = brush
  const own = opacity * Number(style.opacity)
  const box = { x: rect.left - origin.left, y: rect.top - origin.top, width: rect.width, height: rect.height }
  context.globalAlpha = own
  if (element instanceof SVGSVGElement) {
    const drawing = drawings.get(element)
    if (drawing) context.drawImage(drawing, box.x, box.y, box.width, box.height)
    return
  }
  paintBox(context, box, style)
  for (const node of element.childNodes) {
    context.globalAlpha = own
    if (node instanceof Element) paintElement(brush, node, own)
    else if (node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) paintText(brush, node as Text, style)
  }
}

function paintBox(context: CanvasRenderingContext2D, box: Box, style: CSSStyleDeclaration): void {
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0
  const path = new Path2D()
  path.roundRect(box.x, box.y, box.width, box.height, radius)
  if (!isClear(style.backgroundColor)) {
    context.fillStyle = style.backgroundColor
    context.fill(path)
  }
  if (style.backgroundImage.includes('gradient')) hatch(context, box, path)
  paintBorder(context, box, style, radius)
}

/** One colour all around follows the corners; else each side is a line of its own. */
function paintBorder(context: CanvasRenderingContext2D, box: Box, style: CSSStyleDeclaration, radius: number): void {
  const sides = SIDES.map((side) => ({
    width: style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
    colour: style[`border${side}Color`],
  }))
  const [first] = sides
  if (!first) return
  context.setLineDash(style.borderTopStyle === 'dashed' ? [3, 2] : [])
  if (sides.every((side) => side.width === first.width && side.colour === first.colour)) {
    if (first.width === 0 || isClear(first.colour)) return
    const [half, path] = [first.width / 2, new Path2D()]
    path.roundRect(box.x + half, box.y + half, box.width - first.width, box.height - first.width, radius)
    stroke(context, path, first)
  } else {
    const corners = [
      [box.x, box.y],
      [box.x + box.width, box.y],
      [box.x + box.width, box.y + box.height],
      [box.x, box.y + box.height],
    ] as const
    sides.forEach((side, i) => {
      const [from, to, path] = [corners[i], corners[(i + 1) % 4], new Path2D()]
      if (!from || !to || side.width === 0 || isClear(side.colour)) return
      path.moveTo(...from)
      path.lineTo(...to)
      stroke(context, path, side)
    })
  }
  context.setLineDash([])
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, { width, colour }: { width: number; colour: string }) {
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke(path)
}

/** The sign of what is not mature: thin lines, as on the page. */
function hatch(context: CanvasRenderingContext2D, { x, y, width, height }: Box, path: Path2D): void {
  context.save()
  context.clip(path)
  context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--hatch')
  context.lineWidth = 1
  context.beginPath()
  for (let at = x - height; at < x + width; at += STRIPE) {
    context.moveTo(at, y + height)
    context.lineTo(at + height, y)
  }
  context.stroke()
  context.restore()
}

function paintText({ context, origin }: Brush, node: Text, style: CSSStyleDeclaration): void {
  context.fillStyle = style.color
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
  for (const { text, rect } of linesOf(node)) {
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = context.measureText(text)
    const baseline = rect.top - origin.top + (rect.height + up - down) / 2
    context.fillText(text, rect.left - origin.left, baseline, rect.width + 1)
  }
}

interface Line {
  text: string
  rect: DOMRect
}

/** The lines into which a text is broken, and where each stands. */
function linesOf(node: Text): Line[] {
  const range = document.createRange()
  const lines: Line[] = []
  const placeOf = (from: number, to: number) => {
    range.setStart(node, from)
    range.setEnd(node, to)
    return range.getBoundingClientRect()
  }
  range.selectNodeContents(node)
  if (range.getClientRects().length <= 1) return [{ text: shown(node.data), rect: range.getBoundingClientRect() }]
  let from = 0
  for (let at = 1; at <= node.data.length; at++) {
    const isEnd = at === node.data.length || placeOf(at, at + 1).top > placeOf(from, from + 1).top + 1
    if (!isEnd) continue
    const text = shown(node.data.slice(from, at))
    if (text.trim()) lines.push({ text, rect: placeOf(from, at) })
    from = at
  }
  return lines
}

/** White space as a page shows it. */
function shown(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ')
}

function isClear(colour: string): boolean {
  return colour === 'transparent' || colour === 'rgba(0, 0, 0, 0)'
}
