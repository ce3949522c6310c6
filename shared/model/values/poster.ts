import { isLoopbackHost, mayBeOffered } from '../../api-address.ts'

/** What a poster's address ends with: nothing but an image, and no query, which may hold a token. */
const pathForm = /^\/[\w\-./~%!'()*+,;=:@&$]{1,300}\.(?:jpe?g|png|webp)$/i

/** A name or number of a host, with or without a port, and nothing else. */
const hostForm = /^(?:[a-z\d-]+(?:\.[a-z\d-]+)*|\[[a-f\d:]+\])(?::\d{1,5})?$/

/** Where a poster lies: the host that its film names, and the path there, by which it is known at any host. */
export interface PosterPlace {
  host: string
  path: string
}

/**
 * Where a poster lies by its address, as silver keeps it: cleaned, so that nothing in it tells of a torrent.
 *
 * @returns null where there is none, or no plain address of an image
 */
export function posterPlace(address: string | null): PosterPlace | null {
  if (address === null || !URL.canParse(address)) return null
  const { protocol, host, pathname } = new URL(address)
  if ((protocol !== 'https:' && protocol !== 'http:') || !pathForm.test(pathname)) return null
  return { host, path: pathname }
}

/** Whether a text names a host as the settings have one: lower case, with or without a port, not an address. */
export function isPosterHost(text: string): boolean {
  return text.length <= 260 && hostForm.test(text) && URL.canParse(`https://${text}/`)
}

/**
 * Where posters may be fetched from: https at a public name; http on this machine only while films come from there too.
 *
 * @param source the address that films are loaded from
 * @returns an origin, such as `https://img.example.org`; null when that host may not be asked
 */
export function posterOrigin(host: string, source: string): string | null {
  if (!isPosterHost(host)) return null
  const { hostname, host: plain } = new URL(`https://${host}/`)
  const origin = `${isLoopbackHost(hostname) ? 'http' : 'https'}://${plain}`
  return mayBeOffered(`${origin}/`, source) ? origin : null
}
