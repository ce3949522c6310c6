import { isTrailerCode } from '../../../shared/model/values/trailer.ts'

const allowedHosts = new Set(['www.imdb.com', 'www.youtube.com', 'opensource.org'])

/** A request to open something outside the app; the address is built here, never taken from data. */
export type ExternalTarget = { kind: 'imdb'; code: string } | { kind: 'trailer'; code: string } | { kind: 'licence' }

/** The address behind a target, or null when the target is not well formed. */
export function externalAddress(target: ExternalTarget): string | null {
  if (target.kind === 'licence') return checkedExternal('https://opensource.org/license/mit')
  if (target.kind === 'trailer') {
    return isTrailerCode(target.code) ? checkedExternal(`https://www.youtube.com/watch?v=${target.code}`) : null
  }
  return /^tt\d{7,10}$/.test(target.code) ? checkedExternal(`https://www.imdb.com/title/${target.code}/`) : null
}

/**
 * An address as it may be handed to the operating system, serialised anew: https, an allowed host, no credentials and no
 * port. Null for everything else.
 */
export function checkedExternal(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const plain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === ''
  return plain && allowedHosts.has(url.hostname) ? url.href : null
}
