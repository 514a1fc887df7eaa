'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Annotation } from '../../../lib/app-state/annotation-text.ts'
import { type Placed, placed } from './placement.ts'

interface Notes {
  /** Newest first. */
  annotations: readonly Annotation[]
  /** The reader may add, change and delete them. */
  canWrite: boolean
  /** The reader sees clinical fields, and so says whether a note is for those who do not. */
  canLimit: boolean
}

const NotesContext = createContext<Notes>({ annotations: [], canWrite: false, canLimit: false })

/** Read once for a page; every time axis below shows them. */
export function AnnotationsProvider({ annotations, canWrite, canLimit, children }: Notes & { children: ReactNode }) {
  const value = useMemo(() => ({ annotations, canWrite, canLimit }), [annotations, canWrite, canLimit])
  return <NotesContext value={value}>{children}</NotesContext>
}

export function useAnnotations(): Notes {
  return useContext(NotesContext)
}

/** The notes that touch an axis; none on an axis that is not of dates. */
export function usePlaced(periods: readonly string[]): Placed[] {
  const { annotations } = useAnnotations()
  return useMemo(() => placed(annotations, periods), [annotations, periods])
}
