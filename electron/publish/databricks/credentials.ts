import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { hostName } from '../../../shared/destinations.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import { readSmallText } from '../../files/small-file.ts'
import type { DatabricksDestination } from '../destination-config.ts'

/** Where secrets are looked for; tests replace it. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>
  home: string
}

const processSurroundings = (): Surroundings => ({ env: process.env, home: homedir() })

/** A token, or the secret of a service principal, that the app has stored, and the host that it was given for. */
export interface StoredToken {
  host: string
  token: string
}

/** How OAuth signs in: a service principal by its secret; without one, a person by the browser. */
export interface OAuth {
  /** Null: that of the driver. */
  clientId: string | null
  secret: string | null
}

/** Where to, and what signs in. Token and secret go to the driver and nowhere else. */
export type Credentials = { host: string } & ({ token: string } | { oauth: OAuth })

const maxBytes = 1_000_000

const wanting = (destination: DatabricksDestination, what: string): KnownError =>
  new KnownError('config_invalid', `The destination ${destination.name} ${what}.`)

/** What a place has that signs in. */
interface Found {
  host?: string | undefined
  token?: string | undefined
  clientId?: string | undefined
  secret?: string | undefined
  /** How the place says that one signs in, where it says so. */
  authType?: string | undefined
}

/**
 * Host and what signs in of a destination: from the environment (`DATABRICKS_HOST` with `DATABRICKS_TOKEN`, or `DATABRICKS_CLIENT_ID` and
 * `DATABRICKS_CLIENT_SECRET`), from its section of `~/.databrickscfg` (`DATABRICKS_CONFIG_FILE`), or what the app has stored for it. A
 * host in config.json must be the one that the token or the secret is for. A person who signs in by the browser needs neither.
 *
 * @param mustNameHost a token or secret is sent to no host but one that stands beside it: for callers that the page can ask
 * @throws KnownError `config_invalid` when one is missing, or they are of two hosts
 */
export function credentialsOf(
  destination: DatabricksDestination,
  { env, home }: Surroundings = processSurroundings(),
  { stored = null, mustNameHost = false }: { stored?: StoredToken | null; mustNameHost?: boolean } = {},
): Credentials {
  const { auth, profile } = destination
  const ofEnvironment = (): Found => ({
    host: env.DATABRICKS_HOST,
    clientId: env.DATABRICKS_CLIENT_ID,
    secret: env.DATABRICKS_CLIENT_SECRET,
  })
  const isStored = auth === 'token' || (auth === 'service_principal' && stored !== null)
  const where = isStored
    ? 'the store of the system'
    : auth === 'profile'
      ? `the section ${profile} of .databrickscfg`
      : 'the environment'
  const find = (): Found => {
    if (auth === 'profile') return sectionOf(destination, env.DATABRICKS_CONFIG_FILE ?? join(home, '.databrickscfg'))
    if (auth === 'env') return { ...ofEnvironment(), token: env.DATABRICKS_TOKEN }
    if (auth === 'oauth') return { host: env.DATABRICKS_HOST, authType: 'external-browser' }
    if (auth === 'token') return { ...stored }
    return stored === null ? ofEnvironment() : { host: stored.host, secret: stored.token }
  }
  const found = find()
  const signIn = signInOf(destination, found, where)
  const said = found.host
    ?.trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/+$/, '')
    .toLowerCase()
  const host = destination.host?.toLowerCase() ?? said
  if (!host || !hostName.test(host)) throw wanting(destination, `has no host: give it as host, or in ${where}`)
  if ('oauth' in signIn && signIn.oauth.secret === null) return { host, ...signIn }
  const what = 'token' in signIn ? 'token' : 'client secret'
  if (mustNameHost && !said)
    throw wanting(
      destination,
      `has a ${what} in ${where} without its host: the app sends it to no other one. ${auth === 'profile' ? 'Write host beside it' : 'Set DATABRICKS_HOST beside it'}`,
    )
  // It is sent to nobody but the one that it is for.
  if (said && said !== host && said !== `${host}:${destination.port}`)
    throw wanting(destination, `is of the host ${host}, and the ${what} in ${where} of ${said}`)
  return { host, ...signIn }
}

const browserTypes = /^(?:external-browser|databricks-cli|oauth-u2m)$/

/** What signs in, of what was found; never half of it. */
function signInOf(
  destination: DatabricksDestination,
  found: Found,
  where: string,
): { token: string } | { oauth: OAuth } {
  const { auth } = destination
  const [token, secret] = [found.token?.trim(), found.secret?.trim()]
  for (const [what, value] of [
    ['token', token],
    ['client secret', secret],
  ] as const)
    if (value && /[^\x21-\x7e]/.test(value))
      throw wanting(destination, `has a ${what} in ${where} with characters that no ${what} has`)
  const clientId = destination.clientId ?? found.clientId?.trim() ?? null
  if (auth === 'oauth') return { oauth: { clientId: destination.clientId, secret: null } }
  if (token) return { token }
  if (secret && clientId) return { oauth: { clientId, secret } }
  if (secret) throw wanting(destination, `has a client secret in ${where}, and no client_id`)
  if (auth === 'profile' && browserTypes.test(found.authType?.trim() ?? ''))
    return { oauth: { clientId: destination.clientId, secret: null } }
  throw wanting(
    destination,
    {
      env: 'has no token: set DATABRICKS_TOKEN, or name a section of ~/.databrickscfg by auth profile',
      profile: `has no token in ${where}, and no client_id and client_secret`,
      token: 'has no token: give it on the Destinations page of the app; elsewhere use auth env or profile',
      service_principal: 'has no client secret: set DATABRICKS_CLIENT_SECRET',
    }[auth],
  )
}

/** What a section of a file of profiles says. */
function sectionOf({ name, profile }: DatabricksDestination, file: string): Found {
  let text: string | null = null
  try {
    // People keep such files as links to where they keep all of them.
    text = readSmallText(realpathSync(file), maxBytes)
  } catch {
    // As if it were not there.
  }
  if (text === null)
    throw new KnownError(
      'config_invalid',
      `The destination ${name} wants a profile, and .databrickscfg cannot be read.`,
    )
  const entries: Record<string, string> = {}
  let section = ''
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*\[([^\]]*)\]\s*$/.exec(line)
    if (heading) section = heading[1]?.trim() ?? ''
    const [, key, value] = /^\s*(host|token|client_id|client_secret|auth_type)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (section === profile && key !== undefined && value !== undefined) entries[key] = value
  }
  const { host, token, client_id: clientId, client_secret: secret, auth_type: authType } = entries
  return { host, token, clientId, secret, authType }
}
