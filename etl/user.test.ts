/** Accounts at the command line, as the person at the machine meets it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'

const START = resolve(import.meta.dirname, 'longrun.mjs')
vi.setConfig({ testTimeout: 300_000 })
const work = mkdtempSync(join(tmpdir(), 'longrun-user-'))
afterAll(() => rmSync(work, { recursive: true }))

function longrun(args: string[], input = '') {
  const run = spawnSync(process.execPath, [START, ...args, '--data', join(work, 'data')], {
    encoding: 'utf8',
    cwd: work,
    input,
  })
  return { code: run.status, out: run.stdout, error: run.stderr }
}

test('the first administrator, an operator of one department, a ban, and the trail of it', () => {
  const first = longrun(['user', 'add', '--name', 'Root', '--role', 'admin', '--generate'])
  expect(first).toMatchObject({ code: 0, error: '' })
  expect(first.out).toMatch(/added root|added Root/)
  expect(first.out).toMatch(/shown only now: \S{19}\n/)

  const typed = longrun(
    ['user', 'add', '--name', 'li.na', '--role', 'operator', '--department', '骨科'],
    'Morning-7-run\n',
  )
  expect(typed.out).toBe('added li.na, operator\n')
  expect(longrun(['user', 'add', '--name', 'wang', '--role', 'manager'], 'Morning-7-run').out).toContain(
    'sees no rows yet',
  )

  const users = JSON.parse(longrun(['user', 'list', '--json']).out) as { username: string; scope: object }[]
  expect(users.map((user) => user.username)).toEqual(['li.na', 'root', 'wang'])
  expect(users[0]?.scope).toEqual({ hospital: 'all', department: ['骨科'], group: 'all' })

  expect(longrun(['user', 'ban', '--name', 'wang'])).toMatchObject({ code: 0 })
  const trail = longrun(['audit', '--json']).out
  expect(trail.match(/"action":"user-\w+"/g)).toEqual([
    '"action":"user-ban"',
    '"action":"user-add"',
    '"action":"user-add"',
    '"action":"user-add"',
  ])
  expect(trail).not.toContain('Morning')
  expect(longrun(['audit', '--check']).out).toMatch(/^4 rows, all as they were written; head [0-9a-f]{64}\n$/)
})

test.each([
  [['user', 'add', '--name', 'x1', '--role', 'boss'], 'one of manager, marketer, operator, admin'],
  [['user', 'add', '--name', 'no spaces', '--role', 'admin', '--generate'], 'small letters'],
  [['user', 'password', '--name', 'nobody', '--generate'], "no account 'nobody'"],
  [['user', 'role', '--name', 'li.na'], 'say what changes'],
] as const)('%j is refused in one line, exit code 2', (args, line) => {
  const { code, out, error } = longrun([...args])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(error).toContain(line)
  expect(error.trim().split('\n')).toHaveLength(1)
})

test('a weak password from standard input is refused with its rule', () => {
  expect(longrun(['user', 'add', '--name', 'x2', '--role', 'admin'], 'short\n').error).toContain(
    'at least 12 characters',
  )
})
