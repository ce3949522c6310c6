import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { readSmallText } from '../../files/small-file.ts'
import type { DatabricksDestination } from '../destination-config.ts'

/** Where secrets are looked for; tests replace it. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>
  home: string
}

const processSurroundings = (): Surroundings => ({ env: process.env, home: homedir() })

/** A token that the app has stored, and the host that it was given for. */
export interface StoredToken {
  host: string
  token: string
}

/** What signs in. The token goes to the driver and nowhere else. */
export interface Credentials {
  host: string
  token: string
}

const maxBytes = 1_000_000
const hostName = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i

const wanting = (destination: DatabricksDestination, what: string): KnownError =>
  new KnownError('config_invalid', `The destination ${destination.name} ${what}.`)

/**
 * Host and token of a destination: from `DATABRICKS_HOST` and `DATABRICKS_TOKEN`, from its section of `~/.databrickscfg`
 * (`DATABRICKS_CONFIG_FILE`), or what the app has stored for it. A host in config.json must be the one that the token is for.
 *
 * @param mustNameHost the token is sent to no host but one that stands beside it: for callers that the page can ask
 * @throws KnownError `config_invalid` when one is missing, or they are of two hosts
 */
export function credentialsOf(
  destination: DatabricksDestination,
  { env, home }: Surroundings = processSurroundings(),
  { stored = null, mustNameHost = false }: { stored?: StoredToken | null; mustNameHost?: boolean } = {},
): Credentials {
  const { auth, profile } = destination
  if (auth === 'token' && !stored)
    throw wanting(
      destination,
      'has no token: give it on the Destinations page of the app; elsewhere use auth env or profile',
    )
  const found =
    auth === 'token'
      ? { host: stored?.host, token: stored?.token }
      : auth === 'env'
        ? { host: env.DATABRICKS_HOST, token: env.DATABRICKS_TOKEN }
        : sectionOf(destination, env.DATABRICKS_CONFIG_FILE ?? join(home, '.databrickscfg'))
  const where = {
    token: 'the store of the system',
    env: 'the environment',
    profile: `the section ${profile} of .databrickscfg`,
  }[auth]
  const token = found.token?.trim()
  if (!token)
    throw wanting(
      destination,
      auth === 'env'
        ? 'has no token: set DATABRICKS_TOKEN, or name a section of ~/.databrickscfg by auth profile'
        : `has no token in ${where}; other ways to sign in are not there yet`,
    )
  if (/[^\x21-\x7e]/.test(token))
    throw wanting(destination, `has a token in ${where} with characters that no token has`)
  const said = found.host
    ?.trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/+$/, '')
    .toLowerCase()
  const host = destination.host?.toLowerCase() ?? said
  if (!host || !hostName.test(host)) throw wanting(destination, `has no host: give it as host, or in ${where}`)
  if (mustNameHost && !said)
    throw wanting(
      destination,
      `has a token in ${where} without its host: the app sends it to no other one. ${auth === 'env' ? 'Set DATABRICKS_HOST beside it' : 'Write host beside it'}`,
    )
  // A token is sent to nobody but the one that it is for.
  if (said && said !== host && said !== `${host}:${destination.port}`)
    throw wanting(destination, `is of the host ${host}, and the token in ${where} of ${said}`)
  return { host, token }
}

/** What a section of a file of profiles says. */
function sectionOf({ name, profile }: DatabricksDestination, file: string): { host?: string; token?: string } {
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
    const [, key, value] = /^\s*(host|token)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (section === profile && key !== undefined && value !== undefined) entries[key] = value
  }
  return entries
}
