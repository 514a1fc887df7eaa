/** What a long command tells while it works: bars on a terminal, one line a stage elsewhere. Always on stderr. */
import { performance } from 'node:perf_hooks'

export interface Progress {
  /** A stage begins; the one before it has ended. */
  stage(name: string): void
  /** How far the stage is; the unit is the stage's own (bytes, rows, steps). `step` names what begins or goes on. */
  advance(done: number, total: number, step?: string): void
}

export interface StepTime {
  name: string
  seconds: number
}

export interface StageTime extends StepTime {
  /** Its named steps, in the order in which they began. */
  steps: StepTime[]
}

/** A display that keeps the times of its stages. */
export interface ProgressClock extends Progress {
  /** Ends the last stage and clears the display. */
  end(): StageTime[]
}

interface Display extends Progress {
  end(): void
}

/** Progress on a stream, with the time of every stage and step. */
export async function startProgress(stream: NodeJS.WriteStream): Promise<ProgressClock> {
  const display = stream.isTTY ? await bars(stream) : lines(stream)
  const stages: StageTime[] = []
  const stageClock = stopwatch()
  const stepClock = stopwatch()
  return {
    stage: (name) => {
      stepClock.stop()
      const stage: StageTime = { name, seconds: 0, steps: [] }
      stages.push(stage)
      stageClock.start(stage)
      display.stage(name)
    },
    advance: (done, total, step) => {
      const stage = stages.at(-1)
      if (stage && step !== undefined && step !== stage.steps.at(-1)?.name) {
        const time = { name: step, seconds: 0 }
        stage.steps.push(time)
        stepClock.start(time)
      }
      display.advance(done, total, step)
    },
    end: () => {
      stepClock.stop()
      stageClock.stop()
      display.end()
      return stages
    },
  }
}

/** Fills in the seconds of one thing after the other. */
function stopwatch(): { start(time: StepTime): void; stop(): void } {
  let running: StepTime | undefined
  let begun = 0
  const stop = () => {
    if (running) running.seconds = Math.round(performance.now() - begun) / 1000
    running = undefined
  }
  return {
    start: (time) => {
      stop()
      running = time
      begun = performance.now()
    },
    stop,
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
  const format = '{name} {bar} {percentage}% {duration_formatted} {step}'
  const group = new progress.MultiBar(
    { format, stream, hideCursor: true, barCompleteChar: '█', barIncompleteChar: '░', barsize: 30, fps: 8 },
    progress.Presets.rect,
  )
  let bar: ReturnType<typeof group.create> | undefined
  const finish = () => {
    bar?.update(bar.getTotal(), { step: '' })
    bar?.stop()
  }
  return {
    stage: (name) => {
      finish()
      bar = group.create(1, 0, { name: name.padEnd(10), step: '' })
    },
    advance: (done, total, step = '') => {
      bar?.setTotal(Math.max(total, 1))
      bar?.update(Math.min(done, total), { step })
    },
    end: () => {
      finish()
      group.stop()
    },
  }
}
