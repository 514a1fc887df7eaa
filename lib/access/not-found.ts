/** What was asked for by its id does not exist; routes answer it by 404. */
export class NotFound extends Error {
  override name = 'NotFound'
}
