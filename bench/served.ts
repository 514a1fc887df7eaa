/**
 * Whole pages of a running server, signed in, to the last byte: warm, and under filters that nobody has asked for yet.
 * `npx tsx bench/served.ts http://127.0.0.1:3000 --data data --pid PID`; the processor time of PID is what other work
 * on the machine disturbs least. Restart the server before measuring cold pages again.
 */
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { parseArgs } from 'node:util'
import { PAGES } from '../e2e/paths.ts'
import { sessionOf } from '../e2e/signed-in.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: 'data' },
    pid: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    only: { type: 'string' },
    /** Query strings, each asked once a page; separated by spaces. */
    cold: { type: 'string' },
    as: { type: 'string', default: 'operator' },
  },
})
const base = positionals[0] ?? 'http://127.0.0.1:3000'
const role = values.as === 'manager' ? 'manager' : 'operator'
const cookie = await sessionOf(base, values.data, role)
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

interface Sample {
  wall: number
  cpu: number
  bytes: number
}

/** Processor milliseconds of the server so far, all its threads. */
function processor(): number {
  if (!values.pid) return 0
  const fields = readFileSync(`/proc/${values.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function get(path: string): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const [started, cpu] = [performance.now(), processor()]
    const headers = { cookie, 'accept-encoding': 'gzip', accept: 'text/html' }
    const asked = request(`${base}${path}`, { agent, headers }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(`${path}: ${answer.statusCode}`))
        resolve({ wall: performance.now() - started, cpu: processor() - cpu, bytes })
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}

function line(path: string, samples: readonly Sample[]): void {
  const walls = samples.map((s) => s.wall).sort((a, b) => a - b)
  const at = (share: number) => Math.round(walls[Math.floor((walls.length - 1) * share)] ?? 0)
  const cpu = Math.round(samples.reduce((sum, s) => sum + s.cpu, 0) / samples.length)
  const kb = Math.round((samples[0]?.bytes ?? 0) / 1024)
  console.log(
    `${path.padEnd(20)} min ${String(at(0)).padStart(5)}  median ${String(at(0.5)).padStart(5)}  max ${String(at(1)).padStart(5)}` +
      `  cpu ${String(cpu).padStart(5)} ms  ${kb} KB`,
  )
}

const paths = values.only ? values.only.split(',') : PAGES
for (const path of paths) {
  const samples: Sample[] = []
  if (values.cold) for (const filter of values.cold.split(' ')) samples.push(await get(`${path}?${filter}`))
  else {
    await get(path)
    await get(path)
    for (let round = 0; round < Number(values.rounds); round++) samples.push(await get(path))
  }
  line(path, samples)
}
agent.destroy()
