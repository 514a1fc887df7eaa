import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { GroupFigure } from '../../../lib/metrics/metric.ts'
import { useFigureWords } from '../figures/figure-words.ts'
import { integer } from '../figures/format.ts'
import { languageOf } from '../i18n/language.ts'
import type { TableData } from '../table/model.ts'

interface CohortTableOptions {
  /** The people of a row. */
  hrefOf?: (group: GroupFigure) => string | undefined
  /** Without intervals, where there is little room. */
  isNarrow?: boolean
}

/** Makes the table behind a rate by join month. */
export function useCohortTable(): (
  asked: Asked,
  groups: readonly GroupFigure[],
  options?: CohortTableOptions,
) => TableData {
  const t = useTranslations('chart')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  return ({ definition }, groups, { hrefOf, isNarrow = false } = {}) => ({
    columns: [
      { id: 'key', title: t('cohort'), isPinned: true },
      { id: 'rate', title: definition.title[language], isNumeric: true },
      { id: 'n', title: t('n'), isNumeric: true },
    ],
    rows: groups.map((g) => ({
      id: g.key,
      cells: {
        key: g.key,
        n: { text: integer(g.denominator), value: g.denominator ?? null },
        rate: words.cell(g, 'ratio', { hasInterval: !isNarrow, href: hrefOf?.(g) }),
      },
    })),
  })
}
