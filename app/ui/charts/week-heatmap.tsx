import { rampClass } from './colours.ts'

interface WeekHeatmapProps {
  label: string
  days: string[]
  /** 7 rows of 24; null where there is nothing to tell. */
  values: (number | null)[][]
  /** What is written into a cell; the value itself where absent. */
  texts?: string[][]
  /** Cells that rest on too little to be coloured. */
  weak?: boolean[][]
  /** What stands at the pointer. */
  details: string[][]
  hourTitle: string
}

/** Weekday by hour: when the groups are awake. */
export function WeekHeatmap({ label, days, values, texts, weak, details, hourTitle }: WeekHeatmapProps) {
  const told = values.flatMap((row, d) => row.filter((value, h) => value !== null && !weak?.[d]?.[h]))
  const greatest = Math.max(...told.map((value) => value ?? 0)) || 1
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="relative overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className="w-full min-w-150 table-fixed border-separate border-spacing-0.5 text-note" aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className="w-12 text-left font-normal text-ink-3">
              {hourTitle}
            </th>
            {HOURS.map((hour) => (
              <th key={hour} scope="col" className="font-normal text-ink-3">
                {hour % 3 === 0 ? hour : <span className="sr-only">{hour}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day, d) => (
            <tr key={day}>
              <th scope="row" className="text-left font-normal whitespace-nowrap text-ink-2">
                {day}
              </th>
              {HOURS.map((hour) => {
                const value = values[d]?.[hour] ?? 0
                const look = weak?.[d]?.[hour] ? 'bg-sunken text-ink-3' : rampClass(value / greatest)
                return (
                  <td
                    key={hour}
                    title={details[d]?.[hour]}
                    className={`h-7 rounded-sm text-center ${value === 0 ? 'bg-sunken text-ink-3' : look}`}
                  >
                    {value === 0 ? <span className="sr-only">0</span> : (texts?.[d]?.[hour] ?? value)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
