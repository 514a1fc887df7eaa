import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../../../shared/golden/stats/', import.meta.url))

/** The worked inputs of the statistician stand beside the repository where it is developed, and nowhere else. */
export const hasGolden = existsSync(FOLDER)

/** Title of a test that needs them: says why it is left out elsewhere. */
export function goldenTitle(title: string): string {
  return hasGolden ? title : `${title} (left out: the golden folder is not beside this repository)`
}

/** Text of one of its files. */
export function goldenText(path: string): string {
  return readFileSync(`${FOLDER}${path}`, 'utf8')
}
