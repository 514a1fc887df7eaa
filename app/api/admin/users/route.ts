import { z } from 'zod'
import { type Actor, ROLES } from '../../../../lib/access/actor.ts'
import { handle, readBody } from '../../../../lib/access/handle.ts'
import { scopeFrom } from '../../../../lib/access/scope.ts'
import { appState } from '../../../../lib/app-state/database.ts'
import { generatePassword } from '../../../../lib/auth/passwords.ts'
import { addUser, banUser, setPassword, setRole } from '../../../../lib/auth/users.ts'

const username = z.string().min(1).max(32)
const role = z.enum(ROLES)
const names = z.array(z.string().min(1).max(200)).max(500)
const scope = z.object({ hospital: names, department: names, group: names })
const CHANGE = z.discriminatedUnion('action', [
  z.object({ action: z.literal('add'), username, name: z.string().max(64), role, scope }),
  z.object({ action: z.literal('role'), username, role, scope }),
  z.object({ action: z.literal('ban'), username, isBanned: z.boolean() }),
  z.object({ action: z.literal('password'), username }),
])

/** `POST`: one change of one account. `add` and `password` answer with the new password, which is shown only once. */
export function POST(request: Request): Promise<Response> {
  return handle(request, 'manage-users', async (actor) => {
    const change = await readBody(request, CHANGE)
    return Response.json(await make(actor, change), { headers: { 'cache-control': 'no-store' } })
  })
}

async function make(actor: Actor, change: z.infer<typeof CHANGE>): Promise<{ password?: string }> {
  const database = await appState()
  switch (change.action) {
    case 'add': {
      const password = generatePassword()
      await addUser(database, actor, { ...change, scope: scopeFrom(change.scope), password })
      return { password }
    }
    case 'role':
      await setRole(database, actor, change.username, { role: change.role, scope: scopeFrom(change.scope) })
      return {}
    case 'ban':
      await banUser(database, actor, change.username, change.isBanned)
      return {}
    case 'password': {
      const password = generatePassword()
      await setPassword(database, actor, change.username, password)
      return { password }
    }
  }
}
