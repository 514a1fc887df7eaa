import { ROLES, type Role } from '../access/actor.ts'
import { decodeScope, type Scope } from '../access/scope.ts'
import type { user } from '../app-state/schema/accounts.ts'

/** An account as the rest of the program sees it. */
export interface Account {
  id: string
  username: string
  name: string
  role: Role
  scope: Scope
  isBanned: boolean
}

type Stored = Pick<
  typeof user.$inferSelect,
  'id' | 'username' | 'name' | 'role' | 'hospitals' | 'departments' | 'groups' | 'isBanned'
>

/** A stored row; null when its role is none, as then nobody knows what it may do. */
export function accountOf(row: Stored): Account | null {
  if (!isRole(row.role)) return null
  const scope = {
    hospital: decodeScope(row.hospitals),
    department: decodeScope(row.departments),
    group: decodeScope(row.groups),
  }
  return { id: row.id, username: row.username, name: row.name, role: row.role, scope, isBanned: row.isBanned }
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}
