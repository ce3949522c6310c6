import type { AppError } from '../../../shared/ipc/result.ts'

interface PublishNotifierDeps {
  /** Shows a notification; a click on it runs `onClick`. */
  show: (title: string, body: string, onClick: () => void) => void
  /** Brings the window forward at a route. */
  goTo: (route: string) => void
}

/**
 * Tells of publishes that began by themselves and failed. A row of failures is told once, until one goes well.
 *
 * @returns takes the end of each: its failure, or null
 */
export function createPublishNotifier(
  deps: PublishNotifierDeps,
): (destination: string, error: AppError | null) => void {
  const failing = new Set<string>()
  return (destination, error) => {
    if (error === null) {
      failing.delete(destination)
      return
    }
    if (failing.has(destination)) return
    failing.add(destination)
    const open = (): void => deps.goTo(`/destinations/${encodeURIComponent(destination)}`)
    deps.show(`Publishing to ${destination} failed`, error.message, open)
  }
}
