import { homeOf } from '../../lib/access/matrix.ts'
import { pageActor } from '../../lib/access/session.ts'
import { Closed } from '../ui/states/closed.tsx'

/** The same inside the shell, where somebody came by a link. */
export default async function Forbidden() {
  const actor = await pageActor()
  return <Closed home={actor ? homeOf(actor.rights) : '/sign-in'} />
}
