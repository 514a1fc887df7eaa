/** Runs once when the server starts, and ends it where sessions could be forged. */
import { readSecret } from './secret.ts'

try {
  readSecret()
} catch (error) {
  process.stderr.write(`longrun: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
