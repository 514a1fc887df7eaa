import { cookies } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { hospitalZone } from '../../../lib/warehouse/layout.ts'
import en from './en.json'
import { LANGUAGE_COOKIE, languageOf } from './language.ts'
import { spacedMessages } from './spacing.ts'
import zh from './zh.json'

const chinese = spacedMessages(zh)

export default getRequestConfig(async () => {
  const locale = languageOf((await cookies()).get(LANGUAGE_COOKIE)?.value)
  return { locale, messages: locale === 'en' ? en : chinese, timeZone: hospitalZone() }
})
