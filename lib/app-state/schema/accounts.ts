import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Instants of these tables are dates in code, milliseconds since 1970 in the file. */
const instant = (name: string) => integer(name, { mode: 'timestamp_ms' })

/** Who may sign in. `email` is only there because the sign-in library insists on one: `<username>@local.invalid`. */
export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  username: text('username').notNull().unique(),
  displayUsername: text('display_username'),
  /** As colleagues call the person. */
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
  image: text('image'),
  role: text('role').notNull(),
  /** What rows the account may see: JSON lists of names, `["*"]` for all. Anything unreadable means none. */
  hospitals: text('hospitals').notNull(),
  departments: text('departments').notNull(),
  groups: text('groups').notNull(),
  isBanned: integer('is_banned', { mode: 'boolean' }).notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const session = sqliteTable(
  'session',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    /** Absolute end. */
    expiresAt: instant('expires_at').notNull(),
    /** Last time that the person did something, for the idle time-out. */
    seenAt: instant('seen_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('session_user').on(table.userId)],
)

/** How a user signs in: one row with the password's hash. */
export const account = sqliteTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('account_user').on(table.userId)],
)

/** The sign-in library asks for this table; nothing of ours is kept in it. */
export const verification = sqliteTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** Hashes of the last passwords of a user, so that none of them comes back. */
export const passwordHistory = sqliteTable(
  'password_history',
  {
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    setAt: instant('set_at').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.setAt] })],
)

/** Which member of the hospital's WeCom an account belongs to; nobody signs in through WeCom without a row. */
export const wecomLinks = sqliteTable('wecom_links', {
  userId: text('user_id')
    .primaryKey()
    .references(() => user.id, { onDelete: 'cascade' }),
  /** In small letters: WeCom tells no difference. */
  member: text('member').notNull().unique(),
  linkedAt: instant('linked_at').notNull(),
})

/** Failed tries by the name that was typed, whether such an account exists or not. */
export const signInTries = sqliteTable('sign_in_tries', {
  username: text('username').primaryKey(),
  tries: integer('tries').notNull(),
  /** Milliseconds since 1970: the count starts anew after it. */
  until: integer('until').notNull(),
})
