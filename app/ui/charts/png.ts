import { paintPanel } from './paint-panel.ts'
import { copyPanel } from './panel-copy.ts'

/** Looks that a copy of a chart needs, as its style sheet stays behind. */
const STYLES = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linecap'],
  ...['stroke-linejoin', 'paint-order', 'opacity', 'visibility', 'display', 'transform', 'transform-origin'],
  ...['font-size', 'font-family', 'font-weight', 'font-variant-numeric', 'text-anchor', 'dominant-baseline'],
  ...['color', 'overflow'],
]
const SCALE = 2

/**
 * Paints a panel as a PNG at twice its size, in the colours of the page: its title, what was asked (`facts`), its
 * charts with their legends, its notes.
 */
export async function pngOf(panel: HTMLElement, facts: readonly string[]): Promise<Blob> {
  const copy = copyPanel(panel, facts)
  try {
    const svgs = [...copy.querySelectorAll('svg')]
    const drawings = new Map(await Promise.all(svgs.map(async (svg) => [svg, await imageOf(svg)] as const)))
    const { width, height } = copy.getBoundingClientRect()
    const { canvas, context } = sheet(width, height)
    paintPanel(context, copy, drawings)
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
    )
  } finally {
    copy.remove()
  }
}

function sheet(width: number, height: number) {
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width) * SCALE
  canvas.height = Math.ceil(height) * SCALE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser has no canvas')
  context.scale(SCALE, SCALE)
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()
  context.fillRect(0, 0, Math.ceil(width), Math.ceil(height))
  return { canvas, context }
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

/** Hands a file to the browser. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
