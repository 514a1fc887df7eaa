/** Writes to stdout and waits until it is taken: a pipe that is full must not lose the end of an answer. */
export function print(content: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(content, (error) => {
      // The reader has gone (`| head`): nobody is left to tell.
      if (error && 'code' in error && error.code === 'EPIPE') resolve()
      else if (error) reject(error)
      else resolve()
    })
  })
}
