/** Paints a table of coloured cells as it stands on the page, from where its boxes and words are. */

const STRIPE = 6

/** The table's upper left corner comes to the origin. */
export function paintTable(context: CanvasRenderingContext2D, table: HTMLTableElement): void {
  const frame = table.getBoundingClientRect()
  const elements = [...table.querySelectorAll<HTMLElement>('th, td, th *, td *')]
  for (const element of elements) {
    const style = getComputedStyle(element)
    if (style.display === 'none' || style.visibility === 'hidden') continue
    const { left, top, width, height } = element.getBoundingClientRect()
    // Words for screen readers only.
    if (width <= 1 || height <= 1) continue
    const box = { x: left - frame.left, y: top - frame.top, width, height }
    paintBox(context, box, style)
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) paintText(context, node, frame, style)
    }
  }
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

function paintBox(context: CanvasRenderingContext2D, box: Box, style: CSSStyleDeclaration): void {
  const path = new Path2D()
  path.roundRect(box.x, box.y, box.width, box.height, Number.parseFloat(style.borderRadius) || 0)
  if (style.backgroundColor !== 'rgba(0, 0, 0, 0)' && style.backgroundColor !== 'transparent') {
    context.fillStyle = style.backgroundColor
    context.fill(path)
  }
  if (style.backgroundImage.includes('gradient')) hatch(context, box, path)
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

function paintText(context: CanvasRenderingContext2D, node: Node, frame: DOMRect, style: CSSStyleDeclaration): void {
  const range = document.createRange()
  range.selectNodeContents(node)
  const { left, top, height } = range.getBoundingClientRect()
  context.fillStyle = style.color
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillText(node.textContent?.trim() ?? '', left - frame.left, top - frame.top + height / 2)
}
