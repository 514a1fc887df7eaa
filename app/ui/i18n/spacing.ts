const THIN = '\u2009'
const HAN = '\\p{Script=Han}'
const BEFORE = new RegExp(`(?<=${HAN}) (?=[\\dA-Za-z{+−¥(<-])`, 'gu')
const AFTER = new RegExp(`(?<=[\\dA-Za-z}%)>]) (?=${HAN})`, 'gu')

/** Ordinary spaces between Chinese and digits or Latin letters become thin ones. */
export function thinSpaced(text: string): string {
  return text.replace(BEFORE, THIN).replace(AFTER, THIN)
}

export interface Messages {
  [key: string]: string | Messages
}

/** The same for every message of a dictionary. */
export function spacedMessages(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string' ? thinSpaced(value) : spacedMessages(value),
    ]),
  )
}
