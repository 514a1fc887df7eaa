import { generateHospital } from '../demo/generate.ts'
import { ArgumentError } from '../run/error.ts'
import { startProgress } from '../run/progress.ts'
import { print } from './output.ts'

export interface DemoOptions {
  out: string
  seed?: number
  patients?: number
  months?: number
  end?: string
}

/** Writes the demo hospital as drop files. */
export async function demoDataCommand(options: DemoOptions): Promise<void> {
  const progress = await startProgress(process.stderr)
  progress.stage('demo data')
  try {
    const files = await generateHospital({ ...options, progress: progress.advance })
    await print(`${files.length} files in ${options.out}\n`)
  } catch (error) {
    throw error instanceof RangeError ? new ArgumentError(error.message) : error
  } finally {
    progress.end()
  }
}
