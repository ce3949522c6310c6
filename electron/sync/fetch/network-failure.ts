import { knownAddress } from '../address/moved.ts'
import { BodyError } from './body.ts'
import { type Failure, fatal, retry } from './failure.ts'

/** The reason of an abort at the deadline of a request. */
export class DeadlineError extends Error {}

const UNREACHABLE = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
])

/** What TLS says of a certificate that nobody vouches for. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNTRUSTED =
  /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_(UNTRUSTED|REJECTED|SIGNATURE_FAILURE|REVOKED|CHAIN_TOO_LONG)|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|CRL_)/
/** A certificate that is not, or not any more, of its time. */
const OUT_OF_DATE = /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERROR_IN_CERT_)/
/** A certificate for another name. */
const OTHER_NAME = /^(ERR_TLS_CERT_ALTNAME_|HOSTNAME_MISMATCH)/
/** How undici wraps that of a proxy's own certificate. */
const OTHER_PROXY = 'UND_ERR_PRX_TLS'
/** Something answered that does not speak TLS. */
const NO_TLS = /^(ERR_SSL_|EPROTO)/

/**
 * What a request that threw says of the network.
 *
 * @param via how requests leave this machine when not directly, to be named to the person; empty = directly
 */
export function networkFailure(error: unknown, base: URL, via = ''): Failure {
  const by = via === '' ? '' : ` through ${via}`
  if (error instanceof DeadlineError) return retry('timeout', 'timeout', `${base.host} did not answer in time${by}.`)
  if (error instanceof BodyError) return retry('bad_answer', 'source_failed', `${base.host}: ${error.message}`)
  const code = errorCode(error)
  return (
    proxyCertificate(error, via) ??
    certificateFailure(code, base, by) ??
    proxyRefusal(error, base, via) ??
    (code === 'ENOTFOUND' && via === '' ? deadName(base) : null) ??
    unreachable(code, base, by)
  )
}

/** Nothing mends a certificate by itself: told at once, with what it may mean. */
function certificateFailure(code: string, base: URL, by: string): Failure | null {
  const told = (what: string): Failure =>
    fatal('source_unreachable', `The certificate of ${base.host}${by} ${what} (${code}). Nothing was loaded.`)
  if (OTHER_NAME.test(code)) return told('is for another name: a sign-in page or a company proxy?')
  if (OUT_OF_DATE.test(code)) return told('is not valid today. Check the date of this machine')
  if (UNTRUSTED.test(code)) return told('is not trusted: a company proxy?')
  return null
}

/** A proxy that is spoken to by TLS, and whose certificate is for another name. */
function proxyCertificate(error: unknown, via: string): Failure | null {
  if (via === '' || !hasCode(error, OTHER_PROXY)) return null
  return fatal(
    'source_unreachable',
    `The certificate of ${via} is for another name (${errorCode(error)}). Check the proxy's address. Nothing was loaded.`,
  )
}

/** A proxy that was reached and makes no tunnel. */
function proxyRefusal(error: unknown, base: URL, via: string): Failure | null {
  const status = via === '' ? undefined : /Proxy response \((\d{3})\)/.exec(messages(error))?.[1]
  if (status === undefined) return null
  const wish = status === '407' ? ' It wants a user name and a password.' : ''
  const message = `${capitalized(via)} refuses the connection to ${base.host} (HTTP ${status}).${wish}`
  const kind = 'source_unreachable'
  return status === '407' || status === '403' ? fatal(kind, message) : retry('offline', kind, message)
}

function deadName(base: URL): Failure {
  const newUrl = knownAddress(base)
  const advice = newUrl
    ? `The address known to this version is ${newUrl}.`
    : 'Check the connection, or look for its new address.'
  const message = `The name ${base.host} does not exist any more, or this machine is offline. ${advice}`
  return retry('offline', 'source_moved', message, null, newUrl ? { newUrl } : {})
}

function unreachable(code: string, base: URL, by: string): Failure {
  if (UNREACHABLE.has(code) || code === 'ENOTFOUND') {
    return retry(
      'offline',
      'source_unreachable',
      `${base.host} cannot be reached${by} (${code}). Check the connection.`,
    )
  }
  if (NO_TLS.test(code)) {
    const message = `What answers as ${base.host}${by} does not speak https (${code}): a sign-in page or a proxy?`
    return retry('offline', 'source_unreachable', message)
  }
  const shown = code ? ` (${code})` : ''
  return retry('server_error', 'source_unreachable', `The connection to ${base.host}${by} broke off${shown}.`)
}

function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return ''
  // Why several addresses of one name could not be reached: the first reason stands for all.
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0])
  // A certificate that a proxy's own connection does not take is wrapped: the cause tells more.
  const inner = errorCode(error.cause)
  if (inner !== '') return inner
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Whether an error, or what caused it, has this code. */
function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (('code' in error && error.code === code) || hasCode(error.cause, code))
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function messages(error: unknown): string {
  return error instanceof Error ? `${error.message} ${messages(error.cause)}` : ''
}
