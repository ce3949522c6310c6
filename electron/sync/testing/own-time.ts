const tickMs = 10

/**
 * Measures time as this process has it: waiting counts by the ticks of its own event loop, work by its processor time, whichever is more.
 * Standing in line for a processor that another program keeps does not count, so a test can hold a promise in seconds on any machine.
 *
 * @returns milliseconds since the call; read once, at the end
 */
export function ownTime(): () => number {
  const before = process.cpuUsage()
  let ticks = 0
  const ticking = setInterval(() => {
    ticks += 1
  }, tickMs)
  return () => {
    clearInterval(ticking)
    const { user, system } = process.cpuUsage(before)
    return Math.max(ticks * tickMs, (user + system) / 1000)
  }
}
