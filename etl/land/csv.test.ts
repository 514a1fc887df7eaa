import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from './csv.ts'
import { detectEncoding } from './encoding.ts'
import type { HeaderRule } from './header.ts'
import { readJsonl } from './jsonl.ts'
import { MAX_RECORD_CHARS, type SourceRecord } from './record.ts'
import { readLines } from './text-lines.ts'

/** The bytes in pieces of the given size, as a disk or a pipe may hand them over. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size))
}

async function csv(content: string | Uint8Array, { size = 1 << 18, rule }: { size?: number; rule?: HeaderRule } = {}) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const encoding = await detectEncoding(() => pieces(bytes, size))
  const records: SourceRecord[] = []
  let header: readonly string[] = []
  for await (const batch of readCsv(readLines(pieces(bytes, size), encoding), rule)) {
    records.push(...batch.records)
    header = batch.header
  }
  return { records, header, encoding }
}

const shown = (records: readonly SourceRecord[]) => records.map(({ line, cells, broken }) => [line, broken ?? cells])

describe('records', () => {
  test('RFC 4180: quotes, doubled quotes, commas and line ends inside; the line is the first of the record', async () => {
    const { records } = await csv('a,b\r\n1,"x, ""y"""\r\n2,"one\r\ntwo"\r\n\r\n3,\r\n')
    expect(shown(records)).toEqual([
      [2, ['1', 'x, "y"']],
      [3, ['2', 'one\ntwo']],
      [6, ['3', '']],
    ])
  })

  test('whatever is written by the rules is read back, in pieces of any size (csv-parse agrees)', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '中', ' ', "'"), maxLength: 8 })
    const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, size) => {
          const text = `a,b,c\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`
          const { records } = await csv(text, { size })
          expect(records.map((record) => record.cells)).toEqual(rows)
          const reference: string[][] = parse(text, { from: 2 })
          expect(records.map((record) => record.cells)).toEqual(reference)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('any bytes at all: nothing throws, and every line that is not empty belongs to exactly one record', async () => {
    const unit = fc.constantFrom('a', ',', '"', '\n', '\0', '中')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const { records } = await csv(`a,b\n${text}`, { size })
        const lines = records.map((record) => record.line)
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b))
        const covered = records.reduce((sum, { raw = '' }) => sum + raw.split('\n').filter((l) => l.trim()).length, 0)
        expect(covered).toBe(text.split('\n').filter((line) => line.trim() !== '').length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('broken records', () => {
  test('a quote that is never closed costs its line only', async () => {
    const { records } = await csv('a,b\n1,"open\n2,x\n3,"fine"\n4,y\n')
    expect(shown(records)).toEqual([
      [2, 'quote-broken'],
      [3, ['2', 'x']],
      [4, ['3', 'fine']],
      [5, ['4', 'y']],
    ])
  })

  test('quotes inside a bare field or after a closing one; too few and too many fields', async () => {
    const { records } = await csv('a,b\n1,5" tall\n2,"x"y\n3\n4,a,b\n5,ok\n')
    expect(shown(records)).toEqual([
      [2, 'quote-broken'],
      [3, 'quote-broken'],
      [4, 'field-count'],
      [5, 'field-count'],
      [6, ['5', 'ok']],
    ])
  })

  test('a file of 20,000 stray quotes is still read line by line', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i},"open`)
    const { records } = await csv(`a,b\n${lines.join('\n')}\n0,end\n`)
    expect(records.filter((record) => record.broken === 'quote-broken').length).toBe(20_000)
    expect(shown(records).at(-1)).toEqual([20_002, ['0', 'end']])
  })

  test('a field of 10 MB is read; a line of more than 16 MB is set aside, the next one read', async () => {
    const large = 'x'.repeat(10 * 1024 * 1024)
    const { records } = await csv(`a,b\n1,${large}\n2,${large}${large}\n3,y\n`)
    expect(records.map(({ line, broken }) => [line, broken])).toEqual([
      [2, undefined],
      [3, 'record-too-long'],
      [4, undefined],
    ])
    expect(records[0]?.cells?.[1]).toHaveLength(large.length)
    expect(records[1]?.raw?.length).toBeLessThan(10_000)
    expect(MAX_RECORD_CHARS).toBeGreaterThan(large.length)
  })

  test('NUL bytes and invalid bytes cost their line', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n1,中文\n2,a\0b\n3,中文\n4,'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('\n5,y\n'),
    ])
    const { records, encoding } = await csv(bytes)
    expect(encoding).toBe('utf-8')
    expect(shown(records)).toEqual([
      [2, ['1', '中文']],
      [3, 'nul-byte'],
      [4, ['3', '中文']],
      [5, 'encoding-invalid'],
      [6, ['5', 'y']],
    ])
  })

  test('a header that cannot be read: every row says so, none is guessed at', async () => {
    const { records } = await csv('a,"b\nx\n1,2\n')
    expect(shown(records)[0]).toEqual([1, 'header-unreadable'])
    expect(new Set(records.map((record) => record.broken))).toEqual(new Set(['header-unreadable']))
  })

  test('empty files and header-only files have no rows', async () => {
    expect((await csv('')).records).toEqual([])
    expect((await csv('\n\n')).records).toEqual([])
    expect((await csv('a,b\n')).records).toEqual([])
  })
})

describe('headers elsewhere', () => {
  test('title rows are skipped by number or by what the header must hold', async () => {
    const content = '某医院挂号明细\n2026年3月,,\n流水号,姓名\n1,x\n'
    expect(shown((await csv(content, { rule: { skip: 2 } })).records)).toEqual([[4, ['1', 'x']]])
    const found = await csv(content, { rule: { find: ['流水号'] } })
    expect(found.header).toEqual(['流水号', '姓名'])
    expect(shown(found.records)).toEqual([[4, ['1', 'x']]])
  })
})

describe('encodings', () => {
  const gbk = (hex: string) => Buffer.from(hex, 'hex')
  // 张 is D5C5, 三 is C8FD in GB18030; 㐀 takes four bytes there, 8139EE39.
  const zhang = gbk('d5c5c8fd')

  test('GB18030 is detected, four-byte characters included', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,'), zhang, gbk('8139ee39'), Buffer.from('\n')])
    const { records, encoding } = await csv(bytes)
    expect(encoding).toBe('gb18030')
    expect(shown(records)).toEqual([[2, ['1', '张三㐀']]])
  })

  test('most lines decide: two of UTF-8 against one that is not; a BOM decides alone', async () => {
    const mixed = Buffer.concat([Buffer.from('a,b\n1,中\n2,文\n3,'), zhang, Buffer.from('\n')])
    expect((await csv(mixed)).encoding).toBe('utf-8')
    const other = Buffer.concat([Buffer.from('a,b\n1,中\n2,'), zhang, Buffer.from('\n3,'), zhang, Buffer.from('\n')])
    expect((await csv(other)).encoding).toBe('gb18030')
    const marked = await csv(Buffer.concat([Buffer.from('\ufeffa,b\n1,'), zhang, Buffer.from('\n2,'), zhang]))
    expect(marked.encoding).toBe('utf-8')
    expect(marked.header).toEqual(['a', 'b'])
    expect(marked.records.map((record) => record.broken)).toEqual(['encoding-invalid', 'encoding-invalid'])
  })
})

describe('JSON lines', () => {
  async function jsonl(text: string) {
    const records: SourceRecord[] = []
    let header: readonly string[] = []
    for await (const batch of readJsonl(readLines(pieces(Buffer.from(text), 7), 'utf-8'))) {
      records.push(...batch.records)
      header = batch.header
    }
    return { records, header }
  }

  test('columns come as they appear; arrays, text, broken JSON and NULs each cost their line', async () => {
    const { records, header } = await jsonl('{"a":1}\n\n{"b":"x","a":null}\nnot json\n[1]\n"t"\n{"c":["u","v"]}\n')
    expect(header).toEqual(['a', 'b', 'c'])
    expect(records.map(({ line, cells, broken }) => [line, broken ?? Array.from(cells ?? [])])).toEqual([
      [1, [1]],
      [3, [null, 'x']],
      [4, 'json-invalid'],
      [5, 'json-invalid'],
      [6, 'json-invalid'],
      [7, [undefined, undefined, 'u|v']],
    ])
  })

  test('an id of 18 digits written as a number keeps its digits; text that looks like one is left alone', async () => {
    const { records } = await jsonl(
      '{"id":990101195807031224,"t":"say 990101195807031224, \\"x\\":123456789012345678"}\n',
    )
    expect(records[0]?.cells).toEqual(['990101195807031224', 'say 990101195807031224, "x":123456789012345678'])
  })
})
