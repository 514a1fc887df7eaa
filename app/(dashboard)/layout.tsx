import { StickyNote } from 'lucide-react'
import { cookies, headers } from 'next/headers'
import { forbidden } from 'next/navigation'
import { after } from 'next/server'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type Actor, currentActor } from '../../lib/access/actor.ts'
import { openView, type View } from '../../lib/access/gate.ts'
import { doorOf, opens, PAGES } from '../../lib/access/matrix.ts'
import type { Annotation } from '../../lib/app-state/annotation-text.ts'
import { listAnnotations } from '../../lib/app-state/annotations.ts'
import { appState } from '../../lib/app-state/database.ts'
import { countWaiting } from '../../lib/export/decide.ts'
import { monthEnds } from '../../lib/filters/as-of.ts'
import { type FilterOptions, readOptions } from '../../lib/filters/options.ts'
import { type SnapshotProblem, snapshotProblem } from '../../lib/warehouse/snapshot.ts'
import { AnnotationsProvider } from '../ui/annotations/context.tsx'
import { AnnotationDialog } from '../ui/annotations/dialog.tsx'
import { FilterBar } from '../ui/shell/filter-bar.tsx'
import { Freshness } from '../ui/shell/freshness.tsx'
import { NothingPublished } from '../ui/shell/nothing-published.tsx'
import { labelOptions } from '../ui/shell/option-labels.ts'
import { Dimmable, PendingProvider } from '../ui/shell/pending.tsx'
import { PopulationNote } from '../ui/shell/population-switch.tsx'
import { Preferences } from '../ui/shell/preferences.tsx'
import { SavedViews } from '../ui/shell/saved-views.tsx'
import { Sidebar } from '../ui/shell/sidebar.tsx'
import { UserMenu } from '../ui/shell/user-menu.tsx'
import { ViewFactsProvider } from '../ui/shell/view-facts.tsx'
import { ToldReason } from '../ui/table/told-reason.tsx'
import { THEME_COOKIE, themeOf } from '../ui/theme.ts'
import { warmPages } from './warm.ts'

const MONTHS_TO_CHOOSE = 25
/** Pages that need no snapshot: accounts can be made before the first load. */
const WITHOUT_DATA = new Set(['/admin', '/account'])

interface Served {
  snapshot: string
  publishedAt: string
  dataThrough: string | null
  /** Nothing can be read anew; the page says so itself. */
  isLastGood: boolean
  options: FilterOptions
}

/** The shell of every page: navigation, filters, freshness. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('shell')
  const n = await getTranslations('notes')
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value)
  const problem = await snapshotProblem()
  const actor = await currentActor()
  const path = (await headers()).get('x-longrun-path') ?? ''
  if (!isOpen(path, actor)) forbidden()
  const served = await readServed(actor)
  const options = served && labelOptions(served.options, await getTranslations('values'))
  const canWrite = actor.rights.has('write-notes')
  const waiting = await countWaiting(actor)
  if (served && !served.isLastGood) after(() => warmPages(served.snapshot))
  const user = actor.role !== 'owner' && (
    <UserMenu name={actor.name} role={actor.role} hasExports={actor.rights.has('read-exports')} waiting={waiting} />
  )
  return (
    <PendingProvider>
      <AnnotationsProvider
        annotations={await readAnnotations(actor)}
        canWrite={canWrite}
        canLimit={actor.rights.has('read-clinical')}
      >
        <a
          href="#content"
          className="sr-only z-50 rounded bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t('skip')}
        </a>
        <div className="md:flex md:min-h-screen">
          <Sidebar
            open={Object.keys(PAGES).filter((path) => opens(PAGES[path as keyof typeof PAGES], actor.rights))}
            waiting={waiting}
          />
          <div className="min-w-0 flex-1">
            {served && options && (
              <FilterBar
                options={options}
                dataThrough={served.dataThrough ?? ''}
                canFilter={actor.rights.has('read-figures')}
                monthEnds={served.dataThrough ? monthEnds(served.dataThrough, MONTHS_TO_CHOOSE).reverse() : []}
              >
                {served.dataThrough && (
                  <Freshness
                    snapshot={served.snapshot}
                    publishedAt={served.publishedAt}
                    dataThrough={served.dataThrough}
                  />
                )}
                <div className="flex shrink-0 items-center">
                  {canWrite && (
                    <AnnotationDialog
                      day={served.dataThrough ?? ''}
                      label={n('add')}
                      className="hidden size-8 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink sm:flex"
                    >
                      <StickyNote size={16} strokeWidth={1.75} aria-hidden="true" />
                    </AnnotationDialog>
                  )}
                  {actor.rights.has('read-figures') && <SavedViews />}
                  <Preferences theme={theme} />
                  {user}
                </div>
              </FilterBar>
            )}
            {!served && (
              <header className="flex h-12 items-center justify-end border-b border-line bg-surface px-4 md:px-6">
                <Preferences theme={theme} />
                {user}
              </header>
            )}
            {served && !served.isLastGood && problem && <ProblemBanner problem={problem} text={t('stale')} />}
            {served && actor.rights.has('read-figures') && <PopulationNote />}
            <main id="content" tabIndex={-1} className="mx-auto max-w-420 p-4 pb-20 outline-none md:p-6">
              {served || WITHOUT_DATA.has(path) ? (
                <ViewFactsProvider dataThrough={served?.dataThrough ?? null} options={options}>
                  <Dimmable>{children}</Dimmable>
                  <ToldReason />
                </ViewFactsProvider>
              ) : (
                <NothingPublished problem={problem} />
              )}
            </main>
          </div>
        </div>
      </AnnotationsProvider>
    </PendingProvider>
  )
}

/**
 * Whether the page is open to the actor: here, so that the answer's status says so. The page itself asks the gate again,
 * which is what counts: a move within the shell does not come through here.
 */
function isOpen(path: string, actor: Actor): boolean {
  const door = doorOf(path)
  return door === undefined || opens(door, actor.rights)
}

/** What the bar offers: nothing to those who see no figures. */
async function optionsFor(view: View): Promise<FilterOptions> {
  const options = await readOptions(view)
  if (view.actor.rights.has('read-figures')) return options
  return Object.fromEntries(Object.keys(options).map((key) => [key, []])) as unknown as FilterOptions
}

async function readServed(actor: Actor): Promise<Served | null> {
  try {
    const read = async (view: View) => {
      const { name, publishedAt, dataThrough, trouble } = view.snapshot
      const isLastGood = trouble !== undefined
      return { snapshot: name, publishedAt, dataThrough, isLastGood, options: await optionsFor(view) }
    }
    return await openView(actor, read, { mayBeLastGood: true })
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSnapshot') return null
    throw error
  }
}

/** Figures do not depend on notes: where these cannot be read, pages do without; so does who sees no figures. */
async function readAnnotations(actor: Actor): Promise<Annotation[]> {
  if (!actor.rights.has('read-figures')) return []
  try {
    return await listAnnotations(await appState(), actor)
  } catch (error) {
    process.stderr.write(`notes cannot be read: ${String(error)}\n`)
    return []
  }
}

/** The newest snapshot cannot be read; an older one is shown meanwhile. */
function ProblemBanner({ problem, text }: { problem: SnapshotProblem; text: string }) {
  return (
    <p role="status" className="border-b border-warn bg-warn-weak px-4 py-2 text-note md:px-6">
      <span className="font-strong">{text}</span> {problem.message}
    </p>
  )
}
