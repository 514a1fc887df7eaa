import { useTranslations } from 'next-intl'

/** How many requests wait for the reader's decision; nothing for none. */
export function Waiting({ count, className = '' }: { count: number; className?: string }) {
  const t = useTranslations('nav')
  if (count === 0) return null
  return (
    <span
      role="img"
      aria-label={t('waiting', { count })}
      title={t('waiting', { count })}
      className={`flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-accent px-1 text-note leading-none font-strong text-on-accent ${className}`}
    >
      {count}
    </span>
  )
}
