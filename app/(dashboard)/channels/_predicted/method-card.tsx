import { useTranslations } from 'next-intl'
import type { Figure, Part } from '../../../../lib/metrics/metric.ts'
import { numberOf, recordsOf } from '../../../../lib/metrics/shared/highlights.ts'
import { decimal, integer, percent } from '../../../ui/figures/format.ts'

type Gate = Record<string, Part>

/** Which way of predicting is used, and every test that the model had to pass to replace the cells. */
export function MethodCard({ figure }: { figure: Figure }) {
  const t = useTranslations('predicted')
  const gates = recordsOf(figure, 'gates')
  const method = figure.parts?.method === 'bgnbd' ? 'bgnbd' : 'cells'
  const failed = gates.filter((gate) => gate.isPassed !== true).map((gate) => t(`gates.${String(gate.id)}.name`))
  return (
    <section aria-label={t('method.title')} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <h3 className="font-strong text-ink-2">{t('method.title')}</h3>
      <p className="text-section font-strong">{t(`methods.${method}`)}</p>
      <p className="text-ink-2">{t(`method.${method}`)}</p>
      {failed.length > 0 && <p className="mt-1 text-ink-2">{t('method.failed', { gates: failed.join(t('and')) })}</p>}
      <h4 className="mt-2 text-note text-ink-3">{t('method.gates', { count: gates.length })}</h4>
      <ul className="mt-1 grid gap-x-6 gap-y-1 text-note sm:grid-cols-2">
        {gates.map((gate) => (
          <GateLine key={String(gate.id)} gate={gate} />
        ))}
      </ul>
    </section>
  )
}

/** `✓ 就诊间隔不太规律 通过 · 1.26，须低于 1.50`, in the gate’s own unit. */
function GateLine({ gate }: { gate: Gate }) {
  const t = useTranslations('predicted')
  const id = String(gate.id)
  const isPassed = gate.isPassed === true
  const [value, limit] = [numberOf(gate, 'value'), numberOf(gate, 'limit')]
  const found =
    id === 'fit'
      ? t(isPassed ? 'gates.fit.yes' : 'gates.fit.no')
      : value === null || limit === null
        ? t('gates.none')
        : t('gates.below', { value: inUnit(id, value), limit: inUnit(id, limit) })
  return (
    <li className="flex gap-2">
      <span aria-hidden="true" className={isPassed ? 'text-good' : 'text-bad'}>
        {isPassed ? '✓' : '✕'}
      </span>
      <span>
        {t(`gates.${id}.name`)}{' '}
        <span className="text-ink-3">
          {t(isPassed ? 'passed' : 'notPassed')} · {found}
        </span>
      </span>
    </li>
  )
}

function inUnit(id: string, value: number): string {
  if (id === 'mae-net') return `¥${integer(value / 100)}`
  if (id.startsWith('bias')) return percent(value)
  return decimal(value, id === 'mae-visits' ? 3 : 2)
}
