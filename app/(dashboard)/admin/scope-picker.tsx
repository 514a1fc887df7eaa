'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ScopeKey } from '../../../lib/access/scope.ts'
import type { Option } from '../../../lib/filters/options.ts'

interface ScopePickerProps {
  name: ScopeKey
  options: readonly Option[]
  chosen: 'all' | readonly string[]
}

/** All of them, or some by name; none ticked is none at all. */
export function ScopePicker({ name, options, chosen }: ScopePickerProps) {
  const t = useTranslations('admin.users')
  const filters = useTranslations('filters')
  const [isAll, setAll] = useState(chosen === 'all')
  // What the account may see stays choosable, also when the data does not name it at present.
  const gone = chosen === 'all' ? [] : chosen.filter((value) => !options.some((option) => option.value === value))
  const all = [...options, ...gone.map((value) => ({ value, label: value }))]
  return (
    <fieldset>
      <legend className="text-note font-strong text-ink-2">{filters(name)}</legend>
      <label className="mt-1 flex cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          name={`all-${name}`}
          className="accent-accent"
          checked={isAll}
          onChange={() => setAll(!isAll)}
        />
        {t('all')}
      </label>
      {!isAll && (
        <ul className="mt-1 max-h-40 overflow-y-auto rounded-md border border-line p-1">
          {all.map(({ value, label }) => (
            <li key={value}>
              <label className="flex h-8 cursor-pointer items-center gap-2 rounded px-2 hover:bg-sunken">
                <input
                  type="checkbox"
                  name={name}
                  value={value}
                  className="accent-accent"
                  defaultChecked={chosen !== 'all' && chosen.includes(value)}
                />
                <span className="truncate">{label}</span>
              </label>
            </li>
          ))}
          {all.length === 0 && <li className="px-2 py-1 text-note text-ink-3">{t('noOptions')}</li>}
        </ul>
      )}
    </fieldset>
  )
}
