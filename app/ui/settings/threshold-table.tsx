'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { RiskThreshold } from '../../../lib/app-state/risk.ts'
import { EVERY_DISEASE, RULES } from '../../../lib/metrics/at-risk/rules.ts'
import { RISK_RULES, type RiskRule } from '../../../lib/metrics/metric.ts'
import { languageOf } from '../i18n/language.ts'

interface Entry {
  rule: RiskRule
  disease: string
}

interface ThresholdTableProps {
  own: readonly RiskThreshold[]
  nameOf: (disease: string) => string
  /** Absent: they are only read. */
  onReset?: (entry: Entry) => void
}

/** Every threshold in force, a line each: the one for all first, then those of single diseases. */
export function ThresholdTable({ own, nameOf, onReset }: ThresholdTableProps) {
  const t = useTranslations('atRisk.thresholds')
  const language = languageOf(useLocale())
  const lines = RISK_RULES.flatMap((rule) => {
    const ofRule = own.filter((one) => one.rule === rule)
    const everybody = ofRule.find((one) => one.disease === EVERY_DISEASE)
    const single = ofRule.filter((one) => one !== everybody).sort((a, b) => a.disease.localeCompare(b.disease))
    return [
      { rule, disease: EVERY_DISEASE, entry: everybody },
      ...single.map((entry) => ({ rule, disease: entry.disease, entry })),
    ]
  })
  const inWords = (rule: RiskRule, value: number) =>
    rule === 'drop-out-window' && value === 0
      ? t('byCurve')
      : t(`units.${RULES[rule].threshold.unit}`, { value: String(value) })
  return (
    <table className="w-full border-collapse text-left text-note">
      <thead>
        <tr className="border-b border-line-strong text-ink-3">
          {(['rule', 'disease', 'inForce', 'by'] as const).map((key) => (
            <th key={key} scope="col" className="h-8 pr-3 font-strong">
              {t(key)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {lines.map(({ rule, disease, entry }) => (
          <tr key={`${rule}:${disease}`} className="border-b border-line">
            <td className="h-9 pr-3">{disease === EVERY_DISEASE ? RULES[rule].title[language] : ''}</td>
            <td className="pr-3 text-ink-2">{nameOf(disease)}</td>
            <td className={`pr-3 whitespace-nowrap ${entry ? 'font-strong' : ''}`}>
              {inWords(rule, entry?.value ?? RULES[rule].threshold.default)}
            </td>
            <td className="pr-3 text-ink-3">{entry ? entry.changedBy : t('usual')}</td>
            <td className="text-right">
              {entry && onReset && (
                <button
                  type="button"
                  onClick={() => onReset({ rule, disease })}
                  className="h-8 rounded-md px-2 whitespace-nowrap text-accent hover:bg-sunken"
                >
                  {t('reset')}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
