import { useLocale, useTranslations } from 'next-intl'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, interval, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { COUPON_ROWS } from './gather.ts'
import type { PanelProps } from './panel.ts'

const SHOWN = 10

/** Granted, redeemed, visited after; and what became of the rest. */
export function CouponFates({ data, selection }: PanelProps) {
  const t = useTranslations('coupons')
  const language = languageOf(useLocale())
  const { coupons } = data
  const { overall } = coupons.answer
  const part = (name: string) => partOf(overall, name)
  const [days, granted] = [coupons.answer.parameters.days ?? '', part('granted') ?? 0]
  const [inList, outList] = [
    peopleLink(selection, coupons.question, 'in'),
    peopleLink(selection, coupons.question, 'out'),
  ]
  const rows = [
    { id: 'granted', colour: 'var(--c7)', note: '' },
    { id: 'redeemed', colour: 'var(--accent)', note: percent(overall.value), href: inList },
    {
      id: 'visited',
      colour: 'var(--c3)',
      note: t('ofFollowed', { followed: integer(part('followed')), share: percent(part('visitRate')) }),
    },
    { id: 'expired', colour: 'var(--c7)', note: percent(part('expiredShare')), href: outList },
    { id: 'outstanding', colour: 'var(--c7)', note: percent(part('outstandingShare')), href: outList },
  ].flatMap((row) => {
    const value = part(row.id)
    return value === null ? [] : [{ ...row, value, label: t(row.id, { days }) }]
  })
  return (
    <ChartFrame
      title={
        overall.state !== 'ok'
          ? t('titleNone')
          : t('title', { granted: integer(granted), share: percent(overall.value) })
      }
      subtitle={
        overall.value !== null &&
        t('subtitle', {
          interval: interval(overall.low, overall.high, 'ratio', language),
          settled: percent(part('settledRate')),
        })
      }
      definition={useDefinitionText(coupons.definition)}
      fileName={`longrun-coupons-${data.asOf}`}
      table={{
        columns: [
          { id: 'step', title: t('step'), isPinned: true },
          { id: 'count', title: t('count'), isNumeric: true },
          { id: 'note', title: t('rate'), isNumeric: true },
        ],
        rows: rows.map((row) => ({
          id: row.id,
          cells: { step: row.label, count: { text: integer(row.value), value: row.value }, note: row.note },
        })),
      }}
      note={
        <>
          {overall.value !== null &&
            t('visitNote', {
              following: integer(part('following')),
              unmatched: integer(part('unmatched')),
              interval: interval(part('visitLow'), part('visitHigh'), 'ratio', language),
            })}{' '}
          <IgnoredFilters asked={coupons} />
        </>
      }
    >
      {overall.value === null ? (
        <FigureState figure={overall} className="h-56" />
      ) : (
        <RankedChart
          rows={rows.map(({ id, label, value, note, colour, href }) => ({
            ...{ id, label, value, colour },
            text: note === '' ? integer(value) : `${integer(value)} · ${note}`,
            shortText: integer(value),
            tip: { title: `${label} ${integer(value)}`, lines: note === '' ? [] : [note] },
            ...(href !== undefined && { href }),
            isWeak: id === 'outstanding',
          }))}
          unit="events"
          label={rows.map((row) => `${row.label} ${integer(row.value)}`).join(', ')}
          mark="bar"
          rowHeight={36}
        />
      )}
    </ChartFrame>
  )
}

/** Redemption by kind of coupon or by campaign, with intervals. */
export function CouponRates({ data }: PanelProps) {
  const t = useTranslations('coupons')
  const words = useFigureWords()
  const { coupons, couponRows } = data
  const { overall, groups = [] } = coupons.answer
  const sorted = [...groups].sort((a, b) => (b.denominator ?? 0) - (a.denominator ?? 0))
  const named = (group: { key: string; label: string }) => (group.key === 'unknown' ? t('unnamed') : group.label)
  const counts = ['granted', 'redeemed', 'expired', 'outstanding'] as const
  return (
    <ChartFrame
      title={t(`ratesTitle.${couponRows}`)}
      subtitle={t('ratesSubtitle')}
      definition={useDefinitionText(coupons.definition)}
      fileName={`longrun-coupon-rates-${couponRows}-${data.asOf}`}
      controls={
        <Switch
          name="coupons"
          label={t('rows')}
          current={couponRows}
          options={COUPON_ROWS.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
      }
      table={{
        columns: [
          { id: 'name', title: t(`by.${couponRows}`), isPinned: true },
          { id: 'rate', title: t('rate'), isNumeric: true },
          ...counts.map((name) => ({ id: name, title: t(name), isNumeric: true })),
          { id: 'visitRate', title: t('visitRate'), isNumeric: true },
        ],
        rows: sorted.map((group) => ({
          id: group.key,
          cells: {
            name: named(group),
            rate: words.cell(group, 'ratio', { hasInterval: true }),
            ...Object.fromEntries(
              counts.map((name) => [name, { text: integer(partOf(group, name)), value: partOf(group, name) }]),
            ),
            visitRate: { text: percent(partOf(group, 'visitRate')), value: partOf(group, 'visitRate') },
          },
        })),
      }}
      note={
        <>
          {sorted.length > SHOWN && t('more', { shown: SHOWN, all: sorted.length })} <IgnoredFilters asked={coupons} />
        </>
      }
    >
      {overall.value === null ? (
        <FigureState figure={overall} className="h-56" />
      ) : (
        <RankedChart
          rows={sorted.slice(0, SHOWN).map((group) => ({
            id: group.key,
            label: named(group),
            value: group.value,
            low: group.low,
            high: group.high,
            text: `${words.value(group, 'ratio')} · ${integer(group.denominator)}`,
            shortText: words.value(group, 'ratio'),
            tip: words.tip(named(group), group, 'ratio', 'coupons'),
            isWeak: group.state === 'few',
          }))}
          unit="ratio"
          labelShare={couponRows === 'campaign' ? 0.5 : 0.3}
          label={sorted.map((group) => `${named(group)} ${words.value(group, 'ratio')}`).join(', ')}
          mark="bar"
          rowHeight={28}
        />
      )}
    </ChartFrame>
  )
}
