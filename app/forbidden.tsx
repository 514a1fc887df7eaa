import { homeOf } from '../lib/access/matrix.ts'
import { pageActor } from '../lib/access/session.ts'
import { Closed } from './ui/states/closed.tsx'

/** 403: signed in, but not for this page. */
export default async function Forbidden() {
  const actor = await pageActor()
  return (
    <main className="p-4">
      <Closed home={actor ? homeOf(actor.rights) : '/sign-in'} />
    </main>
  )
}
