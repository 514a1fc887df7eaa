import { METRIC_IDS, roomOf } from '../../lib/metrics/catalog.ts'
import type { Definition, Parameter } from '../../lib/metrics/metric.ts'
import { print } from './output.ts'

/** Prints the catalog: what each metric answers, and with which words it is asked. */
export async function metricsCommand(options: { json?: boolean }): Promise<void> {
  const definitions = await Promise.all(METRIC_IDS.map(async (id) => (await roomOf(id)).definition))
  if (options.json ?? !process.stdout.isTTY) return print(`${JSON.stringify(definitions, null, 2)}\n`)
  return print(`${definitions.map(describe).join('\n\n')}\n`)
}

function describe(definition: Definition): string {
  const lines = [
    `${definition.id}  ${definition.title.zh} · ${definition.title.en}`,
    `  ${definition.question.en}`,
    `  formula     ${definition.formula.en}`,
    ...definition.parameters.map((p) => `  parameter   ${parameter(p)}`),
    `  breakdowns  ${definition.breakdowns.join(', ') || 'none'}`,
    `  filters     ${definition.filters.join(', ') || 'none'}`,
    ...(definition.hasPeriod ? ['  period      --from D --to D'] : []),
    ...(definition.lists.length > 0 ? [`  lists       ${definition.lists.join(', ')}`] : []),
  ]
  return lines.join('\n')
}

function parameter(p: Parameter): string {
  if (p.values) return `${p.name}=${p.values.join('|')}`
  const range = p.integer ?? p.number
  if (range) return `${p.name}=${range.min}..${range.max} (${range.default})`
  return p.name
}
