import { z } from 'zod'

export const viewName = z.string().trim().min(1).max(60)

/** Path and query of a page of ours: nothing that leads elsewhere. */
const address = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\s\\]*$/, 'expected the path and query of a page')

export const newView = z.object({ name: viewName, address })
export const renamed = z.object({ name: viewName })
