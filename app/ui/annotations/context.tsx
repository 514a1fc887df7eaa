'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Annotation } from '../../../lib/app-state/annotation-text.ts'
import { type Placed, placed } from './placement.ts'

interface Notes {
  /** Newest first. */
  annotations: readonly Annotation[]
  /** The reader may add, change and delete them. */
  canWrite: boolean
}

const NotesContext = createContext<Notes>({ annotations: [], canWrite: false })

/** Read once for a page; every time axis below shows them. */
export function AnnotationsProvider({ annotations, canWrite, children }: Notes & { children: ReactNode }) {
  const value = useMemo(() => ({ annotations, canWrite }), [annotations, canWrite])
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
