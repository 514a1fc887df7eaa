import { useTranslations } from 'next-intl'
import { STATUS_CLASS, STATUS_GLYPH, type Status } from './status.ts'

/** Glyph and word of a status; nothing where there is none. */
export function StatusBadge({ status }: { status: Status | null }) {
  const t = useTranslations('status')
  if (!status) return null
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1 rounded border px-1.5 py-px text-note whitespace-nowrap ${STATUS_CLASS[status]}`}
    >
      <span aria-hidden="true">{STATUS_GLYPH[status]}</span>
      {t(status)}
    </span>
  )
}
