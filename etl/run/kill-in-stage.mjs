/**
 * Loaded by tests ahead of the command line: ends the process by kill -9 once the stage of KILL_IN has begun, so many
 * milliseconds later. From within, as a signal from outside may come after the end.
 */
const [stage, after] = (process.env.KILL_IN ?? '').split(':')
const write = process.stderr.write.bind(process.stderr)
const die = () => process.kill(process.pid, 'SIGKILL')

process.stderr.write = (text, ...rest) => {
  if (String(text).includes(`${stage} …`)) {
    if (after === '0') die()
    else setTimeout(die, Number(after))
  }
  return write(text, ...rest)
}
