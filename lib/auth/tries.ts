/** How often a way of signing in may be tried, before anything is looked at. */
import { takeToken } from '../access/rate.ts'
import { ipHeader } from './auth.ts'

/** Tries that one address has; without a trusted header all share what the whole server has. */
const TRIES_AN_ADDRESS = 30
const TRIES_OF_ALL = 300

/**
 * Takes one try of a way, each way with tries of its own.
 * @throws TooMany
 */
export function takeTry(way: string, headers: Headers): void {
  const header = ipHeader()
  const address = header && headers.get(header)
  takeToken(way, TRIES_OF_ALL)
  if (address) takeToken(`${way} ${address}`, TRIES_AN_ADDRESS)
}
