/** What must become of every row of the golden hospitals. */
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FEEDS } from '../sources/catalog.ts'
import { tableOf } from '../sources/feed.ts'
import type { RowAccount } from './accounts.ts'
import { TestHospital } from './load.fixture.ts'

const GOLDEN = resolve('../shared/golden')

for (const set of ['tiny', 'clinic', 'lift']) {
  const folder = join(GOLDEN, set)
  describe.skipIf(!existsSync(folder))(`golden ${set} (skipped where ../shared/golden is absent)`, () => {
    let hospital: TestHospital
    beforeEach(() => {
      hospital = new TestHospital()
    })
    afterEach(() => hospital.dispose())

    test('every row is accounted for; a second load of the same files is all duplicates and changes nothing', async () => {
      const expected: Record<string, RowAccount> = JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8'))
      cpSync(join(folder, 'inbox'), hospital.inbox, { recursive: true })
      const first = await hospital.load()
      expect(first.feeds).toEqual(expected)
      const second = await hospital.load()
      for (const [feed, { read }] of Object.entries(expected)) {
        expect(second.feeds[feed]).toEqual({ read, loaded: 0, duplicate: read, superseded: 0, quarantined: 0 })
      }
      expect(second.accounts).toEqual(first.accounts)
      const tables = [...FEEDS.map((feed) => tableOf(feed.id)), 'quarantine', 'unknown_value', 'row_account']
      for (const table of tables) {
        const query = `select count(*) as n, sum(hash(t)) as content from stage.${table} t`
        expect([table, await second.rows(query)]).toEqual([table, await first.rows(query)])
      }
    })

    test('loaded file by file, in the same order, the accounts of the files are the same', async () => {
      cpSync(join(folder, 'inbox'), hospital.inbox, { recursive: true })
      const whole = await hospital.stage(await hospital.land())
      const piecewise = new TestHospital()
      try {
        // Late files arrive after the first ones, as they did in life.
        cpSync(join(folder, 'inbox'), piecewise.inbox, { recursive: true, filter: (path) => !/-[2-9]-/.test(path) })
        await piecewise.load()
        cpSync(join(folder, 'inbox'), piecewise.inbox, { recursive: true })
        const second = await piecewise.load()
        const byFile = (accounts: typeof second.accounts) =>
          accounts.map(({ runId: _, ...account }) => account).sort((a, b) => (a.file < b.file ? -1 : 1))
        expect(byFile(second.accounts)).toEqual(byFile(whole.accounts))
      } finally {
        piecewise.dispose()
      }
    })
  })
}
