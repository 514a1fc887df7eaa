/** Milliseconds between two looks of a server at itself. */
const EVERY = 5000

/**
 * Lets the server look at its own health, which gets a new snapshot's pages ready: at the start and after each load,
 * not when the first reader waits.
 */
export function keepWarm(): void {
  const { PORT, NODE_ENV } = process.env
  if (!PORT || NODE_ENV !== 'production') return
  setInterval(() => void look(PORT), EVERY).unref()
}

async function look(port: string): Promise<void> {
  // Read to the end, which gives the connection back. A server that cannot be reached so is warm when somebody reads.
  await fetch(`http://127.0.0.1:${port}/api/health?quiet=1`)
    .then((answer) => answer.arrayBuffer())
    .catch(() => undefined)
}
