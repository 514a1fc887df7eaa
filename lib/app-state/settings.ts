/** What the hospital decided otherwise than the program: goals and thresholds. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { eq, like } from 'drizzle-orm'
import { type AuditEntry, record } from '../access/audit.ts'
import type { Goals } from '../metrics/answer.ts'
import { METRIC_IDS, roomOf } from '../metrics/catalog.ts'
import type { Text } from '../metrics/metric.ts'
import { layoutOf } from '../warehouse/layout.ts'
import { type AppState, appState } from './database.ts'
import { settings } from './schema/settings.ts'

const GOAL = 'goal.'

/** A setting that cannot be as it was asked, in one line. */
export class SettingError extends Error {
  override name = 'SettingError'
}

/** Goals that differ from the definitions', by metric. None where the hospital has written nothing yet. */
export async function readGoals(folder = layoutOf().appState): Promise<Goals> {
  // A question at the command line must not make a database.
  if (!existsSync(join(folder, 'app.sqlite'))) return {}
  const database = await appState(folder)
  const rows = await database
    .select()
    .from(settings)
    .where(like(settings.key, `${GOAL}%`))
  return Object.fromEntries(
    rows.flatMap(({ key, value }) => {
      const goal = Number(value)
      return isGoal(goal) ? [[key.slice(GOAL.length), goal]] : []
    }),
  )
}

export interface GoalSetting {
  metric: string
  title: Text
  /** The definition's own. */
  usual: number
  goal: number
  changedBy: string | null
  changedAt: number | null
}

/** Every metric with a goal, and the goal in force. */
export async function listGoals(database: AppState): Promise<GoalSetting[]> {
  const rows = new Map((await database.select().from(settings)).map((row) => [row.key, row]))
  const goals: GoalSetting[] = []
  for (const id of METRIC_IDS) {
    const { target, title } = (await roomOf(id)).definition
    if (!target) continue
    const row = rows.get(`${GOAL}${id}`)
    const goal = row ? Number(row.value) : target.above
    goals.push({
      metric: id,
      title,
      usual: target.above,
      goal,
      changedBy: row?.changedBy ?? null,
      changedAt: row?.changedAt ?? null,
    })
  }
  return goals
}

/**
 * Sets the goal of a metric; null brings the definition's own back.
 * @throws SettingError
 */
export async function setGoal(
  database: AppState,
  actor: AuditEntry['actor'],
  metric: string,
  goal: number | null,
): Promise<void> {
  const known = (await listGoals(database)).find((one) => one.metric === metric)
  if (!known) throw new SettingError(`${metric} has no goal`)
  if (goal !== null && !isGoal(goal)) throw new SettingError('a goal lies between 0 and 1')
  const key = `${GOAL}${metric}`
  const row = { value: JSON.stringify(goal), changedBy: actor.id, changedAt: Date.now() }
  const change =
    goal === null
      ? database.delete(settings).where(eq(settings.key, key))
      : database
          .insert(settings)
          .values({ key, ...row })
          .onConflictDoUpdate({ target: settings.key, set: row })
  const detail = { before: known.goal, after: goal ?? known.usual }
  await record(database, { actor, action: 'settings', target: key, detail }, [change])
}

function isGoal(goal: number): boolean {
  return Number.isFinite(goal) && goal > 0 && goal < 1
}
