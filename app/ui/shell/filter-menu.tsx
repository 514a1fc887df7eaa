'use client'

import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Option } from '../../../lib/filters/options.ts'
import { OnDemandPopover } from './on-demand-popover.tsx'

/** Above this many options a field to search them appears. */
const SEARCH_FROM = 9

interface FilterMenuProps {
  label: string
  options: Option[]
  selected: string[]
  onChange: (values: string[]) => void
}

/** One filter of the bar: a button that names what is chosen, and a list to tick. */
export function FilterMenu({ label, options, selected, onChange }: FilterMenuProps) {
  const t = useTranslations('filters')
  const [search, setSearch] = useState('')
  const shown = options.filter((o) => `${o.label} ${o.value}`.toLowerCase().includes(search.toLowerCase()))
  const toggle = (value: string) =>
    onChange(selected.includes(value) ? selected.filter((v) => v !== value) : [...selected, value])
  return (
    <OnDemandPopover
      trigger={
        <>
          {label}
          {selected.length > 0 && <Chosen options={options} selected={selected} />}
          <ChevronDown size={14} aria-hidden="true" />
        </>
      }
      triggerClass={`flex h-8 shrink-0 items-center gap-1 rounded-md border px-2 whitespace-nowrap hover:border-accent ${
        selected.length > 0 ? 'border-accent bg-accent-weak text-accent' : 'border-transparent text-ink-2'
      }`}
      label={label}
      popupClass="flex max-h-96 w-60 flex-col rounded-md border border-line-strong bg-surface shadow-pop outline-none"
      align="start"
    >
      {() => (
        <>
          {options.length >= SEARCH_FROM && (
            <input
              value={search}
              onChange={(e) => setSearch(e.target.value)}
              placeholder={t('search')}
              aria-label={t('search')}
              className="m-2 h-8 rounded border border-line-strong bg-surface px-2"
            />
          )}
          <ul className="overflow-y-auto p-1">
            {shown.map((option) => (
              <li key={option.value}>
                <label className="flex h-8 cursor-pointer items-center gap-2 rounded px-2 hover:bg-sunken">
                  <input
                    type="checkbox"
                    className="accent-accent"
                    checked={selected.includes(option.value)}
                    onChange={() => toggle(option.value)}
                  />
                  <span className="truncate">{option.label}</span>
                </label>
              </li>
            ))}
            {shown.length === 0 && <li className="px-2 py-1 text-note text-ink-3">{t('noOption')}</li>}
          </ul>
          {selected.length > 0 && (
            <button
              type="button"
              onClick={() => onChange([])}
              className="h-9 border-t border-line text-accent hover:bg-sunken"
            >
              {t('clear')}
            </button>
          )}
        </>
      )}
    </OnDemandPopover>
  )
}

function Chosen({ options, selected }: { options: Option[]; selected: string[] }) {
  const first = options.find((o) => o.value === selected[0])?.label ?? selected[0]
  return (
    <span className="max-w-32 truncate font-strong">
      {selected.length === 1 ? first : `${first} +${selected.length - 1}`}
    </span>
  )
}
