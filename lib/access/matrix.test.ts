/** Every page and route of `app/` has its door in the matrix, and asks for what the matrix says. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { METRIC_IDS } from '../metrics/catalog.ts'
import { actorOf, authorizeChange, mayChange, type RIGHTS, ROLES, type Role } from './actor.ts'
import { doorOf, HOSPITAL_WIDE, homeOf, NOT_CLINICAL, opens, PAGES, ROUTES, rightsOf, settingsTabs } from './matrix.ts'
import { ALL_ROWS, NO_ROWS, type Scope } from './scope.ts'

const APP = join(process.cwd(), 'app')
const METHODS = /export (?:async )?(?:function|const) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g

/** Files of a name below `app/` with the address that they answer. */
function filesNamed(name: string): { file: string; path: string }[] {
  return readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.split(sep).at(-1) === name)
    .map((file) => {
      const parts = file.split(sep).slice(0, -1)
      return { file: join(APP, file), path: `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}` }
    })
}

const pages = filesNamed('page.tsx')
const routes = filesNamed('route.ts').flatMap(({ file, path }) => {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(METHODS)].map(([, method = '']) => ({ key: `${method} ${path}`, source }))
})

describe('nothing in app/ without a door', () => {
  test('pages', () => {
    expect(pages.map(({ path }) => path).filter((path) => doorOf(path) === undefined)).toEqual([])
  })

  test('routes, by method', () => {
    expect(routes.map(({ key }) => key).filter((key) => !Object.hasOwn(ROUTES, key))).toEqual([])
    process.stdout.write(`matrix: ${pages.length} pages and ${routes.length} routes of app/, each named\n`)
  })

  test.each(routes)('$key goes through the wrapper with the right that the matrix names', ({ key, source }) => {
    const door = ROUTES[key as keyof typeof ROUTES]
    if (key === 'GET /api/health') return expect(source).toContain('isActivity: false')
    if (door === 'public') return expect(source).toContain('handlePublic(request')
    expect(source).toContain(`handle(request, '${door}'`)
  })

  test('no Server Actions: they have a door of their own', () => {
    const sources = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
    for (const file of sources) expect(readFileSync(join(APP, file), 'utf8')).not.toMatch(/['"]use server['"]/)
  })
})

describe('rights', () => {
  test('people are for operators alone; accounts and the trail for administrators alone', () => {
    const holders = (right: (typeof RIGHTS)[number]) => ROLES.filter((role) => rightsOf(role).has(right))
    expect(holders('read-people')).toEqual(['operator'])
    expect(holders('unmask')).toEqual(['operator'])
    expect(holders('export-people')).toEqual(['operator'])
    expect(holders('manage-users')).toEqual(['admin'])
    expect(holders('read-audit')).toEqual(['admin'])
    expect(holders('read-clinical')).toEqual(['manager', 'operator'])
    expect(holders('read-figures')).toEqual(['manager', 'marketer', 'operator'])
  })

  test('settings: who may change each, and which tabs are open; the limits of exports are not for those who approve', () => {
    const holders = (right: (typeof RIGHTS)[number]) => ROLES.filter((role) => rightsOf(role).has(right))
    expect(holders('write-thresholds')).toEqual(['manager', 'operator', 'admin'])
    expect(holders('write-costs')).toEqual(['manager', 'marketer', 'admin'])
    expect(holders('write-settings')).toEqual(['manager', 'admin'])
    expect(holders('write-export-limits')).toEqual(['admin'])
    const tabs = Object.fromEntries(ROLES.map((role) => [role, settingsTabs(rightsOf(role))]))
    expect(tabs.admin).toEqual(['users', 'trail', 'rules', 'costs', 'goals', 'exports'])
    expect(tabs.manager).toEqual(['rules', 'costs', 'goals', 'exports'])
    // The others set what is theirs on the page that goes by it; the page of settings is not theirs.
    expect(holders('read-settings')).toEqual(['manager', 'admin'])
  })

  test('what holds for the whole hospital is changed by accounts that see all of it; administrators set it whatever rows they see', () => {
    const account = (role: Role, scope: Scope) => actorOf({ username: role, name: role, role, scope })
    const department: Scope = { ...ALL_ROWS, department: ['内分泌科'] }
    for (const role of ROLES) {
      for (const right of rightsOf(role)) {
        const isWide = HOSPITAL_WIDE.has(right) && role !== 'admin'
        expect(mayChange(account(role, ALL_ROWS), right), `${role} ${right}`).toBe(true)
        for (const scope of [department, NO_ROWS])
          expect(mayChange(account(role, scope), right), `${role} ${right}`).toBe(!isWide)
      }
    }
    expect(mayChange(account('marketer', ALL_ROWS), 'write-settings')).toBe(false)
    expect(() => authorizeChange(account('manager', department), 'write-settings')).toThrow('the whole hospital')
  })

  test('a word that is no role has no rights, and opens public doors only', () => {
    for (const word of ['', 'owner', 'root', 'constructor', '__proto__', 'operator,admin'])
      expect([...rightsOf(word)]).toEqual([])
    expect(Object.values(PAGES).filter((door) => opens(door, null))).toEqual(['public'])
  })

  test('everybody has a home that is open', () => {
    for (const role of ROLES) {
      const rights = rightsOf(role)
      expect(opens(PAGES[homeOf(rights) as keyof typeof PAGES], rights)).toBe(true)
    }
  })

  test('readings stay closed to those without clinical rights, and so does a metric that nobody decided on', () => {
    expect(METRIC_IDS.filter((id) => !NOT_CLINICAL.has(id))).toContain('health')
    expect(NOT_CLINICAL.has('health')).toBe(false)
  })
})
