/** A panel as a picture shows it: whole, without what is pressed, and with what it was asked. */

/** What is there to be pressed or pointed at. */
const TOOLS = '.no-print, button[aria-haspopup], [data-tooltip]'

/** The switches that hold for a panel, with what is chosen: its own, and those of the page outside of all panels. */
export function chosenFor(panel: HTMLElement): string[] {
  const ofPage = [...document.querySelectorAll('main fieldset[aria-label]')].filter((set) => !set.closest('section'))
  return [...ofPage, ...panel.querySelectorAll('fieldset[aria-label]')].flatMap((set) => {
    const chosen = [...set.querySelectorAll('[aria-pressed="true"]')].map((option) => option.textContent?.trim())
    return chosen.length > 0 ? [`${set.getAttribute('aria-label') ?? ''}: ${chosen.join('、')}`] : []
  })
}

/**
 * Puts a copy of a panel beside the page, out of sight, its facts under its head; nothing in it scrolls or is cut off.
 * The caller removes it.
 */
export function copyPanel(panel: HTMLElement, facts: readonly string[]): HTMLElement {
  const copy = panel.cloneNode(true) as HTMLElement
  for (const tool of copy.querySelectorAll(TOOLS)) tool.remove()
  for (const list of copy.querySelectorAll('.print\\:not-sr-only')) list.className = 'pt-1 text-note'
  const line = document.createElement('p')
  line.className = 'pt-1 text-note text-ink-2'
  line.textContent = facts.join(' · ')
  copy.querySelector('header')?.after(line)
  copy.inert = true
  copy.setAttribute('aria-hidden', 'true')
  const width = panel.getBoundingClientRect().width
  Object.assign(copy.style, { position: 'absolute', top: '0', left: '-20000px', border: '0', width: `${width}px` })
  panel.after(copy)
  for (const element of copy.querySelectorAll<HTMLElement>('*')) unroll(element)
  copy.style.width = `${Math.ceil(width + overflowOf(copy))}px`
  return copy
}

function unroll(element: HTMLElement): void {
  const { overflowX, overflowY, position, textOverflow } = getComputedStyle(element)
  if (position === 'sticky') element.style.position = 'static'
  if (overflowX === 'visible' && overflowY === 'visible') return
  if (element instanceof SVGElement) return
  Object.assign(element.style, { overflow: 'visible', maxHeight: 'none' })
  if (textOverflow === 'ellipsis') element.style.whiteSpace = 'normal'
}

/** How far the widest part reaches beyond the panel's right padding, in pixels. */
function overflowOf(copy: HTMLElement): number {
  const inner = copy.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(copy).paddingRight)
  const ends = [...copy.querySelectorAll('*')]
    .filter((element) => !element.parentElement?.closest('svg'))
    .map((element) => element.getBoundingClientRect())
    // What is not shown has no place.
    .flatMap(({ width, right }) => (width > 1 ? [right] : []))
  return Math.max(0, ...ends.map((end) => end - inner))
}
