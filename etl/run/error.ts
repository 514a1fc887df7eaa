/** The run failed in a way that the user can act on: one line, exit code 1. */
export class RunError extends Error {
  override name = 'RunError'
}

/** The command was asked for wrongly: one line, exit code 2. */
export class ArgumentError extends Error {
  override name = 'ArgumentError'
}
