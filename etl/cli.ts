/** The command line. Commands load when they are called, so that a question is answered in about a second. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { layoutOf } from '../lib/warehouse/layout.ts'
import type { AuditOptions } from './commands/audit.ts'
import type { EraseOptions } from './commands/erase.ts'
import type { MetricOptions } from './commands/metric.ts'
import type { UserCommand, UserOptions } from './commands/user.ts'

const WRONG_ARGUMENTS = 2
/** Errors by name whose cause is the command as it was typed. */
const ASKED_WRONGLY = new Set(['QuestionError', 'ArgumentError', 'UserError', 'PasswordError'])

const program = new Command('longrun')
  .description('The long-run test of a hospital’s patient communities: load drop files, ask for metrics.')
  .configureOutput({ writeErr: (text) => void process.stderr.write(text.replace(/^error: /, 'longrun: ')) })
  .exitOverride()

/** Every command that reads or writes the data folder. */
function onData(name: string, description: string, parent = program): Command {
  return parent
    .command(name)
    .description(description)
    .option('--data <DIR>', 'folder of everything a run keeps (default: $LONGRUN_DATA, else data)')
    .option('--verbose', 'show the stack of an error')
}

onData('etl', 'one load: land, conform, resolve people, build marts, check, publish')
  .option('--inbox <DIR>', 'folder of the drop files (default: inbox in the data folder)')
  .option('--mapping <FILE>', 'JSON that says how the hospital’s own export becomes the contract’s files')
  .option('--lenient', 'publish although too many rows are quarantined or rows have vanished; the report says so')
  .option('--json', 'the run report as JSON on stdout')
  .action(async (options: { data?: string; inbox?: string; mapping?: string; lenient?: boolean; json?: boolean }) => {
    const { etlCommand } = await import('./commands/etl.ts')
    await etlCommand(layoutOf(options.data), options)
  })

onData('metric', 'one metric as of a day, the same object as the API gives')
  .argument('<id>', 'a metric of `longrun metrics`')
  .option('--as-of <DAY>', 'hospital day, YYYY-MM-DD (default: the last one fully loaded)')
  .option('--where <KEY=VALUE>', 'a parameter or a filter; may be repeated', pair)
  .option('--by <KEY>', 'break down by')
  .option('--from <DAY>', 'first day of the period')
  .option('--to <DAY>', 'last day of the period')
  .option('--list <STATE>', 'the people behind the figure, names masked; the audit trail keeps who they were')
  .option('--purpose <TEXT>', 'what a list is for, kept in the audit trail')
  .addOption(
    new Option('--format <FORMAT>', 'default: table on a terminal, else json').choices([
      'table',
      'json',
      'csv',
      'arrow',
    ]),
  )
  .action(async (id: string, options: MetricOptions & { data?: string }) => {
    const { metricCommand } = await import('./commands/metric.ts')
    await metricCommand(layoutOf(options.data), id, options)
  })

program
  .command('metrics')
  .description('the catalog: what each metric answers, its parameters, breakdowns and lists')
  .option('--json', 'as JSON')
  .option('--verbose', 'show the stack of an error')
  .action(async (options: { json?: boolean }) => {
    const { metricsCommand } = await import('./commands/metrics.ts')
    await metricsCommand(options)
  })

onData('status', 'the current snapshot: freshness, row accounts, match rate, quarantine, checks')
  .option('--json', 'as JSON')
  .action(async (options: { data?: string; json?: boolean }) => {
    const { statusCommand } = await import('./commands/status.ts')
    await statusCommand(layoutOf(options.data), options)
  })

onData('rollback', 'publish the snapshot before the current one again').action(async (options: { data?: string }) => {
  const { rollbackCommand } = await import('./commands/rollback.ts')
  await rollbackCommand(layoutOf(options.data))
})

onData('erase', 'remove one person everywhere, keep later loads from bringing them back, and prove it')
  .option('--patient <ID>', 'patient id of the person, as the files spell it')
  .option('--member <ID>', 'member id of the person, as the files spell it')
  .option(
    '--inbox <DIR>',
    'folder of the drop files, to tell which still name the person (default: inbox in the data folder)',
  )
  .option('--json', 'the report as JSON on stdout')
  .action(async (options: EraseOptions & { data?: string }) => {
    const { eraseCommand } = await import('./commands/erase.ts')
    await eraseCommand(layoutOf(options.data), options)
  })

const user = program.command('user').description('accounts: who may sign in, as what, and which rows they see')
const SCOPE_HELP = "; may be repeated, '*' for all"

function userCommand(command: UserCommand, description: string, { hasName = true } = {}): Command {
  const made = onData(command, description, user)
  if (hasName) made.requiredOption('--name <NAME>', 'account name')
  return made.action(async (options: UserOptions & { data?: string }) => {
    const { userCommand: run } = await import('./commands/user.ts')
    await run(layoutOf(options.data), command, options)
  })
}

function withScope(command: Command): Command {
  return command
    .option('--hospital <NAME>', `hospital whose rows it sees${SCOPE_HELP}`, several)
    .option('--department <NAME>', `department whose rows it sees${SCOPE_HELP}`, several)
    .option('--group <ID>', `group whose rows it sees${SCOPE_HELP}`, several)
}

withScope(userCommand('add', 'make an account; the password comes from standard input, or is made and shown once'))
  .requiredOption('--role <ROLE>', 'manager, marketer, operator or admin')
  .option('--title <TEXT>', 'the person’s name, as colleagues know it')
  .option('--generate', 'make a password and show it once')
userCommand('list', 'every account', { hasName: false }).option('--json', 'as JSON')
withScope(userCommand('role', 'give an account another role or other rows; it holds at once')).option(
  '--role <ROLE>',
  'manager, marketer, operator or admin',
)
userCommand('ban', 'shut an account out at once').option('--undo', 'let it in again')
userCommand('password', 'set a password from standard input, or make one; opens a locked account').option(
  '--generate',
  'make a password and show it once',
)
userCommand('wecom', 'let a member of the hospital’s WeCom sign in as this account')
  .option('--userid <ID>', 'userid of the member')
  .option('--undo', 'link it to nobody')

onData('audit', 'who signed in, saw, exported and changed what; newest first')
  .option('--check', 'recompute the chain of hashes; exit code 1 when the trail was tampered with')
  .option('--head <HASH>', 'with --check: a head noted earlier that the trail must still hold')
  .option('--person <KEY>', 'rows that showed or exported this person')
  .option('--trace <CODE>', 'which export the mark of a row is of, and whom it is about')
  .option('--actor <NAME>', 'rows of this account')
  .option('--action <ACTION>', 'rows of this kind, e.g. export-people')
  .option('--last <N>', 'how many rows', wholeNumber)
  .option('--json', 'one JSON object a line')
  .action(async (options: AuditOptions & { data?: string }) => {
    const { auditCommand } = await import('./commands/audit.ts')
    await auditCommand(layoutOf(options.data), options)
  })

program
  .command('demo-data')
  .description('write a believable hospital as drop files; the same arguments give the same bytes')
  .requiredOption('--out <DIR>', 'folder to write into')
  .option('--seed <N>', 'seed of all that is random', wholeNumber)
  .option('--patients <N>', 'how many patients', wholeNumber)
  .option('--months <N>', 'how many months of history', wholeNumber)
  .option('--end <DAY>', 'last day of the history, YYYY-MM-DD', day)
  .option('--verbose', 'show the stack of an error')
  .action(async (options: { out: string; seed?: number; patients?: number; months?: number; end?: string }) => {
    const { demoDataCommand } = await import('./commands/demo-data.ts')
    await demoDataCommand(options)
  })

onData('demo-accounts', 'one account a role for the demo hospital, passwords made once and kept in the data folder')
  .option('--json', 'as JSON')
  .action(async (options: { data?: string; json?: boolean }) => {
    const { demoAccountsCommand } = await import('./commands/demo-accounts.ts')
    await demoAccountsCommand(layoutOf(options.data), options)
  })

function pair(text: string, before: [string, string][] = []): [string, string][] {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('expected key=value')
  return [...before, [text.slice(0, at), text.slice(at + 1)]]
}

function several(text: string, before: string[] = []): string[] {
  return [...before, text]
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number')
  return Number(text)
}

function day(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`)
  const isReal = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time)
  if (!isReal || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError('expected a day like 2026-06-30')
  }
  return text
}

/** One line on stderr, and the exit code: 2 for a command that was typed wrongly, 1 for everything else. */
function fail(error: unknown): number {
  if (error instanceof CommanderError) {
    // Help and version are no errors; for the rest commander has written its line.
    return error.exitCode === 0 ? 0 : WRONG_ARGUMENTS
  }
  const isError = error instanceof Error
  const line = (isError ? error.message : String(error)).split('\n')[0]
  process.stderr.write(`longrun: ${line}\n`)
  if (process.argv.includes('--verbose') && isError) process.stderr.write(`${stackOf(error)}\n`)
  return isError && ASKED_WRONGLY.has(error.name) ? WRONG_ARGUMENTS : 1
}

function stackOf(error: Error): string {
  return error.cause instanceof Error ? `${error.stack}\ncaused by ${stackOf(error.cause)}` : (error.stack ?? '')
}

// Without a command, commander shows the help as an error.
program.parseAsync().catch((error: unknown) => {
  process.exitCode = fail(error)
})
