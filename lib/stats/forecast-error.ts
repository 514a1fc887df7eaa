/** What was foretold for people, and what came. */
export interface Forecast {
  predicted: number
  actual: number
  people: number
}

export interface ForecastError {
  people: number
  /** Mean absolute error. */
  mae: number
  rmse: number
  predicted: number
  actual: number
  /** Total foretold / total that came; null where nothing came. */
  ratio: number | null
}

/** How far a forecast was off, a person at a time and in total; null without anybody. */
export function forecastError(rows: readonly Forecast[]): ForecastError | null {
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  if (people === 0) return null
  const mean = (of: (row: Forecast) => number) => rows.reduce((sum, row) => sum + row.people * of(row), 0) / people
  const [predicted, actual] = [mean((row) => row.predicted) * people, mean((row) => row.actual) * people]
  return {
    people,
    mae: mean((row) => Math.abs(row.predicted - row.actual)),
    rmse: Math.sqrt(mean((row) => (row.predicted - row.actual) ** 2)),
    predicted,
    actual,
    ratio: actual > 0 ? predicted / actual : null,
  }
}
