import { useTranslations } from 'next-intl'
import type { SnapshotProblem } from '../../../lib/warehouse/snapshot.ts'
import { WaitForData } from './wait-for-data.tsx'

/** There is nothing to show: why, and which command to run. */
export function NothingPublished({ problem }: { problem: SnapshotProblem | null }) {
  const t = useTranslations('nothing')
  const code = problem?.code ?? 'nothing-published'
  return (
    <section className="mx-auto mt-16 max-w-160 rounded-md border border-line bg-surface p-6">
      <h1 className="text-page font-strong">{t(`${code}.title`)}</h1>
      <p className="mt-2 text-ink-2">{t(`${code}.text`)}</p>
      <pre className="mt-4 overflow-x-auto rounded bg-sunken p-3">
        <code>npm run -s longrun -- etl --inbox data/inbox</code>
      </pre>
      <p className="mt-3 text-note text-ink-3">{t('after')}</p>
      {problem && <p className="mt-1 text-note text-ink-3">{problem.message}</p>}
      <WaitForData />
    </section>
  )
}
