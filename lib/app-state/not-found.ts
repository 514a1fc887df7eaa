/** What was to be changed is not there, or not this person's. */
export class NotFound extends Error {
  override name = 'NotFound'
}
