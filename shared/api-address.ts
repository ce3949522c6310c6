/** The address the API answers at since August 2026 (see docs/sync.md, "The API moves house"). */
export const defaultYtsUrl = 'https://movies-api.accel.li/api/v2/list_movies.json'

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Longest address that is taken from a source. */
const maxOffered = 500

/** Ends of names that lead into a network of one's own, or nowhere. */
const privateEnds = new Set('local localhost localdomain internal intranet private lan home corp arpa'.split(' '))

/** Whether a host is this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return loopbackHosts.has(hostname)
}

/** Whether a text is an address the app may load from: https, or http on this machine only; no credentials. */
export function isAllowedApiUrl(text: string): boolean {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return false
  }
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
}

/** Whether a text holds what cannot be seen in it: controls, bidi marks, zero widths, white space. */
export function holdsUnseen(text: string): boolean {
  return /[\p{C}\p{Z}]/u.test(text)
}

/**
 * Whether an address that a source named may be offered to a person, or adopted: https at a public name, with nothing in it that
 * cannot be seen. Numbers are refused in every notation. Only a source on this machine may name another one there.
 *
 * @param text the address, as named or as made whole
 * @param source the address of the source that named it
 */
export function mayBeOffered(text: string, source: string): boolean {
  if (text.length > maxOffered || holdsUnseen(text) || !isAllowedApiUrl(text)) return false
  const url = new URL(text)
  if (holdsUnseen(decoded(url.pathname + url.search))) return false
  if (isLoopbackHost(url.hostname)) return isAllowedApiUrl(source) && isLoopbackHost(new URL(source).hostname)
  return url.protocol === 'https:' && isPublicName(url.hostname)
}

/** @param hostname as the URL parser writes it: numbers in whatever notation have become four with dots, or stand in brackets */
function isPublicName(hostname: string): boolean {
  const labels = hostname.replace(/\.$/, '').split('.')
  const end = labels.at(-1) ?? ''
  return labels.length > 1 && /^[a-z]/.test(end) && !privateEnds.has(end)
}

/** A path with its escapes undone; one that cannot be read counts as unseen. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return '\0'
  }
}
