/** What the bench of the risk list does inside the page. Written as text: nothing of the bench is bundled. */

export interface Measured {
  /** From the cause to the frame after the one that showed the effect. */
  took: number
  longest: number
  p95: number
  frames: number
  /** Frames of a scroll in which no row was in sight. */
  blank?: number
}

export const IN_PAGE = `(() => {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const grid = () => document.querySelector('table[role=grid]')
  const scroller = () => grid().parentElement
  const summary = (took, deltas, more) => {
    const sorted = [...deltas].sort((a, b) => a - b)
    return { took, longest: sorted.at(-1) ?? 0, p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0, frames: deltas.length, ...more }
  }
  let first = null
  new MutationObserver((_, observer) => {
    if (!document.querySelector('table[role=grid] tbody input[type=checkbox]')) return
    observer.disconnect()
    requestAnimationFrame(() => { first = performance.now() })
  }).observe(document, { childList: true, subtree: true })
  /** Frames from a cause on, until what the page shows has not changed for 20 of them. */
  const watch = async (start) => {
    const text = () => (grid()?.getAttribute('aria-rowcount') ?? '') + grid()?.tBodies[0].textContent + [...grid().querySelectorAll('input:checked')].length
    const deltas = []
    let [last, before, changed, quiet] = [performance.now(), text(), start, 0]
    while (quiet < 20) {
      const now = await frame()
      deltas.push(now - last)
      last = now
      const shown = text()
      quiet = shown === before ? quiet + 1 : 0
      if (shown !== before) changed = performance.now()
      before = shown
    }
    return summary(changed - start, deltas)
  }
  window.bench = {
    loaded: async () => {
      while (first === null) await frame()
      const entry = performance.getEntriesByType('resource').findLast((e) => e.name.includes('/api/risk/list'))
      return { first, answer: entry.responseEnd - entry.startTime, bytes: entry.encodedBodySize }
    },
    typed: () => new Promise((done) => addEventListener('input', () => done(watch(performance.now())), { once: true, capture: true })),
    settled: () => watch(performance.now()),
    clicked: (selector) => {
      const start = performance.now()
      document.querySelector(selector).click()
      return watch(start)
    },
    frames: async (step, most) => {
      const box = scroller()
      box.scrollTop = 0
      await frame()
      await frame()
      const deltas = []
      let [last, blank, start] = [await frame(), 0, performance.now()]
      for (let i = 0; i < most; i++) {
        box.scrollTop += step
        const now = await frame()
        deltas.push(now - last)
        last = now
        const { top, bottom } = box.getBoundingClientRect()
        const middle = document.elementFromPoint(box.getBoundingClientRect().left + 200, (top + bottom) / 2)
        if (!middle?.closest('tr[aria-rowindex]')) blank++
        if (step > 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 1) break
      }
      return summary(performance.now() - start, deltas, { blank })
    },
  }
})()`
