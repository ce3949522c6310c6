/** Progress lines of the scripts: one line when a long step starts, one when it ends with its time. */

/** Writes one line of progress to stderr, so that stdout stays free for results. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs `work` and tells the person what is going on: start, a sign of life every 15 s, and the time it took.
 *
 * @param what - the step, as a short noun phrase ("renderer bundle")
 */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now()
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1)
  say(`▸ ${what} …`)
  const alive = setInterval(() => say(`  still ${what} (${seconds()} s)`), 15_000)
  try {
    const value = await work()
    say(`✓ ${what} (${seconds()} s)`)
    return value
  } catch (error) {
    say(`✗ ${what} failed after ${seconds()} s`)
    throw error
  } finally {
    clearInterval(alive)
  }
}

/** A failure a person can act on: `message` says what happened, `advice` what to do about it. */
export class ActionableError extends Error {
  override name = 'ActionableError'
  readonly advice: string
  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options)
    this.advice = advice
  }
}

/** Runs a script's main function; a failure prints what happened and what to do, and exits 1. */
export async function runMain(main: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    if (error instanceof ActionableError) say(`\n✗ ${error.message}\n  What to do: ${error.advice}`)
    else say(`\n✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    process.exitCode = 1
  }
}
