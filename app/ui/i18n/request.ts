import { cookies } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { hospitalZone } from '../../../lib/warehouse/layout.ts'
import { messagesOf } from './compiled.ts'
import { LANGUAGE_COOKIE, languageOf } from './language.ts'

export default getRequestConfig(async () => {
  const locale = languageOf((await cookies()).get(LANGUAGE_COOKIE)?.value)
  return { locale, messages: messagesOf(locale), timeZone: hospitalZone() }
})
