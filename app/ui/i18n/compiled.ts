/**
 * The dictionaries as the server formats them: parsed once, when it starts. Left as text, every request would parse every
 * message that it shows anew. `next.config.ts` names the formatter that reads this form.
 */
import compile from 'icu-minify/compile'
import { CLIENT_NAMESPACES } from './client-namespaces.ts'
import type { Language } from './language.ts'
import { en, zh } from './messages.ts'
import { type Messages, spacedMessages } from './spacing.ts'

/** Messages by name; compiled ones are arrays, which the library's own type does not foresee. */
function compiled(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string' ? (compile(value) as string) : compiled(value),
    ]),
  )
}

/** The same tree with nothing in it but these namespaces. */
function only(messages: Messages, namespaces: readonly string[]): Messages {
  const kept: Messages = {}
  for (const first of new Set(namespaces.map((namespace) => namespace.split('.', 1)[0] ?? ''))) {
    const from = messages[first]
    if (typeof from !== 'object') throw new RangeError(`no messages '${first}'`)
    const deeper = namespaces.filter((n) => n.startsWith(`${first}.`)).map((n) => n.slice(first.length + 1))
    kept[first] = namespaces.includes(first) ? from : only(from, deeper)
  }
  return kept
}

const ALL: Record<Language, Messages> = { zh: compiled(spacedMessages(zh)), en: compiled(en) }
const FOR_CLIENT: Record<Language, Messages> = {
  zh: only(ALL.zh, CLIENT_NAMESPACES),
  en: only(ALL.en, CLIENT_NAMESPACES),
}

/** Every message. */
export function messagesOf(language: Language): Messages {
  return ALL[language]
}

/** What is sent along with each page, for the components that run in the browser. */
export function clientMessagesOf(language: Language): Messages {
  return FOR_CLIENT[language]
}
