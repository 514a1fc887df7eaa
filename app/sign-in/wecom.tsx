import { getTranslations } from 'next-intl/server'
import type { WecomProblem } from '../../lib/auth/wecom.ts'

/** The other way in, and what went wrong with it. A plain link: nothing may fetch it before it is wanted. */
export async function WecomSignIn({ problem }: { problem: WecomProblem | null }) {
  const t = await getTranslations('signIn.wecom')
  return (
    <div className="mt-4 flex flex-col gap-3 border-t border-line pt-4">
      {problem && (
        <p role="alert" className="text-note text-bad">
          {t(`problems.${problem}`)}
        </p>
      )}
      <a
        href="/api/auth/wecom"
        className="flex h-10 items-center justify-center rounded-md border border-line-strong font-strong text-ink hover:bg-sunken"
      >
        {t('submit')}
      </a>
    </div>
  )
}
