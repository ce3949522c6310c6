// Progress lines of the scripts. Plain JavaScript without dependencies: the bootstrap runs before anything is installed.

/**
 * Writes one line of progress to stderr, so that stdout stays free for results.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs `work` and tells the person what is going on: start, a sign of life every 15 s, and the time it took.
 *
 * @template T
 * @param {string} what - the step, as a short phrase ("building the app")
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const started = Date.now()
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`
  say(`▸ ${what} …`)
  const alive = setInterval(() => say(`  still ${what} (${seconds()})`), 15_000)
  try {
    const value = await work()
    say(`✓ ${what} (${seconds()})`)
    return value
  } catch (error) {
    say(`✗ ${what}: failed after ${seconds()}`)
    throw error
  } finally {
    clearInterval(alive)
  }
}

/** A failure a person can act on: `message` says what happened, `advice` what to do about it. */
export class ActionableError extends Error {
  /** @override */
  name = 'ActionableError'

  /**
   * @param {string} message
   * @param {string} advice
   */
  constructor(message, advice) {
    super(message)
    this.advice = advice
  }
}

/**
 * Runs a script's main function, whose result is the exit code; a failure prints what happened and what to do.
 *
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (error instanceof ActionableError) say(`\n✗ ${error.message}\n  What to do: ${error.advice}`)
    else say(`\n✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    process.exitCode = 1
  }
}
