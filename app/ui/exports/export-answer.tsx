'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useTranslations } from 'next-intl'
import type { Format, LeftOutCounts } from '../../../lib/export/purposes.ts'
import { integer } from '../figures/format.ts'
import { PageLink } from '../shell/page-link.tsx'
import { DownloadButton } from './download-button.tsx'
import { leftOutWords } from './words.ts'

/** What the server says of a request. */
export interface Requested {
  no: string
  state: 'ready' | 'waiting'
  rows: number
  asked: number
  leftOut: LeftOutCounts
  format: Format
}

/** The number of a request, how many rows it has, and what comes next. */
export function ExportAnswer({ requested }: { requested: Requested }) {
  const t = useTranslations('exports')
  const { no, state, rows, asked, leftOut, format } = requested
  const count = asked - rows
  return (
    <div className="mt-2 grid gap-3">
      <div role="status" className="grid gap-1 leading-6">
        <p className="font-strong">{t(`dialog.${state}`, { no, rows: integer(rows) })}</p>
        {count > 0 && (
          <p className="text-note text-ink-2">
            {t('dialog.left', { asked: integer(asked), count: integer(count), reasons: leftOutWords(leftOut, t) })}
          </p>
        )}
        <p className="text-note text-ink-3">{t(state === 'ready' ? 'dialog.once' : 'dialog.onceApproved')}</p>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <PageLink href="/exports" className="mr-auto text-accent underline-offset-2 hover:underline">
          {t('dialog.all')}
        </PageLink>
        <Dialog.Close className="h-9 rounded-md px-3 text-ink-2 hover:bg-sunken">{t('dialog.close')}</Dialog.Close>
        {state === 'ready' && <DownloadButton no={no} format={format} />}
      </div>
    </div>
  )
}
