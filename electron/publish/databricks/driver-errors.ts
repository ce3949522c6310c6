import { KnownError } from '../../../shared/ipc/result.ts'
import { quoted } from '../store/spark-names.ts'
import { callbackPort } from './callback-server.ts'

/** What the driver threw, as this program understands it. */
export interface DriverFailure {
  error: KnownError
  /** Worth sending the same statement again a moment later. */
  isTransient: boolean
  /** The session is not there any more; another one may be opened. */
  isLostSession: boolean
}

const longest = 300
const addressQuery = /(https?:\/\/[^\s?]+)\?\S*/g
const tokenLike = /\bdapi[0-9a-f-]{8,}|\bBearer\s+\S+|\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?/gi
const localPath = /(?:[A-Za-z]:)?(?:[\\/][^\s'"`\\/]+){2,}/g

/** The first line of an engine's message, without tokens, queries of addresses, and paths of this machine. */
function scrubbed(message: string, secrets: readonly string[] = []): string {
  let line = message.split('\n').find((part) => part.trim() !== '') ?? ''
  for (const secret of secrets) if (secret.length >= 4) line = line.replaceAll(secret, '…')
  line = line.replaceAll(addressQuery, '$1').replaceAll(tokenLike, '…')
  // Addresses and paths of volumes are kept.
  line = line
    .split(/(https?:\/\/\S+)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(localPath, (path) => (path.startsWith('/Volumes/') ? path : '…')),
    )
    .join('')
  return line.trim().slice(0, longest)
}

const lostConnection = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'EAI_AGAIN'])
const lostWords = /socket hang up|premature close|network socket disconnected|Request timed out/i
// Two that set up at once: what is made "if not exists" may come to be there in between.
const conflict =
  /DELTA_CONCURRENT_|Concurrent\w*Exception|DELTA_.*_CONFLICT|DELTA_(?:METADATA|PROTOCOL)_CHANGED|\b(?:SCHEMA|TABLE|TABLE_OR_VIEW|VOLUME)_ALREADY_EXISTS\b/i
const comingSoon = /TEMPORARILY_UNAVAILABLE|RESOURCE_EXHAUSTED/i
const lostSession = /INVALID_HANDLE|invalid session ?handle|session .*(?:closed|expired|does not exist|not found)/i
const notThere = /\b(?:TABLE_OR_VIEW_NOT_FOUND|SCHEMA_NOT_FOUND|DELTA_TABLE_NOT_FOUND)\b|\b42P01\b/
const noCatalog = /NO_SUCH_CATALOG|CATALOG_NOT_FOUND/i
const noRight = /INSUFFICIENT_PERMISSIONS|PERMISSION_DENIED|INSUFFICIENT_PRIVILEGES|\b42501\b/i
const noSignIn = /\b(?:invalid_client|invalid_grant|unauthorized_client|access_denied|invalid_scope)\b/
const noOAuth = /^OAuth is not supported for/
const noCallback = /^Failed to start server: all ports are in use/
const missing =
  /does not have (?:the )?([A-Z][A-Z ,]*[A-Z])(?: privilege| permission)? on (?:the )?(\w+) ['"`]?([\w.-]+)['"`]?/i

interface Told {
  message: string
  /** Status of HTTP, where it came to that. */
  status: number | null
  code: string
}

/** What can be read from anything that is thrown: the driver has six kinds of errors, some of which are no `Error`. */
function told(thrown: unknown): Told {
  const about = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Record<string, unknown>
  const response = (typeof about.response === 'object' && about.response !== null ? about.response : {}) as Record<
    string,
    unknown
  >
  const texts = [about.message, response.errorMessage, response.displayMessage, response.sqlState]
  const message = texts.filter((text) => typeof text === 'string' && text !== '').join('\n')
  const inWords = /^(?:Hive driver: |HTTP error |expected 200 OK, got: )(\d{3})\b/.exec(message)
  const status = typeof about.statusCode === 'number' ? about.statusCode : Number(inWords?.[1] ?? 0)
  const code = typeof about.code === 'string' ? about.code : ''
  return { message, status: status === 0 ? null : status, code }
}

const kept = 'What was published before is unchanged.'

/**
 * What the driver threw, as an error with a sentence a person can act on.
 *
 * @param host of the destination, for the sentence
 * @param secrets never in it
 */
export function failureOf(thrown: unknown, host: string, secrets: readonly string[] = []): DriverFailure {
  const is = (kind: KnownError['kind'], sentence: string, also: Partial<DriverFailure> = {}): DriverFailure => ({
    error: new KnownError(kind, sentence, undefined, { cause: undefined }),
    isTransient: false,
    isLostSession: false,
    ...also,
  })
  if (thrown instanceof KnownError) return { error: thrown, isTransient: false, isLostSession: false }
  const { message, status, code } = told(thrown)
  const line = scrubbed(message, secrets)
  const again = { isTransient: true }
  if (lostSession.test(message))
    return is('destination_unreachable', `${host} has ended the session. ${kept}`, { ...again, isLostSession: true })
  if (conflict.test(message))
    return is('destination_busy', `Others write to the same tables just now: ${line} Try again later.`, again)
  if (comingSoon.test(message))
    return is('destination_unreachable', `${host} cannot answer just now: ${line} ${kept}`, again)
  if (noRight.test(message)) return is('destination_refused', refusal(message, line))
  if (noCatalog.test(message))
    return is(
      'destination_refused',
      `${line} Have the catalog made: publish --print-setup has the statements for an administrator.`,
    )
  if (notThere.test(message))
    return is('not_found', `The destination is not set up, or not whole: ${line} Run publish --setup.`)
  if (noSignIn.test(message))
    return is(
      'destination_refused',
      `${host} does not let you sign in: ${line} Is it the right client id, and its secret?`,
    )
  if (noOAuth.test(message))
    return is('destination_refused', `${host} has no sign-in of Databricks. Use a token: auth env, profile or token.`)
  if (noCallback.test(message))
    return is(
      'destination_refused',
      `Port ${callbackPort} of this machine is taken, to which the browser comes back after the sign-in. End what uses it, and publish again.`,
    )
  if (status === 401)
    return is(
      'destination_refused',
      `${host} does not accept the token. Is it this workspace's, and has it not run out?`,
    )
  if (status === 403)
    return is(
      'destination_refused',
      `${host} refuses access with this token: to the warehouse, or to the volume. Ask for CAN USE on the warehouse.`,
    )
  if (status === 404)
    return is(
      'destination_unreachable',
      `${host} has nothing at this http_path. Copy it again from the warehouse's connection details.`,
    )
  if (status === 429 || (status !== null && status >= 502 && status <= 504))
    return is('destination_unreachable', `${host} cannot answer just now (HTTP ${status}). ${kept}`, again)
  if (status !== null) return is('destination_unreachable', `${host} answers with HTTP ${status}. ${kept}`)
  if (/CERT|UNABLE_TO_VERIFY|ERR_TLS|ALTNAME/.test(code))
    return is('destination_unreachable', `The certificate of ${host} is not trusted (${code}). Nothing was sent.`)
  if (lostConnection.has(code) || lostWords.test(message))
    return is('destination_unreachable', `The connection to ${host} was lost. ${kept}`, again)
  if (/^E[A-Z0-9_]+$/.test(code) || /^Hive driver: Error when connecting/.test(message))
    return is('destination_unreachable', `${host} cannot be reached${code === '' ? '' : ` (${code})`}. ${kept}`)
  return is('destination_refused', `The destination refuses: ${line || 'it does not say why'}. ${kept}`)
}

/** Which right is missing, and the statement by which somebody who may gives it. */
function refusal(message: string, line: string): string {
  const [, right, kind, name] = missing.exec(message) ?? []
  if (right === undefined || kind === undefined || name === undefined)
    return `The destination refuses: ${line} Ask an administrator; publish --print-setup has all that is needed.`
  const object = name.split('.').map(quoted).join('.')
  const grant = `GRANT ${right.toUpperCase()} ON ${kind.toUpperCase()} ${object} TO …`
  return `A right is missing: ${right.toUpperCase()} on ${kind.toLowerCase()} ${name}. Ask an administrator for: ${grant}`
}
