import { linkScheme } from '../../../shared/views/bounds.ts'

// No schemas here: the window waits for what is imported at the start.

/** What is kept of an address from outside: longer ones are none of ours, and are told to be so by what is left. */
const mostKept = 8_000

/** The first link to a view among a program's arguments, cut to a bound; null = none is. */
export function linkAmong(argv: readonly string[]): string | null {
  const found = argv.find((argument) => argument.slice(0, linkScheme.length + 1).toLowerCase() === `${linkScheme}:`)
  return found === undefined ? null : found.slice(0, mostKept)
}

/** The latest link that came from outside, until the page takes it: at a cold start that is when there is something to show. */
export class LinkInbox {
  #link: string | null = null

  put(link: string | null): void {
    if (link !== null) this.#link = link.slice(0, mostKept)
  }

  take(): string | null {
    const link = this.#link
    this.#link = null
    return link
  }
}
