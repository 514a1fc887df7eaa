/** Who may do what, as data: the rights of each role, and for every page and route of `app/` the right that opens it. */
import type { Right, Role } from './actor.ts'

const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  manager: [
    'read-figures',
    'read-clinical',
    'read-quality',
    'write-notes',
    'write-costs',
    'write-reports',
    'approve-exports',
    'read-exports',
    'write-thresholds',
    'read-settings',
    'write-settings',
  ],
  marketer: ['read-figures', 'read-quality', 'write-notes', 'write-costs'],
  operator: [
    'read-figures',
    'read-clinical',
    'read-quality',
    'read-people',
    'unmask',
    'export-people',
    'read-exports',
    'manage-outreach',
    'write-thresholds',
    'write-notes',
    'write-reports',
  ],
  admin: [
    'read-quality',
    'manage-users',
    'read-audit',
    'read-settings',
    'write-thresholds',
    'write-costs',
    'write-settings',
    'write-export-limits',
  ],
}

/** The rights of a role; none for a word that is no role. */
export function rightsOf(role: string): ReadonlySet<Right> {
  return new Set(Object.hasOwn(RIGHTS_OF, role) ? RIGHTS_OF[role as Role] : [])
}

/** Rights to change what holds for the whole hospital. Whoever sees only a part of it reads these settings and changes none. */
export const HOSPITAL_WIDE: ReadonlySet<Right> = new Set([
  'write-thresholds',
  'write-costs',
  'write-settings',
  'write-export-limits',
])

/** `public`: no account needed. `signed-in`: any account. */
export type Door = Right | 'public' | 'signed-in'

/** Pages by their folder in `app/`, route groups left out. */
export const PAGES = {
  '/': 'read-figures',
  '/checkpoints': 'read-figures',
  '/activity': 'read-figures',
  '/activity/[group]': 'read-figures',
  '/activity/content': 'read-figures',
  '/retention': 'read-figures',
  '/funnel': 'read-figures',
  '/channels': 'read-figures',
  '/members': 'read-figures',
  '/at-risk': 'read-people',
  '/people': 'read-people',
  '/people/[person]': 'read-people',
  '/exports': 'read-exports',
  '/reports': 'read-figures',
  '/data': 'read-quality',
  '/admin': 'read-settings',
  '/account': 'signed-in',
  '/sign-in': 'public',
} as const satisfies Record<string, Door>

/** Route handlers by method and path. */
export const ROUTES = {
  'GET /api/health': 'public',
  'GET /api/metrics/[metric]': 'read-figures',
  'GET /api/annotations': 'read-figures',
  'POST /api/annotations': 'write-notes',
  'PUT /api/annotations/[id]': 'write-notes',
  'DELETE /api/annotations/[id]': 'write-notes',
  'GET /api/views': 'read-figures',
  'POST /api/views': 'write-notes',
  'PATCH /api/views/[id]': 'write-notes',
  'DELETE /api/views/[id]': 'write-notes',
  'GET /api/reports': 'read-figures',
  'POST /api/reports': 'write-reports',
  'GET /api/reports/[id]': 'read-figures',
  'GET /api/reports/[id]/xlsx': 'read-figures',
  'GET /api/costs': 'write-costs',
  'POST /api/costs': 'write-costs',
  'PUT /api/costs/[id]': 'write-costs',
  'DELETE /api/costs/[id]': 'write-costs',
  'POST /api/people/[person]/name': 'unmask',
  'GET /api/risk/list': 'read-people',
  'POST /api/risk/actions': 'manage-outreach',
  'PUT /api/risk/thresholds': 'write-thresholds',
  'POST /api/cohorts': 'manage-outreach',
  'DELETE /api/cohorts': 'manage-outreach',
  'POST /api/exports': 'export-people',
  'POST /api/exports/[no]/file': 'export-people',
  'POST /api/exports/[no]/decision': 'approve-exports',
  'POST /api/auth/sign-in': 'public',
  'GET /api/auth/wecom': 'public',
  'GET /api/auth/wecom/callback': 'public',
  'POST /api/auth/sign-out': 'public',
  'POST /api/auth/password': 'signed-in',
  'POST /api/admin/users': 'manage-users',
  'POST /api/admin/settings': 'write-settings',
  'POST /api/admin/export-limits': 'write-export-limits',
  'GET /api/admin/audit': 'read-audit',
} as const satisfies Record<string, Door>

/**
 * Tabs of `/admin` in their order, each by the right to change what it shows. The limits of exports can be read by
 * everybody on the page: who approves must know them, but not set them.
 */
export const SETTINGS_TABS = {
  users: 'manage-users',
  trail: 'read-audit',
  rules: 'write-thresholds',
  costs: 'write-costs',
  goals: 'write-settings',
  exports: 'read-settings',
} as const satisfies Record<string, Right>
export type SettingsTab = keyof typeof SETTINGS_TABS

/** The tabs that are open with these rights. */
export function settingsTabs(rights: ReadonlySet<Right>): SettingsTab[] {
  return (Object.keys(SETTINGS_TABS) as SettingsTab[]).filter((tab) => rights.has(SETTINGS_TABS[tab]))
}

/** Whether a door opens for an account with these rights; null for somebody who is not signed in. */
export function opens(door: Door, rights: ReadonlySet<Right> | null): boolean {
  if (door === 'public') return true
  if (rights === null) return false
  return door === 'signed-in' || rights.has(door)
}

/** The door of a page; undefined for a path that is no page. */
export function doorOf(path: string): Door | undefined {
  if (Object.hasOwn(PAGES, path)) return PAGES[path as keyof typeof PAGES]
  const parts = path.split('/')
  const found = Object.entries(PAGES).find(([pattern]) => {
    const wanted = pattern.split('/')
    return wanted.length === parts.length && wanted.every((part, i) => part.startsWith('[') || part === parts[i])
  })
  return found?.[1]
}

/** Where an account lands after signing in. */
export function homeOf(rights: ReadonlySet<Right>): string {
  return rights.has('read-figures') ? '/' : '/admin'
}

/**
 * Metrics and breakdowns for those who may not see clinical fields. What is not named here stays closed to them, so a
 * new metric is closed until somebody decides.
 */
export const NOT_CLINICAL = new Set([
  'activity',
  'discussion',
  'rhythm',
  'pool',
  'retention',
  'cohorts',
  'active-retention',
  'lifecycle',
  'return-lift',
  'referral-lift',
  'brand',
  'funnel',
  'ltv',
  'cac',
  'roi',
  'revenue',
  'booked-share',
  'predicted-ltv',
  'members',
  'tier-flow',
  'points',
  'high-value',
  'referral',
  'coupons',
  'satisfaction',
  'content',
  'push-pressure',
  'campaign',
  'nps',
  'match-rate',
])
export const CLINICAL_KEYS = new Set(['disease', 'stage', 'need'])

/** Metrics that say how good the data is, for those who see no other figures. */
export const ABOUT_DATA = new Set(['match-rate'])
