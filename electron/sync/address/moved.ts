import { defaultYtsUrl, holdsUnseen, mayBeOffered } from '../../../shared/api-address.ts'
import { type Failure, fatal, retry } from '../fetch/failure.ts'
import { endpointUrl, isListPath } from '../response/response.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** Moved for good; any other redirect is for the moment. https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
const FOR_GOOD = new Set([301, 308])
/** Hosts that this API is known to have lived on: see docs/sync.md, "The API moves house". */
const KNOWN_HOSTS = new Set([new URL(defaultYtsUrl).host, 'yts.mx', 'yts.lt', 'yts.am', 'yts.gg'])

/** Whether a response of this status leads elsewhere. */
export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status)
}

/** The target of a redirect on the same host, which may be followed; null for any other. */
export function sameHostTarget(location: string | undefined, from: URL): URL | null {
  const target = targetOf(location, from)
  return target?.origin === from.origin ? target : null
}

/**
 * What a redirect to another host says. The API moved only when the redirect is for good and leads to the list, or to a host where
 * the API is known to have lived: a hotel's sign-in page or a provider's block page redirects as well, and means nothing by it.
 */
export function leftHost(status: number, location: string | undefined, base: URL): Failure {
  const target = targetOf(location, base)
  if (target && FOR_GOOD.has(status) && (isListPath(target, base) || KNOWN_HOSTS.has(target.host))) {
    return moved(base, location !== undefined && holdsUnseen(location) ? null : endpointUrl(target.href))
  }
  const where = target ? ` to ${target.host}` : ''
  const message = `${base.host} redirected${where}, to a page that is not the API (a sign-in or block page?). Look at that network's own page in a browser, then sync again.`
  return retry('offline', 'source_unreachable', message)
}

/** The API says that it lives elsewhere; null = at an address that cannot be used. */
export function moved(base: URL, announced: string | null): Failure {
  const newUrl = announced !== null && mayBeOffered(announced, base.href) ? announced : null
  const message = newUrl
    ? `The API moved from ${base.host} to ${newUrl}.`
    : `The API at ${base.host} moved to an address that cannot be used safely. Look for its new https address.`
  return fatal('source_moved', message, newUrl ? { newUrl } : {})
}

/** The address this version knows, for one that leads nowhere; null where that is the one in use. */
export function knownAddress(base: URL): string | null {
  return new URL(defaultYtsUrl).host === base.host ? null : defaultYtsUrl
}

function targetOf(location: string | undefined, from: URL): URL | null {
  return location !== undefined && URL.canParse(location, from) ? new URL(location, from) : null
}
