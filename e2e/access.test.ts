/** The permission matrix by real requests: 5 actors x every page and route x 4 scopes, every cell. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { zh as words } from '../app/ui/i18n/messages.ts'
import { ROLES, type Role } from '../lib/access/actor.ts'
import { type Door, HOSPITAL_WIDE, opens, PAGES, ROUTES, rightsOf } from '../lib/access/matrix.ts'
import { ALL_ROWS, NO_ROWS, type Scope } from '../lib/access/scope.ts'
import { newAccount } from './accounts.ts'

const [base, data] = [inject('base'), inject('data')]
type Figures = { overall: { state: string; value: number | null }; groups?: { key: string; value: number }[] }

const largest = (groups: { key: string; value: number }[]) =>
  [...groups].filter((g) => g.key !== 'unknown').sort((a, b) => b.value - a.value)[0]?.key ?? ''
const groupsBy = async (by: string) =>
  ((await (await fetch(`${base}/api/metrics/pool?by=${by}`)).json()) as Figures).groups ?? []
const hospitals = await groupsBy('hospital')
const own = largest(hospitals)
const department = largest(await groupsBy('department'))

const SCOPES: Readonly<Record<string, Scope>> = {
  all: ALL_ROWS,
  hospital: { ...ALL_ROWS, hospital: [own] },
  department: { ...ALL_ROWS, department: [department] },
  none: NO_ROWS,
}
const NAMES = Object.keys(SCOPES)
const cookies = new Map<string, string>()
const cookieOf = (role: Role | null, scope: string) => (role ? (cookies.get(`${role}-${scope}`) ?? '') : '')

beforeAll(async () => {
  for (const role of ROLES)
    for (const [name, scope] of Object.entries(SCOPES))
      cookies.set(`${role}-${name}`, await newAccount({ base, data }, { username: `${role}-${name}`, role, scope }))
})

const APP = join(process.cwd(), 'app')
const files = readdirSync(APP, { recursive: true, encoding: 'utf8' })
const pathOf = (file: string) =>
  `/${file
    .split(sep)
    .slice(0, -1)
    .filter((part) => !/^\(.*\)$/.test(part))
    .join('/')}`
const pages = files.filter((file) => file.split(sep).at(-1) === 'page.tsx').map(pathOf)
const routes = files
  .filter((file) => file.endsWith('route.ts'))
  .flatMap((file) =>
    [
      ...readFileSync(join(APP, file), 'utf8').matchAll(/export (?:async )?function (GET|POST|PUT|PATCH|DELETE)\b/g),
    ].map(([, method = '']) => ({ method, path: pathOf(file) })),
  )

const doorOfPage = (path: string): Door => PAGES[path as keyof typeof PAGES]
const doorOfRoute = (method: string, path: string): Door => ROUTES[`${method} ${path}` as keyof typeof ROUTES]
/** What the address of a page needs to show anything. */
const QUERIES: Readonly<Record<string, string>> = { '/people': '?metric=retention&list=in' }
const actors: (Role | null)[] = [null, ...ROLES]

/** An error among the pieces of a page. */
const FAILED = /:E\{\\?"digest/

function wantedOfPage(path: string, role: Role | null): { status: number; to?: string } {
  if (path === '/sign-in') return role ? { status: 307, to: role === 'admin' ? '/admin' : '/' } : { status: 200 }
  if (role === null) return { status: 307, to: '/sign-in' }
  return { status: opens(doorOfPage(path), rightsOf(role)) ? 200 : 403 }
}

test('every cell of pages and routes', async () => {
  const wrong: string[] = []
  let cells = 0
  const check = (name: string, isRight: boolean, status: number) => {
    cells += 1
    if (!isRight) wrong.push(`${name}: ${status}`)
  }
  for (const role of actors) {
    for (const scope of NAMES) {
      const cookie = cookieOf(role, scope)
      for (const path of pages) {
        const answer = await fetch(base + path + (QUERIES[path] ?? ''), { headers: { cookie }, redirect: 'manual' })
        const wanted = wantedOfPage(path, role)
        const isThere =
          wanted.to === undefined || new URL(answer.headers.get('location') ?? '', base).pathname === wanted.to
        // A part that failed after the first bytes were sent shows in the text, not in the status.
        const isOfNothing = path.includes('[')
        const isWhole = !FAILED.test(await answer.text()) || wanted.status !== 200 || isOfNothing
        // Nothing has the id `[group]`: whoever may look is told so.
        const isStatus =
          answer.status === wanted.status || (isOfNothing && wanted.status === 200 && answer.status === 404)
        check(`${role} ${scope} ${path}`, isStatus && isThere && isWhole, answer.status)
      }
      for (const { method, path } of routes) {
        if (path.endsWith('sign-out')) continue
        const status = await statusOf(method, path, cookie)
        const isRefused = isHospitalWide(method, path, role) && scope !== 'all'
        const isRight = isRefused ? status === 403 : isAsWanted(status, doorOfRoute(method, path), role)
        check(`${role} ${scope} ${method} ${path}`, isRight, status)
      }
    }
  }
  process.stdout.write(
    `matrix: ${actors.length} actors x ${pages.length + routes.length} pages and routes x ${NAMES.length} scopes: ${cells} cells, ${wrong.length} wrong\n`,
  )
  expect(wrong).toEqual([])
}, 900_000)

/** Own pages' request with nothing in it: whoever may pass the door is told what is missing. */
async function statusOf(method: string, path: string, cookie: string): Promise<number> {
  const address = base + path.replace('[metric]', 'retention').replaceAll(/\[\w+\]/g, 'nothing')
  const isChange = method !== 'GET'
  const answer = await fetch(address, {
    method,
    headers: { cookie, ...(isChange && { origin: base, 'content-type': 'application/json' }) },
    ...(isChange && { body: '{}' }),
    redirect: 'manual',
  })
  await answer.arrayBuffer()
  return answer.status
}

/** Whether the route changes what holds for the whole hospital, and the role may do so with the whole hospital as scope. */
function isHospitalWide(method: string, path: string, role: Role | null): boolean {
  const door = doorOfRoute(method, path)
  const isWide = (HOSPITAL_WIDE as ReadonlySet<string>).has(door)
  return isWide && method !== 'GET' && role !== null && role !== 'admin' && opens(door, rightsOf(role))
}

function isAsWanted(status: number, door: Door, role: Role | null): boolean {
  if (door === 'public') return status < 401
  if (role === null) return status === 401
  return opens(door, rightsOf(role)) ? status < 401 || status === 404 : status === 403
}

describe('settings of the whole hospital', () => {
  const sentence = words.hospitalWide.readOnly
  const page = async (role: Role, scope: string, path: string) =>
    (await fetch(base + path, { headers: { cookie: `${cookieOf(role, scope)}; longrun-lang=zh` } })).text()

  test('an account of a department is refused in one line that says why', async () => {
    const answer = await fetch(`${base}/api/admin/settings`, {
      method: 'POST',
      headers: { cookie: cookieOf('manager', 'department'), origin: base, 'content-type': 'application/json' },
      body: JSON.stringify({ metric: 'retention', goal: 0.5 }),
    })
    expect(answer.status).toBe(403)
    expect(((await answer.json()) as { error: string }).error).toMatch(/^this holds for the whole hospital: .+$/)
  })

  test.each(['goals', 'costs', 'rules'])('a manager of a department reads the %s, and why no more', async (tab) => {
    const [part, whole] = [
      await page('manager', 'department', `/admin?tab=${tab}`),
      await page('manager', 'all', `/admin?tab=${tab}`),
    ]
    expect(part).toContain(`>${sentence}<`)
    expect(whole).not.toContain(`>${sentence}<`)
    expect(part).not.toContain('type="submit"')
    expect(whole).toContain('type="submit"')
  })
})

describe('rows', () => {
  const api = async (role: Role, scope: string, path: string) => {
    const answer = await fetch(`${base}/api/metrics/${path}`, { headers: { cookie: cookieOf(role, scope) } })
    return { status: answer.status, body: (await answer.json()) as Figures & { count?: number } }
  }

  test.each(['manager', 'operator'] as const)(
    '%s: each scope has the figures of the same filter, no other',
    async (role) => {
      for (const metric of ['pool', 'retention', 'activity', 'revenue']) {
        const everything = async (query = '') => (await api('operator', 'all', metric + query)).body.overall.value
        const wanted = {
          all: await everything(),
          hospital: await everything(`?hospital=${encodeURIComponent(own)}`),
          department: await everything(`?department=${encodeURIComponent(department)}`),
          none: null,
        }
        expect(wanted.hospital).not.toBe(wanted.all)
        for (const [scope, value] of Object.entries(wanted))
          expect((await api(role, scope, metric)).body.overall.value, `${metric} ${scope}`).toBe(value)
      }
    },
  )

  test('asking for another hospital gives nothing, asking for both gives the own', async () => {
    const other = hospitals.find((g) => g.key !== own && g.key !== 'unknown')?.key ?? ''
    const both = `pool?hospital=${encodeURIComponent(other)}&hospital=${encodeURIComponent(own)}`
    const mine = (await api('operator', 'hospital', 'pool')).body.overall.value
    expect(
      (await api('operator', 'hospital', `pool?hospital=${encodeURIComponent(other)}`)).body.overall.value,
    ).toBeNull()
    expect((await api('operator', 'hospital', both)).body.overall.value).toBe(mine)
    const { groups } = (await api('operator', 'hospital', 'pool?by=hospital')).body
    expect(groups?.map((g) => g.key)).toEqual([own])
  })

  test('lists are cut the same way, and a metric that cannot be cut is refused', async () => {
    const mine = (await api('operator', 'hospital', 'pool')).body.overall.value
    expect((await api('operator', 'hospital', 'pool?list=in')).body.count).toBe(mine)
    expect((await api('operator', 'none', 'pool?list=in')).body.count).toBe(0)
    for (const path of ['roi', 'cac', 'return-lift', 'cac?list=out'])
      expect((await api('operator', 'hospital', path)).status, path).toBe(403)
  })

  test('the market role has no clinical field, whatever it asks', async () => {
    for (const path of [
      'health',
      'pool?by=disease',
      'pool?by=stage',
      'retention?disease=diabetes',
      'retention?need=x',
      'pool?list=in',
    ])
      expect((await api('marketer', 'all', path)).status, path).toBe(403)
    expect((await api('marketer', 'all', 'pool?by=channel')).status).toBe(200)
  })

  test('nor does the page of a group tell the market role of its disease and stage', async () => {
    const { groups = [] } = (await api('manager', 'all', 'pool?by=group')).body
    const words = async (role: Role) => {
      const page = await fetch(`${base}/activity/${encodeURIComponent(groups[0]?.key ?? '')}`, {
        headers: { cookie: cookieOf(role, 'all') },
      })
      return /<h1[^>]*>.*?<\/div>/s.exec(await page.text())?.[0] ?? ''
    }
    const [seen, cut] = [await words('manager'), await words('marketer')]
    const known = seen.match(/[^<>·]+(?= · )/g) ?? []
    expect(known.length).toBeGreaterThan(2)
    expect(cut).not.toBe('')
    expect(cut.length).toBeLessThan(seen.length)
    for (const word of known.slice(0, 2)) expect(cut).not.toContain(`>${word.trim()} ·`)
  })
})
