'use client'

import { Dialog } from '@base-ui/react/dialog'
import { SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { RiskThreshold } from '../../../lib/app-state/risk.ts'
import { Thresholds } from '../../ui/settings/thresholds.tsx'

interface ThresholdDialogProps {
  own: readonly RiskThreshold[]
  diseases: readonly string[]
  isReadOnly: boolean
}

/** The bounds of the rules, without leaving the list that goes by them. */
export function ThresholdDialog({ own, diseases, isReadOnly }: ThresholdDialogProps) {
  const t = useTranslations('atRisk.thresholds')
  return (
    <Dialog.Root>
      <Dialog.Trigger className="flex h-8 items-center gap-1 rounded-md px-2 text-note text-ink-2 hover:bg-sunken hover:text-ink">
        <SlidersHorizontal size={14} aria-hidden="true" />
        {t('open')}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[90vh] w-160 max-w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 overflow-auto rounded-md border border-line-strong bg-surface p-4 shadow-pop outline-none">
          <Dialog.Title className="text-section font-strong">{t('title')}</Dialog.Title>
          <Dialog.Description className="pb-3 text-note leading-5 text-ink-3">{t('text')}</Dialog.Description>
          <Thresholds own={own} diseases={diseases} isReadOnly={isReadOnly}>
            <Dialog.Close className="h-9 rounded-md px-3 text-ink-2 hover:bg-sunken">{t('close')}</Dialog.Close>
          </Thresholds>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
