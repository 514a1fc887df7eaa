import { expect, test } from 'vitest'
import { inBackground, Pool } from './pool.ts'

const rest = () => new Promise((done) => setTimeout(done, 5))

/** Work that notes when it begins and ends, and ends when it is told to. */
function worker(log: string[], name: string) {
  let finish: (error?: Error) => void = () => undefined
  const ended = new Promise<void>((resolve, reject) => {
    finish = (error) => (error ? reject(error) : resolve())
  })
  return {
    finish,
    work: async () => {
      log.push(`${name} begins`)
      await ended
      log.push(`${name} ends`)
    },
  }
}

test('two connections: the third of three waits; an error gives the connection back', async () => {
  const pool = new Pool([1, 2])
  const log: string[] = []
  const [a, b, c] = ['a', 'b', 'c'].map((name) => worker(log, name))
  const all = [a, b, c].map((each) => pool.use(() => each?.work() ?? rest()))
  const failed = expect(all[0]).rejects.toThrow('no')
  await rest()
  expect(log).toEqual(['a begins', 'b begins'])
  a?.finish(new Error('no'))
  await rest()
  expect(log).toEqual(['a begins', 'b begins', 'c begins'])
  b?.finish()
  c?.finish()
  await Promise.all([failed, ...all.slice(1)])
})

test('in the background one at a time, only while nobody else asks; a failure does not hold up the next', async () => {
  const pool = new Pool([1, 2])
  const log: string[] = []
  const [reader, first, second] = ['reader', 'first', 'second'].map((name) => worker(log, name))
  const read = pool.use(() => reader?.work() ?? rest())
  const behind = inBackground(async () => [first, second].map((each) => pool.use(() => each?.work() ?? rest())))
  await rest()
  expect(log).toEqual(['reader begins'])
  reader?.finish()
  await rest()
  expect(log).toEqual(['reader begins', 'reader ends', 'first begins'])
  // A reader does not wait for what is under way.
  await pool.use(async () => log.push('another'))
  const [one, two] = await behind
  const failed = expect(one).rejects.toThrow('no')
  first?.finish(new Error('no'))
  second?.finish()
  await Promise.all([read, failed, two])
  expect(log.slice(3)).toEqual(['another', 'second begins', 'second ends'])
})
