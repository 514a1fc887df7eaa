import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FEEDS } from '../sources/catalog.ts'
import { account, TestHospital } from './load.fixture.ts'

let hospital: TestHospital
beforeEach(() => {
  hospital = new TestHospital()
})
afterEach(() => hospital.dispose())

const CHARGES = 'charge_id,patient_id,visit_id,charged_at,amount_cny\n'
const CHANNELS = 'channel,name\n'

describe('versions of a row', () => {
  test('A, A, B, A of one key: the repeat is a duplicate, B replaces A, A replaces B: 1 loaded, 1 duplicate, 2 superseded', async () => {
    const { feeds, rows } = await hospital.load({ 'marketing/channels.csv': `${CHANNELS}c,A\nc,A\nc,B\nc,A\n` })
    expect(feeds['marketing/channels']).toEqual(account(4, { loaded: 1, duplicate: 1, superseded: 2 }))
    expect(await rows('select name from stage.marketing_channels')).toEqual([{ name: 'A' }])
  })

  test('a later run supersedes: the account of the earlier file is restated, the sum stays', async () => {
    await hospital.load({ 'marketing/channels-1.csv': `${CHANNELS}a,A\nb,B\n` })
    const { accounts, feeds } = await hospital.load({ 'marketing/channels-2.csv': `${CHANNELS}a,A2\nb,B\n` })
    expect(accounts.map(({ file, loaded, superseded, duplicate }) => [file, loaded, superseded, duplicate])).toEqual([
      ['marketing/channels-1.csv', 1, 1, 0],
      ['marketing/channels-2.csv', 1, 0, 1],
    ])
    // This run: two rows of the new file, two of the file that it did not read again.
    expect(feeds['marketing/channels']).toEqual(account(4, { loaded: 1, duplicate: 3 }))
  })

  test('file order is the byte order of the names: 2 before 10 only where the bytes say so', async () => {
    const { rows } = await hospital.load({
      'marketing/channels-10.csv': `${CHANNELS}c,ten\n`,
      'marketing/channels-2.csv': `${CHANNELS}c,two\n`,
    })
    expect(await rows('select name from stage.marketing_channels')).toEqual([{ name: 'two' }])
  })

  test('bytes that were loaded before are not read again, under whatever name, even when later rows replaced them', async () => {
    const first = `${CHANNELS}c,old\n`
    await hospital.load({ 'marketing/channels-1.csv': first })
    await hospital.load({ 'marketing/channels-2.csv': `${CHANNELS}c,new\n` })
    const { feeds, rows, pending } = await hospital.load({ 'marketing/channels-3.csv': first })
    expect(feeds['marketing/channels']).toEqual(account(3, { duplicate: 3 }))
    expect(pending.repeats.map((file) => file.name)).toContain('marketing/channels-3.csv')
    expect(await rows('select name from stage.marketing_channels')).toEqual([{ name: 'new' }])
  })

  test('a null is a key value: two costs without a group are two versions of one cost', async () => {
    const header = 'month,category,amount_cny,channel,group_id,item\n'
    const { feeds } = await hospital.load({
      'marketing/costs.csv': `${header}2026-01,tool,5,,,\n2026-01,tool,6,,,\n2026-01,tool,6,,g,\n`,
    })
    expect(feeds['marketing/costs']).toEqual(account(3, { loaded: 2, superseded: 1 }))
  })

  test('parsed values are compared: 50 and 50.00, Z and +08:00, 男 and M are equal; extra columns do not count', async () => {
    const { feeds } = await hospital.load({
      'his/charges.csv':
        'charge_id,patient_id,charged_at,amount_cny,note\n' +
        'c,p,2026-03-02T01:00:00Z,50,x\nc,p,2026-03-02 09:00:00,￥50.00,y\nc,p,2026-03-02T09:00+08:00,５０,\n',
      'his/patients.csv': 'patient_id,sex\np,男\np,M\np,1\n',
    })
    expect(feeds['his/charges']).toEqual(account(3, { loaded: 1, duplicate: 2 }))
    expect(feeds['his/patients']).toEqual(account(3, { loaded: 1, duplicate: 2 }))
  })

  test('any sequence of versions: SQL agrees with the rule played row by row', async () => {
    const sequence = fc.array(fc.tuple(fc.constantFrom('a', 'b', ''), fc.constantFrom('1', '2', '')), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(fc.array(sequence, { minLength: 1, maxLength: 3 }), async (files) => {
        const own = new TestHospital()
        try {
          const drops = files.map((rows, index) => [
            `community/tiers-${index}.csv`,
            `member_id,tier,from,paid_cny\n${rows.map(([key, value]) => `m${key},t,2026-01-01,${value}\n`).join('')}`,
          ])
          const { feeds } = await own.load(Object.fromEntries(drops))
          expect(feeds['community/tiers']).toEqual(playedByHand(files))
        } finally {
          own.dispose()
        }
      }),
      { numRuns: 15 },
    )
  })
})

/** The contract's rule, one row after the other; a file with the bytes of one before it is all duplicates. */
function playedByHand(files: readonly (readonly (readonly [string, string])[])[]) {
  const result = account(0, {})
  const inForce = new Map<string, string>()
  const seen = new Set<string>()
  for (const rows of files) {
    const bytes = JSON.stringify(rows)
    result.read += rows.length
    if (seen.has(bytes)) result.duplicate += rows.length
    else {
      for (const [key, value] of rows) {
        if (inForce.get(key) === value) result.duplicate += 1
        else if (inForce.has(key)) result.superseded += 1
        inForce.set(key, value)
      }
    }
    seen.add(bytes)
  }
  result.loaded = inForce.size
  return result
}

describe('refunds', () => {
  test('a refund needs a payment of its visit at or before it; one second later is too late', async () => {
    const { rows, feeds } = await hospital.load({
      'his/charges.csv': `${CHARGES}p1,P,v1,2026-03-02 10:00:00,50\nr1,P,v1,2026-03-02 10:00:00,-50\nr2,P,v2,2026-03-02 11:00:00,-50\np3,P,v3,2026-03-02 12:00:01,9\nr3,P,v3,2026-03-02 12:00:00,-9\n`,
    })
    expect(feeds['his/charges']).toEqual(account(5, { loaded: 3, quarantined: 2 }))
    expect(await rows('select line, reason, "column" from stage.quarantine order by line')).toEqual([
      { line: '4', reason: 'refund-without-payment', column: 'amount_cny' },
      { line: '6', reason: 'refund-without-payment', column: 'amount_cny' },
    ])
  })

  test('a refund that names no visit looks at all payments of its patient', async () => {
    const { feeds } = await hospital.load({
      'his/charges.csv': `${CHARGES}p1,P,v1,2026-03-02 10:00:00,50\nr1,P,,2026-03-03 10:00:00,-50\nr2,Q,,2026-03-03 10:00:00,-50\n`,
    })
    expect(feeds['his/charges']).toEqual(account(3, { loaded: 2, quarantined: 1 }))
  })

  test('a payment that comes in a later load releases its refund', async () => {
    const first = await hospital.load({ 'his/charges-1.csv': `${CHARGES}r1,P,v1,2026-03-02 10:00:00,-50\n` })
    expect(first.feeds['his/charges']).toEqual(account(1, { quarantined: 1 }))
    const second = await hospital.load({ 'his/charges-2.csv': `${CHARGES}p1,P,v1,2026-03-02 09:00:00,50\n` })
    expect(second.accounts.map(({ loaded, quarantined }) => [loaded, quarantined])).toEqual([
      [1, 0],
      [1, 0],
    ])
  })

  test('a refund in quarantine supersedes nothing: the payment it would have replaced stays', async () => {
    const { feeds, rows } = await hospital.load({
      'his/charges.csv': `${CHARGES}c,P,v1,2026-03-02 10:00:00,50\nc,P,v1,2026-03-02 11:00:00,-50\n`,
    })
    expect(feeds['his/charges']).toEqual(account(2, { loaded: 1, quarantined: 1 }))
    expect(await rows('select amount_cny::integer as fen from stage.his_charges')).toEqual([{ fen: 5000 }])
  })

  test('judged until stable: a payment corrected away takes two versions of its refund with it', async () => {
    // p moves to another visit: r (-40) is in force and falls; then r (-50), which it had replaced, falls as well.
    const { feeds } = await hospital.load({
      'his/charges.csv': `${CHARGES}p,P,v1,2026-03-02 10:00:00,50\nr,P,v1,2026-03-02 11:00:00,-50\nr,P,v1,2026-03-02 11:00:00,-40\np,P,v2,2026-03-02 10:00:00,50\n`,
    })
    expect(feeds['his/charges']).toEqual(account(4, { loaded: 1, superseded: 1, quarantined: 2 }))
  })
})

describe('what is staged', () => {
  test('every feed has a table with the columns of the contract, empty where no file came', async () => {
    const { rows } = await hospital.load({ 'marketing/channels.csv': `${CHANNELS}c,A\n` })
    const tables = await rows(`select count(*)::integer as n from duckdb_tables() where database_name = 'stage'`)
    expect(tables).toEqual([{ n: FEEDS.length + 3 }])
    expect(await rows('select count(*)::integer as n from stage.community_messages')).toEqual([{ n: 0 }])
  })

  test('unknown values are kept and counted by column', async () => {
    const { rows } = await hospital.load({
      'his/visits.csv':
        'visit_id,patient_id,visited_at,status\n1,p,2026-01-01,已完成\n2,p,2026-01-01,已完成\n3,p,2026-01-01,attended\n',
    })
    expect(await rows('select feed, "column", value, rows::integer as n from stage.unknown_value')).toEqual([
      { feed: 'his/visits', column: 'status', value: '已完成', n: 2 },
    ])
  })
})
