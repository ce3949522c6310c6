/** What the form for a new destination holds, as it is typed. */
export interface Draft {
  name: string
  kind: 'parquet' | 'databricks' | 'spark'
  dir: string
  host: string
  port: string
  stagingDir: string
  stagingUri: string
  httpPath: string
  catalog: string
  schema: string
  auth: 'token' | 'service_principal' | 'oauth' | 'env' | 'profile'
  clientId: string
  afterSync: boolean
}

export const emptyDraft: Draft = {
  name: '',
  kind: 'parquet',
  dir: '',
  host: '',
  port: '10000',
  stagingDir: '',
  stagingUri: '',
  httpPath: '',
  catalog: '',
  schema: 'films',
  auth: 'token',
  clientId: '',
  afterSync: false,
}

/** What is wrong with the name of a new destination; null = nothing. */
export function nameProblem(name: string, taken: readonly string[]): string | null {
  if (!/^[A-Za-z0-9][\w-]{0,39}$/.test(name)) return 'A name has letters, digits, - and _, at most 40.'
  return taken.includes(name) ? `There is a destination ${name} already.` : null
}

/** The settings that are written down: of its kind, and only those that are not what they would be anyway. */
export function settingsOf(draft: Draft): Record<string, string | number | boolean> {
  const { kind, dir, host, httpPath, catalog, schema, auth, clientId, afterSync } = draft
  const common = { kind, ...(afterSync ? { after_sync: true } : {}) }
  if (kind === 'parquet') return { ...common, dir: dir.trim() }
  const address = bareHost(host)
  if (kind === 'spark') return { ...common, host: address, schema: schema.trim(), ...sparkSettings(draft) }
  const where = { ...(address === '' ? {} : { host: address }), http_path: httpPath.trim() }
  const client = auth === 'service_principal' && clientId.trim() !== '' ? { client_id: clientId.trim() } : {}
  const signsIn = auth === 'env' ? {} : { auth, ...client }
  return { ...common, ...where, catalog: catalog.trim(), schema: schema.trim(), ...signsIn }
}

function sparkSettings(draft: Draft): Record<string, string | number> {
  const [port, uri] = [draft.port.trim(), draft.stagingUri.trim()]
  return {
    // What is no number is refused like any other setting that is wrong.
    ...(port === '' || port === emptyDraft.port ? {} : { port: /^\d+$/.test(port) ? Number(port) : port }),
    staging_dir: draft.stagingDir.trim(),
    ...(uri === '' ? {} : { staging_uri: uri }),
  }
}

/**
 * The destinations that a text of config.json has, with one more: also those that are wrong stay as they are written. Null for a text
 * that is no JSON, or in which `destinations` is anything else.
 */
export function withDestination(text: string, name: string, settings: unknown): Record<string, unknown> | null {
  try {
    const root: unknown = JSON.parse(text.trim() === '' ? '{}' : text.replace(/^\uFEFF/, ''))
    const before = isFields(root) ? (root.destinations ?? {}) : null
    return isFields(before) ? { ...before, [name]: settings } : null
  } catch {
    return null
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The host in an address as people copy it, from their browser say. */
function bareHost(text: string): string {
  return text
    .trim()
    .replace(/^[\w:]+:\/\//, '')
    .replace(/[/?#].*$/, '')
}
