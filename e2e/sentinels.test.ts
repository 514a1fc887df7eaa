/** 1,000 patients whose names and numbers are easy to find: no page, answer, file or log holds one of them in clear. */
import type { ChildProcess } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../lib/access/actor.ts'
import { csvLine } from '../lib/access/csv.ts'
import { METRIC_IDS, roomOf } from '../lib/metrics/catalog.ts'
import { PAGES } from './paths.ts'
import { freePort, longrun, startServer, stopServer } from './setup.ts'
import { sessionOf } from './signed-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'longrun-sentinels-'))
const [inbox, data, logFile] = [join(folder, 'inbox'), join(folder, 'data'), join(folder, 'server.log')]
const sentinels: string[] = []
let base: string
let server: ChildProcess
let log: number

type Line = Record<string, string>

/** Gives every patient of the demo hospital a name, a phone and an id number of this test. */
function plant(): void {
  const his = join(inbox, 'his')
  for (const name of readdirSync(his).filter((file) => file.startsWith('patients-') && !file.endsWith('-1.csv')))
    rmSync(join(his, name))
  const file = join(his, 'patients-demo-1.csv')
  const rows: Line[] = parse(readFileSync(file), { columns: true, bom: true, relax_column_count: true })
  const columns = Object.keys(rows[0] ?? {})
  const planted = rows.map((row, i) => {
    const number = String(i).padStart(5, '0')
    const [name, phone, idNo] = [
      `慕容${number}`,
      `197${number}${number.slice(-3)}`,
      `990101${number}0010${number.slice(0, 3)}`,
    ]
    if (i < 1000) sentinels.push(name, phone, idNo)
    return { ...row, name, phone, id_no: idNo }
  })
  // A few that cannot be loaded: what is set aside is shown on a page as well.
  const broken = planted.slice(0, 30).map((row, i) => ({ ...row, patient_id: `bad-${i}`, created_at: 'not a time' }))
  writeFileSync(
    file,
    `${[columns, ...[...planted, ...broken].map((row: Line) => columns.map((c) => row[c] ?? ''))].map((cells) => csvLine(cells)).join('\n')}\n`,
  )
}

beforeAll(async () => {
  longrun('demo-data', '--out', inbox, '--patients', '1500', '--months', '14')
  plant()
  longrun('etl', '--inbox', inbox, '--data', data, '--lenient')
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  log = openSync(logFile, 'w')
  server = await startServer(data, port, { log })
})
afterAll(async () => {
  await stopServer(server)
  if (log !== undefined) closeSync(log)
  rmSync(folder, { recursive: true, force: true })
})

/** Asks as a role. An account opens so many lists a minute: where it has to wait, it waits, as nothing is to be left out. */
async function ask(role: Role, path: string, init: RequestInit = {}): Promise<Response> {
  const cookie = await sessionOf(base, data, role)
  for (;;) {
    const answer = await fetch(base + path, { ...init, headers: { cookie, ...init.headers } })
    if (answer.status !== 429) return answer
    await sleep(500)
  }
}

async function lookAtSomebody(): Promise<{ person: string; name: string }> {
  const list = await ask('operator', '/api/metrics/pool?list=in')
  const { people } = (await list.json()) as { people: { person: string; name: string | null }[] }
  const headers = { origin: base, 'content-type': 'application/json' }
  const body = JSON.stringify({ purpose: 'identify', reason: '核对这个人的身份' })
  for (const { person } of people.filter(({ name }) => name === '慕*').slice(0, 20)) {
    const answer = await ask('operator', `/api/people/${person}/name`, { method: 'POST', headers, body })
    const { name = '' } = (await answer.json()) as { name?: string }
    // Only the first thousand are searched for, and children have no name at all.
    if (sentinels.includes(name)) return { person, name }
  }
  throw new Error('nobody has a name')
}

test('0 clear-text hits in HTML, RSC, JSON, logs, the command line and the app’s own database', async () => {
  expect(sentinels.length).toBe(3000)
  const hits: string[] = []
  let [texts, bytes] = [0, 0]
  const search = (where: string, text: string) => {
    texts += 1
    bytes += text.length
    for (const sentinel of sentinels) if (text.includes(sentinel)) hits.push(`${where}: ${sentinel}`)
  }
  const read = async (role: Role, path: string, headers: Record<string, string> = {}) => {
    const answer = await ask(role, path, { headers })
    search(`${role} ${path}`, await answer.text())
    return answer.status
  }
  const lists: string[] = []
  for (const id of METRIC_IDS)
    for (const list of (await roomOf(id)).definition.lists) lists.push(`metric=${id}&list=${list}`)
  for (const path of [...PAGES, '/account', ...lists.slice(0, 40).map((query) => `/people?${query}`)]) {
    expect(await read('operator', path)).toBe(200)
    await read('operator', path, { rsc: '1' })
  }
  for (const id of METRIC_IDS) await read('operator', `/api/metrics/${id}`)
  for (const query of lists) {
    const path = `/api/metrics/${query.replace('metric=', '').replace('&', '?')}`
    expect(await read('operator', path), path).toBe(200)
  }
  for (const path of ['/admin', '/admin?tab=trail', '/api/admin/audit', '/data']) await read('admin', path)
  // The one answer that holds a clear name; neither the page afterwards nor the log nor the trail does.
  const shown = await lookAtSomebody()
  expect(sentinels).toContain(shown.name)
  for (const path of [`/people/${shown.person}`, '/exports']) await read('operator', path)
  await read('admin', `/admin?tab=trail&person=${shown.person}`)
  // What goes wrong is logged: ask for what cannot be.
  for (const path of ['/people?metric=none', '/api/metrics/none', '/api/metrics/pool?asOf=never'])
    await read('operator', path)
  search('server log', readFileSync(logFile, 'utf8'))
  const list = longrun('metric', 'pool', '--list', 'in', '--purpose', 'a test', '--data', data, '--format', 'csv')
  // The patients are there, behind their masks.
  expect(list).toContain('慕*')
  search('command line', list)
  search('status', longrun('status', '--data', data, '--json'))
  search('audit', longrun('audit', '--data', data, '--json', '--last', '1000'))
  search('app state', readFileSync(join(data, 'app-state', 'app.sqlite'), 'utf8'))
  process.stdout.write(
    `sentinels: 1000 patients, ${sentinels.length} strings, ${texts} texts of ${(bytes / 1e6).toFixed(1)} MB searched, ${hits.length} hits\n`,
  )
  expect(hits).toEqual([])
}, 900_000)
