import { formatValue, integer, type Unit } from '../figures/format.ts'

/** Ticks of percentages with no more digits behind the point than all of them need. */
export function axisText(value: number, unit: Unit, language: 'zh' | 'en', ticks: readonly number[]): string {
  if (unit === 'ratio' || unit === 'points' || unit === 'score') {
    const digits =
      [0, 1, 2].find((d) => ticks.every((t) => Math.abs(t * 100 - Number((t * 100).toFixed(d))) < 1e-6)) ?? 3
    const text = (value * 100).toFixed(digits).replace('-', '−')
    return unit === 'ratio' ? `${text}%` : text
  }
  if (unit === 'fen') return formatValue(value, unit, language)
  const isThousands = value !== 0 && ticks.some((tick) => Math.abs(tick) >= 10_000)
  return isThousands ? `${value / 1000}k`.replace('-', '−') : integer(value)
}

/** About how wide a label is at 12 px: Chinese signs are square. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 12 : 7.6), 0)
}

/** The least distance of two ticks: things that are counted have no halves. */
export function leastStep(unit: Unit): number {
  return unit === 'events' || unit === 'people' || unit === 'days' ? 1 : 0
}
