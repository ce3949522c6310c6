import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { KnownError, toAppError } from '../../shared/ipc/result.ts'
import { tableKeys } from '../../shared/table-definitions/definition.ts'
import { exportFormats } from '../warehouse/export/export-formats.ts'
import { type CliContext, type CliDeps, type CommonOptions, cliContext, processDeps } from './cli-context.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'

// Each command loads what it needs: the code of the others would double the time of a short one.
const ledger = () => import('./ledger-commands.ts')
const reading = () => import('./read-commands.ts')
const loading = () => import('./sync-command.ts')
const publishing = () => import('./publish/publish-command.ts')
const destinationList = () => import('./publish/destinations-command.ts')

/**
 * Runs the command line and returns the exit code (see exit-codes.ts). Never throws and never ends the process, so that
 * tests and the fault campaign can call it.
 */
export async function runCli(argv: readonly string[], overrides: Partial<CliDeps> = {}): Promise<number> {
  const deps: CliDeps = { ...processDeps, ...overrides }
  let exitCode: number = exitCodes.complete
  const program = build(deps, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return exitCodes.complete
    if (argv.includes('--json')) {
      const message = error.message.replace(/^error: /, '')
      deps.out(`${JSON.stringify({ status: 'failed', error: { kind: 'bad_input', message } })}\n`)
    }
    return exitCodes.usage
  }
}

function build(deps: CliDeps, exit: (code: number) => void): Command {
  const program = new Command('cli')
    .description('Loads the YTS film catalogue into a local warehouse and reads it. No window needed.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ writeOut: deps.out, writeErr: deps.err })
    .addHelpText(
      'after',
      '\nExit codes: 0 complete, 1 failed, 2 usage or configuration, 3 another process is loading or publishing, 4 partial (nothing published),\n5 the source or a destination failed, 6 a quality check failed or a destination differs, 130 cancelled\n(143 by SIGTERM, 129 by SIGHUP).',
    )

  /** A command with the options that all have, whose failures become one sentence and an exit code. */
  function command<O extends CommonOptions>(
    name: string,
    description: string,
    load: () => Promise<(context: CliContext, options: O, ...words: string[]) => Promise<number> | number>,
  ): Command {
    return program
      .command(name)
      .description(description)
      .option('--data-dir <dir>', 'data folder (default: the one the app uses)')
      .option('--json', 'print one JSON object as the last line of standard output')
      .action(async (...given: unknown[]) => {
        const command = given.at(-1) as Command
        const options = command.opts<O>()
        try {
          const context = cliContext(deps, options)
          const run = await load()
          exit(await run(context, options, ...command.args))
        } catch (thrown) {
          const error = toAppError(thrown)
          if (!(thrown instanceof KnownError)) deps.err(`${thrown instanceof Error ? thrown.stack : String(thrown)}\n`)
          if (options.json) deps.out(`${JSON.stringify({ status: 'failed', error })}\n`)
          else deps.err(`${error.message}\n`)
          exit(exitCodeOf(error))
        }
      })
  }

  command('sync', 'load what is new, or everything when a full load is due', async () => (await loading()).sync)
    .option('--url <url>', 'address of list_movies, instead of the configured one')
    .option('--full', 'read the whole catalogue again')
    .option('--incremental', 'read only the newest films, even when a full load is due')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--max-workers <n>', 'pages fetched at the same time, at most', wholeNumber(1, 64))
    .option('--limit <n>', 'films a page', wholeNumber(1, 50))
    .option('--accept-removals', 'agree that films which are missing from the source are removed (with --full)')
    .option('--accept-missing-fields', 'drop the values of fields that the source no longer sends (a full load)')
    .addOption(new Option('--publish [name]', 'publish to a destination once the load is complete').conflicts('dryRun'))
    .addOption(new Option('--trigger <what>').choices(['cli', 'schedule']).default('cli').hideHelp())
  command('status', 'films, layers, watermark and the last run', async () => (await ledger()).status)
  command('runs', 'history of loads, newest first', async () => (await ledger()).runs).option(
    '--limit <n>',
    'how many',
    wholeNumber(1, 500),
    20,
  )
  command('verify', 'integrity of the file, and every quality check', async () => (await ledger()).verify)
  command(
    'rebuild',
    'make silver and gold again from bronze, without the network',
    async () => (await ledger()).rebuild,
  )
  command('query', 'run one reading SQL statement', async () => (await reading()).query)
    .argument('<sql>', 'the statement; - reads it from standard input')
    .option('--limit <n>', 'rows at most', wholeNumber(1, 1_000_000), 10_000)
  command('export', 'write a table to a file', async () => (await reading()).exportCommand)
    .argument('<table>', `one of: ${tableKeys.join(', ')}`)
    .requiredOption('--out <file>', 'target; its ending (.csv, .ndjson, .parquet) is the format; - is standard output')
    .option('--bom', 'begin a CSV with a byte order mark, by which some spreadsheets know its letters')
    .addOption(new Option('--format <format>', 'format, whatever the ending').choices(exportFormats))
  command('export-bronze', 'write the readings of films, without torrents, for a cluster', async () => {
    return (await reading()).exportBronzeCommand
  })
    .requiredOption('--out <folder>', 'target; a folder that is not there yet')
    .option('--after <run>', 'only what came after a published run', wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
  command('publish', 'publish the star to a destination of config.json', async () => (await publishing()).publish)
    .argument('[name]', 'the destination; needed where there are several')
    .option('--full', 'write everything, even where nothing has changed')
    .option('--dry-run', 'say what would be published, and write nothing')
    .addOption(new Option('--verify', 'hold what is there against what was published').conflicts(['full', 'dryRun']))
    .addOption(
      new Option('--rollback <version>', 'show readers a version that is kept')
        .argParser(wholeNumber(1, Number.MAX_SAFE_INTEGER))
        .conflicts(['full', 'dryRun', 'verify']),
    )
    .addOption(
      new Option('--setup', 'make schemas, tables and views where they are missing, and publish nothing').conflicts([
        'full',
        'dryRun',
        'verify',
        'rollback',
      ]),
    )
    .addOption(
      new Option('--print-setup', 'print what --setup runs, and the rights it takes, for an administrator').conflicts([
        'full',
        'dryRun',
        'verify',
        'rollback',
        'setup',
      ]),
    )
  command('destinations', 'destinations, and what each of them has', async () => (await destinationList()).destinations)
  return program
}

function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= low && value <= high) return value
    throw new InvalidArgumentError(`A whole number from ${low} to ${high} is expected.`)
  }
}
