/** What a long command tells while it works: bars on a terminal, one line a stage elsewhere. Always on stderr. */
import { performance } from 'node:perf_hooks'

export interface Progress {
  /** A stage begins; the one before it has ended. */
  stage(name: string): void
  /** How far the stage is; the unit is the stage's own (bytes, rows, steps). */
  advance(done: number, total: number): void
}

export interface StageTime {
  name: string
  seconds: number
}

/** A display that keeps the times of its stages. */
export interface ProgressClock extends Progress {
  /** Ends the last stage and clears the display. */
  end(): StageTime[]
}

interface Display extends Progress {
  end(): void
}

/** Progress on a stream, with the time of every stage. */
export async function startProgress(stream: NodeJS.WriteStream): Promise<ProgressClock> {
  const display = stream.isTTY ? await bars(stream) : lines(stream)
  const times: StageTime[] = []
  let begun = 0
  const close = () => {
    const last = times.at(-1)
    if (last && last.seconds < 0) last.seconds = Math.round(performance.now() - begun) / 1000
  }
  return {
    stage: (name) => {
      close()
      begun = performance.now()
      times.push({ name, seconds: -1 })
      display.stage(name)
    },
    advance: (done, total) => display.advance(done, total),
    end: () => {
      close()
      display.end()
      return times
    },
  }
}

function lines(stream: NodeJS.WriteStream): Display {
  return {
    stage: (name) => stream.write(`${name} …\n`),
    advance: () => undefined,
    end: () => undefined,
  }
}

async function bars(stream: NodeJS.WriteStream): Promise<Display> {
  const { default: progress } = await import('cli-progress')
  const format = '{name} {bar} {percentage}% {duration_formatted}'
  const group = new progress.MultiBar(
    { format, stream, hideCursor: true, barCompleteChar: '█', barIncompleteChar: '░', barsize: 30, fps: 8 },
    progress.Presets.rect,
  )
  let bar: ReturnType<typeof group.create> | undefined
  const finish = () => {
    bar?.update(bar.getTotal())
    bar?.stop()
  }
  return {
    stage: (name) => {
      finish()
      bar = group.create(1, 0, { name: name.padEnd(10) })
    },
    advance: (done, total) => {
      bar?.setTotal(Math.max(total, 1))
      bar?.update(Math.min(done, total))
    },
    end: () => {
      finish()
      group.stop()
    },
  }
}
