import { type Asked, ask } from '../../../lib/filters/ask.ts'
import { readFirstMonth } from '../../../lib/filters/months.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { Page } from '../../ui/shell/read-page.ts'
import { type ChannelSettings, HORIZONS, readSettings } from './settings.ts'

export interface ChannelsPage extends ChannelSettings {
  asOf: string
  /** Filters of the page and the months of the period as cohorts: the people whom the costs were for. */
  joiners: Selection
  cac: Asked
  roi: Asked
  /** The same with the other attribution. */
  other: Asked
  /** One a horizon. */
  ltv: Record<(typeof HORIZONS)[number], Asked>
  retention: Asked
  match: Asked
  funnel: Asked
  /** Only where the page is cut to one channel. */
  drill: Drill | null
}

/** One channel: its codes, and its cohorts. */
export interface Drill {
  channel: string
  codes: { match: Asked; retention: Asked; ltv: Asked }
  cohorts: { retention: Asked; ltv: Asked }
}

/** Every figure of the page, all at once. */
export async function gatherChannels(page: Page): Promise<ChannelsPage> {
  const { view, asOf, params, selection } = page
  const settings = readSettings(params, asOf, await readFirstMonth(view))
  const { span, months, attribution, horizon, margin, benefits } = settings
  const joiners = {
    ...selection,
    filters: { ...selection.filters, cohort: selection.filters.cohort ?? months },
  }
  const money = { margin, horizon, curve: 'on' }
  const spent = (metric: string, parameters: Record<string, string>) =>
    page.ask({ metric, parameters, by: 'channel', ...span })
  const people = (metric: string, parameters: Record<string, string> = {}, by = 'channel') =>
    ask(view, joiners, { metric, asOf, by, parameters: { attribution, ...parameters } })
  const roi = (own: Record<string, string>) => spent('roi', { attribution, benefits, ...money, ...own })
  const [cac, now, other, retention, match, funnel, drill, ...values] = await Promise.all([
    spent('cac', { attribution, monthly: 'on' }),
    roi({}),
    roi({ attribution: attribution === 'first' ? 'last' : 'first' }),
    people('retention', { months: '6' }),
    people('match-rate'),
    spent('funnel', { attribution, strict: 'false' }),
    gatherDrill(selection.filters.channel ?? [], people, horizon),
    ...HORIZONS.map((days) => people('ltv', { horizon: days })),
  ])
  const ltv = Object.fromEntries(HORIZONS.map((days, i) => [days, values[i]])) as ChannelsPage['ltv']
  return { ...settings, asOf, joiners, cac, roi: now, other, ltv, retention, match, funnel, drill }
}

type AskPeople = (metric: string, parameters?: Record<string, string>, by?: string) => Promise<Asked>

async function gatherDrill(channels: readonly string[], people: AskPeople, horizon: string): Promise<Drill | null> {
  const [channel] = channels
  if (channel === undefined || channels.length > 1) return null
  const [match, retention, ltv, kept, worth] = await Promise.all([
    people('match-rate', {}, 'state'),
    people('retention', { months: '6' }, 'state'),
    people('ltv', { horizon }, 'state'),
    people('retention', { months: '6' }, 'cohort'),
    people('ltv', { horizon }, 'cohort'),
  ])
  return { channel, codes: { match, retention, ltv }, cohorts: { retention: kept, ltv: worth } }
}
