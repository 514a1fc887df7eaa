/** Writes that survive a power cut: contents reach the disk before a name does, and the name before anybody relies on it. */
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Puts text in place in one step: readers see the old file or the new one, whole. */
export async function writeDurably(file: string, text: string): Promise<void> {
  const temporary = `${file}.tmp`
  const handle = await open(temporary, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
  await syncFolder(dirname(file))
}

/** Renames a finished file; its contents are on the disk first, its new name after. */
export async function renameDurably(from: string, to: string): Promise<void> {
  const handle = await open(from, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(from, to)
  await syncFolder(dirname(to))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  // Some systems cannot open or sync a folder; there the rename alone has to do.
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
