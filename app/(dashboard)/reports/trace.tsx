'use client'

import { Popover } from '@base-ui/react/popover'
import { useTranslations } from 'next-intl'
import { OnDemandPopover } from '../../ui/shell/on-demand-popover.tsx'

/** Where a sentence or row comes from: its questions as the command line takes them. */
export function Trace({ commands }: { commands: string[] }) {
  const t = useTranslations('reports.tools')
  return (
    <OnDemandPopover
      trigger={t('trace')}
      triggerClass="no-print rounded text-note whitespace-nowrap text-ink-3 underline decoration-dotted underline-offset-2 hover:text-accent"
      popupClass="max-h-[70vh] w-140 max-w-[calc(100vw-24px)] overflow-y-auto rounded-md border border-line-strong bg-surface p-4 shadow-pop outline-none"
      sideOffset={6}
      collisionPadding={12}
    >
      {() => (
        <>
          <Popover.Title className="font-strong">{t('traceTitle')}</Popover.Title>
          <Popover.Description className="text-note text-ink-3">
            {commands.length > 0 ? t('traceText') : t('traceFeeds')}
          </Popover.Description>
          {commands.map((command) => (
            <code key={command} className="mt-2 block rounded bg-sunken px-2 py-1 text-note break-all text-ink-2">
              {command}
            </code>
          ))}
        </>
      )}
    </OnDemandPopover>
  )
}
