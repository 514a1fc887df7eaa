import { useLocale, useTranslations } from 'next-intl'
import type { Mention } from '../../../lib/metrics/shared/mentions.ts'
import { integer, interval, percent } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import type { TableData } from '../../ui/table/model.ts'

/** Makes the table of who comes to mind first. */
export function useMentionTable(): (mentions: readonly Mention[]) => TableData {
  const t = useTranslations('brand')
  const v = useTranslations('values')
  const language = languageOf(useLocale())
  return (mentions) => ({
    columns: [
      { id: 'code', title: t('answer'), isPinned: true },
      { id: 'count', title: t('n'), isNumeric: true },
      { id: 'share', title: t('share'), isNumeric: true },
      { id: 'interval', title: t('interval'), isNumeric: true },
    ],
    rows: mentions.map((m) => ({
      id: m.code,
      cells: {
        code: v(m.code),
        count: { text: integer(m.count), value: m.count },
        share: { text: percent(m.share), value: m.share },
        interval: interval(m.low, m.high, 'ratio', language),
      },
    })),
  })
}
