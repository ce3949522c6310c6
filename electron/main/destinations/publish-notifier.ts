import type { AppError } from '../../../shared/ipc/result.ts'

/** What is told of the end of something that nobody asked for: its failure, or null. */
export type AutomaticEnd = (destination: string, error: AppError | null, doing: 'publish' | 'verify') => void

interface PublishNotifierDeps {
  /** Shows a notification; a click on it runs `onClick`. */
  show: (title: string, body: string, onClick: () => void) => void
  /** Brings the window forward at a route. */
  goTo: (route: string) => void
}

/**
 * Tells of publishes and verifications that began by themselves and failed. A row of failures is told once, until one goes well.
 *
 * @returns takes the end of each: its failure, or null
 */
export function createPublishNotifier(deps: PublishNotifierDeps): AutomaticEnd {
  const failing = new Set<string>()
  return (destination, error, doing) => {
    if (error === null) {
      failing.delete(destination)
      return
    }
    if (failing.has(destination)) return
    failing.add(destination)
    const open = (): void => deps.goTo(`/destinations/${encodeURIComponent(destination)}`)
    deps.show(titleOf(destination, error, doing), error.message, open)
  }
}

function titleOf(destination: string, { kind }: AppError, doing: 'publish' | 'verify'): string {
  if (doing === 'publish') return `Publishing to ${destination} failed`
  return kind === 'destination_differs' ? `${destination} was changed by others` : `Verifying ${destination} failed`
}
