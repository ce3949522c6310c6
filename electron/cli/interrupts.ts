/** Ctrl-C, a polite kill, and a terminal that is closed. */
const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
export type Interrupt = (typeof interrupts)[number]

/** What comes again within this time was sent once: npm passes on what the terminal sends to both, in milliseconds. */
const ECHO_MS = 500

/**
 * Calls back at the first signal that asks the process to end. Half a second later signals mean again what they mean to any
 * program: the next one ends it at once, whatever it does.
 *
 * @param say hears a sentence about that, when it is so
 * @returns the way to stop listening
 */
export function hearInterrupts(listener: (signal: Interrupt) => void, say: (text: string) => void): () => void {
  let echo: NodeJS.Timeout | null = null
  const stop = (): void => {
    if (echo) clearTimeout(echo)
    for (const signal of interrupts) process.off(signal, onSignal)
  }
  function onSignal(signal: NodeJS.Signals): void {
    if (echo) return
    echo = setTimeout(() => {
      stop()
      say('This is being ended. Another Ctrl-C ends the program at once.\n')
    }, ECHO_MS)
    listener(interrupts.find((known) => known === signal) ?? 'SIGINT')
  }
  for (const signal of interrupts) process.on(signal, onSignal)
  return stop
}
