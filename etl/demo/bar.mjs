/** Progress of the steps that are not ours (build, warm-up). Plain Node; the bar's package is there by the time it is needed. */

/** A bar on a terminal, as those of the load; one line a step elsewhere. */
export async function progressBar(name, total) {
  if (!process.stderr.isTTY) {
    let last = ''
    const say = (text) => {
      if (text !== '' && text !== last) console.error(`${name}: ${text} …`)
      last = text
    }
    return { to: (_, text) => say(text), end: () => undefined }
  }
  const { default: progress } = await import('cli-progress')
  const bar = new progress.SingleBar(
    {
      format: '{name} {bar} {percentage}% {duration_formatted} {step}',
      stream: process.stderr,
      hideCursor: true,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 30,
    },
    progress.Presets.rect,
  )
  bar.start(total, 0, { name: name.padEnd(10), step: '' })
  return {
    to: (done, text) => bar.update(done, { step: text }),
    end: () => {
      bar.update(total, { step: '' })
      bar.stop()
    },
  }
}
