import { paintTable } from './paint-table.ts'

/** Looks that a copy of a chart needs, as its style sheet stays behind. */
const STYLES = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linecap'],
  ...['stroke-linejoin', 'paint-order', 'opacity', 'visibility', 'display', 'transform', 'transform-origin'],
  ...['font-size', 'font-family', 'font-weight', 'font-variant-numeric', 'text-anchor', 'dominant-baseline'],
]
const SCALE = 2
const MARGIN = 16
const LINE = 24
/** A drawing below this many square pixels is an icon. */
const SMALLEST = 4096

/**
 * Paints what a panel shows, a chart or a table of cells, as a PNG at twice its size: its title above, its legend, and
 * the colours of the page.
 */
export async function pngOf(body: HTMLElement, title: string): Promise<Blob> {
  const chart = largest([...body.querySelectorAll('svg')])
  const table = chart ? null : body.querySelector('table')
  const subject = chart ?? table
  if (!subject) throw new Error('there is nothing to paint')
  if (table) unscroll(table, body)
  const { width, height } = subject.getBoundingClientRect()
  const legend = table ? [] : legendOf(body)
  const top = MARGIN + LINE + (legend.length > 0 ? LINE : 0)
  const { canvas, context } = sheet(width + 2 * MARGIN, top + height + MARGIN)
  context.fillStyle = token('--ink')
  context.font = `600 16px ${fontOf(body)}`
  context.fillText(title, MARGIN, MARGIN + 8, width)
  paintLegend(context, legend, fontOf(body))
  context.translate(MARGIN, top)
  if (chart) context.drawImage(await imageOf(chart), 0, 0, width, height)
  else if (table) paintTable(context, table)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  )
}

function sheet(width: number, height: number) {
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width) * SCALE
  canvas.height = Math.ceil(height) * SCALE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser has no canvas')
  context.scale(SCALE, SCALE)
  context.fillStyle = token('--surface')
  context.fillRect(0, 0, width, height)
  context.textBaseline = 'middle'
  return { canvas, context }
}

function largest(drawings: SVGSVGElement[]): SVGSVGElement | null {
  const area = (drawing: SVGSVGElement) => {
    const { width, height } = drawing.getBoundingClientRect()
    return width * height
  }
  const [first] = drawings.sort((a, b) => area(b) - area(a))
  return first && area(first) >= SMALLEST ? first : null
}

/** The chart as it stands on the page, as an image that needs no style sheet. */
async function imageOf(svg: SVGSVGElement): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const from = [svg, ...svg.querySelectorAll<SVGElement>('*')]
  const to = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  from.forEach((element, i) => {
    const computed = getComputedStyle(element)
    for (const name of STYLES) to[i]?.style.setProperty(name, computed.getPropertyValue(name))
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const { width, height } = svg.getBoundingClientRect()
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  return image
}

interface LegendItem {
  label: string
  colour: string
}

/** List items with a swatch: what the colours mean, where a chart does not say it itself. */
function legendOf(body: HTMLElement): LegendItem[] {
  return [...body.querySelectorAll<HTMLElement>('li')].flatMap((item) => {
    const swatch = item.querySelector('svg rect, svg line, svg path, svg circle')
    if (!swatch) return []
    const { fill, stroke } = getComputedStyle(swatch)
    return [{ label: item.textContent?.trim() ?? '', colour: fill === 'none' ? stroke : fill }]
  })
}

function paintLegend(context: CanvasRenderingContext2D, legend: readonly LegendItem[], font: string): void {
  let x = MARGIN
  const y = MARGIN + LINE + 8
  context.font = `12px ${font}`
  for (const { label, colour } of legend) {
    context.fillStyle = colour
    context.fillRect(x, y - 5, 10, 10)
    context.fillStyle = token('--ink-2')
    context.fillText(label, x + 16, y)
    x += 32 + context.measureText(label).width
  }
}

/** What is scrolled away or stuck to an edge goes back to its place, so that all of it can be measured. */
function unscroll(element: HTMLElement, end: HTMLElement): void {
  for (let at: HTMLElement | null = element; at && at !== end; at = at.parentElement) at.scrollTo(0, 0)
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

function fontOf(element: Element): string {
  return getComputedStyle(element).fontFamily
}

/** Hands a file to the browser. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
