import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { commitLedger, type FeedReading } from '../land/land.ts'
import { FEEDS } from '../sources/catalog.ts'
import { account, TestHospital } from './load.fixture.ts'
import { readManifest } from './manifest.ts'

let hospital: TestHospital
beforeEach(() => {
  hospital = new TestHospital()
})
afterEach(() => {
  vi.unstubAllEnvs()
  hospital.dispose()
})

const CHANNELS = 'marketing/channels.csv'

function fail(message: string): never {
  throw new Error(message)
}

describe('the ledger', () => {
  test('what was landed counts only once it is committed', async () => {
    hospital.drop({ [CHANNELS]: 'channel\na\n' })
    const pending = await hospital.land()
    expect(existsSync(hospital.layout.manifest)).toBe(false)
    await commitLedger(hospital.layout, pending)
    expect(readManifest(hospital.layout)).toEqual(pending.manifest)
    expect(pending.manifest.files).toMatchObject([
      { feed: 'marketing/channels', name: CHANNELS, read: 1, quarantined: 0, encoding: 'utf-8', mapping: '' },
    ])
  })

  test('segments of a run that died are swept away by the next; committed ones are never touched', async () => {
    await hospital.load({ [CHANNELS]: 'channel\na\n' })
    const kept = readdirSync(hospital.layout.segments)
    hospital.drop({ 'marketing/channels-2.csv': 'channel\nb\n' })
    await hospital.land()
    expect(readdirSync(hospital.layout.segments).length).toBe(kept.length + 1)
    writeFileSync(join(hospital.layout.segments, 'his_visits-draft.parquet'), 'half')
    const { feeds } = await hospital.load()
    expect(feeds['marketing/channels']).toEqual(account(2, { loaded: 1, duplicate: 1 }))
    const named = readManifest(hospital.layout).segments.map((segment) => segment.name)
    expect(readdirSync(hospital.layout.segments).sort()).toEqual(named.sort())
  })

  test('a landing that fails half-way leaves nothing behind, and the next one starts as if it had never been', async () => {
    await hospital.load({ [CHANNELS]: 'channel\na\n' })
    const before = readdirSync(hospital.layout.segments)
    hospital.drop({ 'marketing/channels-2.csv': 'channel\nb\n', 'links.csv': 'x\n' })
    const [links] = FEEDS.filter((feed) => feed.id === 'identity/links')
    // The channels are written by then: links come last in the catalog.
    const failing: FeedReading[] = links ? [{ feed: links, digest: 'x', shapeOf: () => fail('disk full') }] : []
    const mapping = { readingsOf: (name: string) => (name === 'links.csv' ? failing : []) }
    await expect(hospital.land(mapping)).rejects.toThrow('disk full')
    expect(readdirSync(hospital.layout.segments)).toEqual(before)
    expect(existsSync(join(hospital.layout.ledger, 'scratch'))).toBe(false)
    expect((await hospital.load()).feeds['marketing/channels']).toEqual(account(2, { loaded: 1, duplicate: 1 }))
  })

  test('an unknown zone is one line', async () => {
    hospital.drop({ [CHANNELS]: 'channel\na\n' })
    await expect(hospital.land(undefined, 'Mars/Olympus')).rejects.toThrow(/unknown time zone "Mars\/Olympus"/)
  })

  test('a segment that is missing, cut or altered is named, and nothing is built on it', async () => {
    const { pending } = await hospital.load({ [CHANNELS]: 'channel\na\n' })
    const name = pending.manifest.segments[0]?.name ?? ''
    const path = join(hospital.layout.segments, name)
    const bytes = readFileSync(path)
    bytes[20] = (bytes[20] ?? 0) ^ 1
    writeFileSync(path, bytes)
    await expect(hospital.stage(pending)).rejects.toThrow(`${name} is damaged`)
    rmSync(path)
    await expect(hospital.stage(pending)).rejects.toThrow(`${name} is missing`)
  })

  test('a damaged manifest stops the run: an empty ledger would load everything twice', async () => {
    await hospital.load({ [CHANNELS]: 'channel\na\n' })
    writeFileSync(hospital.layout.manifest, '{"version":1')
    await expect(hospital.land()).rejects.toThrow(/manifest .* is damaged/)
  })

  test('another identity key would make every hash new: it is refused', async () => {
    vi.stubEnv('LONGRUN_HMAC_KEY', 'k'.repeat(32))
    await hospital.load({ 'his/patients.csv': 'patient_id,phone\np,13800001234\n' })
    vi.stubEnv('LONGRUN_HMAC_KEY', 'l'.repeat(32))
    await expect(hospital.land()).rejects.toThrow(/identity key is not the one/)
  })

  test('the same files with the same key give the same segments, byte for byte', async () => {
    vi.stubEnv('LONGRUN_HMAC_KEY', 'k'.repeat(32))
    const files = { 'his/patients.csv': 'patient_id,phone\np,13800001234\nq,\n', [CHANNELS]: 'channel\na\n' }
    const other = new TestHospital()
    try {
      const first = await hospital.load(files)
      const second = await other.load(files)
      expect(second.pending.manifest.segments).toEqual(first.pending.manifest.segments)
    } finally {
      other.dispose()
    }
  })

  test('the folder is closed to others', async () => {
    await hospital.load({ [CHANNELS]: 'channel\na\n' })
    expect(statSync(hospital.layout.segments).mode & 0o077).toBe(0)
    expect(statSync(hospital.layout.manifest).mode & 0o077).toBe(0)
  })
})
