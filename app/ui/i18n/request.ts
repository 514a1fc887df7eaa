import { cookies } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { hospitalZone } from '../../../lib/warehouse/layout.ts'
import { LANGUAGE_COOKIE, languageOf } from './language.ts'
import { en, zh } from './messages.ts'
import { spacedMessages } from './spacing.ts'

const chinese = spacedMessages(zh)

export default getRequestConfig(async () => {
  const locale = languageOf((await cookies()).get(LANGUAGE_COOKIE)?.value)
  return { locale, messages: locale === 'en' ? en : chinese, timeZone: hospitalZone() }
})
