import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Figure, Part } from '../../../lib/metrics/metric.ts'
import { numberOf, partOf, recordOf, recordsOf } from '../../../lib/metrics/shared/highlights.ts'
import { decimal, formatValue, integer, interval, percent } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { TableData } from '../../ui/table/model.ts'

/** From here on a difference between the arms is worth a warning. */
const WARN = 0.1

/** What is needed to doubt the lift: who is in it, how alike the arms are, what a hidden cause would have to be. */
export function LiftDetails({ returnLift, referralLift }: { returnLift: Asked; referralLift: Asked }) {
  const t = useTranslations('lift')
  const balance = recordsOf(returnLift.answer.overall, 'balance')
  return (
    <details className="rounded-md border border-line bg-surface">
      <summary className="p-4 text-section font-strong">{t('details')}</summary>
      <div className="grid gap-6 border-t border-line p-4 xl:grid-cols-2">
        <Evidence title={t('return')} figure={returnLift.answer.overall} />
        <Evidence title={t('referral')} figure={referralLift.answer.overall} />
        {balance.length > 0 && (
          <div className="min-w-0 xl:col-span-2">
            <h3 className="font-strong">{t('balance')}</h3>
            <p className="pb-2 text-note text-ink-3">{t('balanceText')}</p>
            <BalanceTable rows={balance} label={t('balance')} />
          </div>
        )}
      </div>
    </details>
  )
}

function Evidence({ title, figure }: { title: string; figure: Figure }) {
  const t = useTranslations('lift')
  const language = languageOf(useLocale())
  const n = (name: string) => partOf(figure, name)
  const placebo = recordOf(figure, 'placebo')
  const [low, high] = [numberOf(placebo, 'low'), numberOf(placebo, 'high')]
  const reasons = figure.parts?.reasons
  const level = figure.parts?.level
  const ladder = recordsOf(figure, 'ladder')
    .map((step) => `${String(step.level)} ${percent(numberOf(step, 'coverage'))}`)
    .join(' · ')
  const rows: [string, string][] = [
    [t('population'), t('populationText', counts(figure))],
    [t('coverage'), `${percent(n('coverage'))} (${typeof level === 'string' ? t(`level.${level}`) : '—'})`],
    [t('ladder'), ladder],
    [t('ess'), integer(n('essControls'))],
    [t('maxSmd'), decimal(n('maxSmd'), 3)],
    ['RR', `${decimal(n('rr'))} (${decimal(n('rrLow'))}–${decimal(n('rrHigh'))})`],
    ['p / Holm', `${decimal(n('p'), 4)} / ${decimal(n('holmP'), 4)}`],
    ['CMH', decimal(n('cmh'), 2)],
    [t('mde'), formatValue(n('mde80'), 'points', language).replace('+', '')],
    [
      t('placebo'),
      low === null
        ? '—'
        : `${formatValue(numberOf(placebo, 'value'), 'points', language)} (${interval(low, high, 'points', language)})`,
    ],
    [t('eValue'), `${decimal(n('eValue'))} / ${decimal(n('eValueCi'))}`],
    [t('fragile'), figure.parts?.fragile === true ? t('yes') : t('no')],
  ]
  return (
    <div className="min-w-0">
      <h3 className="font-strong">{title}</h3>
      {Array.isArray(reasons) && reasons.length > 0 && (
        <p className="text-note text-ink-2">
          {t('why')}{' '}
          {reasons
            .map((code) => (t.has(`reasons.${String(code)}`) ? t(`reasons.${String(code)}`) : String(code)))
            .join(' · ')}
        </p>
      )}
      <dl className="mt-2 grid grid-cols-[minmax(112px,auto)_1fr] gap-x-4 gap-y-1 text-note">
        {rows.map(([label, text]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function counts(figure: Figure): Record<string, string> {
  const names = ['matchedPersons', 'eligiblePersons', 'firstJoins', 'controls', 'waiting']
  return Object.fromEntries(names.map((name) => [name, integer(partOf(figure, name))]))
}

function BalanceTable({ rows, label }: { rows: Record<string, Part>[]; label: string }) {
  const t = useTranslations('lift')
  const v = useTranslations('values')
  const number = (row: Record<string, Part>, name: string, digits: number) => {
    const value = numberOf(row, name)
    return { text: decimal(value, digits), value }
  }
  const data: TableData = {
    columns: [
      { id: 'covariate', title: t('covariate'), isPinned: true },
      { id: 'level', title: t('levelColumn') },
      { id: 'memberMean', title: t('members'), isNumeric: true },
      { id: 'controlMean', title: t('controls'), isNumeric: true },
      { id: 'smdBefore', title: t('smdBefore'), isNumeric: true },
      { id: 'smd', title: t('smd'), isNumeric: true, help: t('smdHelp') },
    ],
    rows: rows.map((row) => {
      const smd = numberOf(row, 'smd')
      const covariate = String(row.covariate)
      return {
        id: `${covariate}-${String(row.level)}`,
        cells: {
          covariate: t.has(`covariates.${covariate}`) ? t(`covariates.${covariate}`) : covariate,
          level: row.level === '' ? t('mean') : valueLabel(v, String(row.level)),
          memberMean: number(row, 'memberMean', 3),
          controlMean: number(row, 'controlMean', 3),
          smdBefore: number(row, 'smdBefore', 3),
          smd: {
            ...number(row, 'smd', 3),
            ...(smd !== null && Math.abs(smd) >= WARN && { tone: 'bad' as const, note: '!' }),
          },
        },
      }
    }),
  }
  return <DataTable data={data} label={label} maxHeight="max-h-96" />
}
