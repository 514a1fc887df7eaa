/** Which files of the hospital still name a person. They are the hospital's own: nothing here changes them. */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { type InboxFile, listInbox } from '../land/inbox.ts'
import { openRecords } from '../land/readers.ts'
import { cellText } from '../land/rows.ts'
import { openSource } from '../land/source-file.ts'
import { scratchOf } from '../ledger/manifest.ts'
import type { Traces } from './person.ts'
import { pattern } from './text.ts'

export interface NamingFile {
  name: string
  records: number
}

/** Reads every file as a load does, whatever its format and encoding. */
export async function filesNaming(layout: DataLayout, inbox: string, traces: Traces): Promise<NamingFile[]> {
  if (!existsSync(inbox)) return []
  const scratch = scratchOf(layout)
  mkdirSync(scratch, { recursive: true, mode: 0o700 })
  const database = await DuckDBInstance.create(':memory:', { temp_directory: scratch, memory_limit: '400MB' })
  const names = new RegExp(pattern([...traces.patients, ...traces.members, ...traces.unionids]), 'u')
  try {
    const found: NamingFile[] = []
    for (const file of listInbox(inbox).files) {
      const records = await countNaming({ file, names, database, scratch })
      if (records > 0) found.push({ name: file.name, records })
    }
    return found
  } finally {
    database.closeSync()
    rmSync(scratch, { recursive: true, force: true })
  }
}

interface Looking {
  file: InboxFile
  names: RegExp
  database: DuckDBInstance
  scratch: string
}

async function countNaming({ file, names, database, scratch }: Looking): Promise<number> {
  const source = await openSource(file)
  try {
    const { records } = await openRecords({ file, source, database, scratch })
    let count = 0
    for await (const batch of records) {
      for (const { raw, cells } of batch.records) {
        if (names.test(raw ?? (cells ?? []).map(cellText).join(','))) count++
      }
    }
    return count
  } finally {
    await source.close()
  }
}
