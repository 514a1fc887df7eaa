import type { DuckDBInstance } from '@duckdb/node-api'
import { readCsv } from './csv.ts'
import { detectEncoding, type Encoding } from './encoding.ts'
import type { HeaderRule } from './header.ts'
import type { InboxFile } from './inbox.ts'
import { readJsonl } from './jsonl.ts'
import { readParquet } from './parquet.ts'
import type { RecordReader } from './record.ts'
import type { SourceFile } from './source-file.ts'
import { readLines } from './text-lines.ts'
import { readXlsx } from './xlsx.ts'

export interface OpenedRecords {
  records: RecordReader
  /** Of text formats. */
  encoding: Encoding | null
}

export interface ReadRequest {
  file: InboxFile
  source: SourceFile
  header?: HeaderRule
  /** Reads Parquet. */
  database: DuckDBInstance
  /** Folder for copies that a library needs by path. */
  scratch: string
  progress?: (bytes: number) => void
}

/** The reader of a file's format. Nothing is read before the first record is asked for, but for the encoding of a CSV. */
export async function openRecords(request: ReadRequest): Promise<OpenedRecords> {
  const { file, source, header, progress } = request
  switch (file.format) {
    case 'csv': {
      const encoding = await detectEncoding(() => source.blocks())
      return { records: readCsv(readLines(source.blocks(progress), encoding), header), encoding }
    }
    case 'jsonl':
      return { records: readJsonl(readLines(source.blocks(progress), 'utf-8')), encoding: 'utf-8' }
    case 'xlsx':
      return { records: readXlsx(source, header), encoding: null }
    case 'parquet':
      return { records: readParquet(request), encoding: null }
  }
}
