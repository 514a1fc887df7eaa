/**
 * npm test: installs what is missing, then lint, types, unit and golden tests beside a production build, and browser tests.
 * Ends with a line `N passed, N failed, N skipped`.
 */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, installDependencies, requireNode, succeedsBeside } from './setup.mjs'

requireNode()
installDependencies()
const chromium = findChromium()
if (!chromium) console.log('No Chromium and no way to install it: the browser tests will count as failed')

const reports = mkdtempSync(join(tmpdir(), 'longrun-tests-'))
const count = { passed: 0, failed: 0, skipped: 0 }
/** What failed and why: told again at the end, where it is found without reading the whole output. */
const failures = []

await step('Lint', 'npx', ['biome', 'ci', '.'])
await step('Types', 'sh', ['-c', 'npx next typegen >/dev/null && npx tsc --noEmit'])
const [isBuilt] = await Promise.all([step('Production build', 'npx', ['next', 'build']), suites(['unit-*'])])
if (isBuilt) await suites(['e2e-write', 'e2e-read'], { CHROMIUM: chromium ?? '' })

for (const failure of failures) console.log(`FAILED ${failure}\n`)
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exit(count.failed > 0 ? 1 : 0)

async function step(title, command, args) {
  console.log(`\n== ${title}`)
  const ok = await succeedsBeside(command, args, { NEXT_TELEMETRY_DISABLED: '1' })
  count[ok ? 'passed' : 'failed'] += 1
  if (!ok) failures.push(title)
  return ok
}

/** Runs test suites, each a pattern of projects, at the same time. */
async function suites(projects, env = {}) {
  console.log(`\n== Tests: ${projects.join(', ')}`)
  await Promise.all(
    projects.map(async (project) => {
      const report = join(reports, `${project.replace('*', 'all')}.json`)
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const ok = await succeedsBeside('npx', ['vitest', 'run', '--project', project, ...reporters], env)
      const result = read(report)
      count.passed += result.numPassedTests
      count.skipped += result.numPendingTests + result.numTodoTests
      // A suite that could not even start has no failed test; it must still fail the run.
      count.failed += Math.max(result.numFailedTests, ok ? 0 : 1)
      failures.push(...failedIn(result))
      if (!ok && result.numFailedTests === 0)
        failures.push(`${project}: the suite ended with an error outside its tests`)
    }),
  )
}

/** File, name and first message of each failed test, and of each file that could not be run. */
function failedIn({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [`${name}: ${message}`] : []
    return failed.map(({ fullName, failureMessages: [why = ''] }) => `${name} > ${fullName}\n${why.slice(0, 1500)}`)
  })
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }
  }
}
