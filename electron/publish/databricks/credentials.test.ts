import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatabricksDestination } from '../destination-config.ts'
import { credentialsOf } from './credentials.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'yts-home-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const lake: DatabricksDestination = {
  name: 'lake',
  kind: 'databricks',
  host: 'adb-1.azuredatabricks.net',
  port: 443,
  httpPath: '/sql/1.0/warehouses/abc',
  catalog: 'films',
  schema: 'gold',
  auth: 'env',
  clientId: null,
  profile: 'DEFAULT',
  keepVersions: 7,
  layers: ['gold'],
  afterSync: false,
}
const token = 'dapi0123456789abcdef0123456789abcdef'
const of = (changes: Partial<DatabricksDestination>, env: Record<string, string> = {}) =>
  credentialsOf({ ...lake, ...changes }, { env, home })

describe('what signs in to Databricks', () => {
  it('is the token of the environment, for the host that it is of', () => {
    expect(of({}, { DATABRICKS_TOKEN: `${token}\n` })).toEqual({ host: lake.host, token })
    const env = { DATABRICKS_TOKEN: token, DATABRICKS_HOST: 'https://ADB-1.azuredatabricks.net/' }
    expect(of({ host: null }, env)).toEqual({ host: lake.host, token })
    expect(of({}, env)).toEqual({ host: lake.host, token })
  })

  it('is that of a section of the file of profiles, which may be a link', () => {
    const text = `; mine\n[DEFAULT]\nhost = https://other.example.org\ntoken = wrong\n\n[films]\r\nhost  = https://${lake.host}/\r\ntoken = ${token}\r\nclient_id = x\r\n[more]\ntoken = wrong\n`
    writeFileSync(join(home, 'kept'), text)
    symlinkSync('kept', join(home, '.databrickscfg'))
    expect(of({ auth: 'profile', profile: 'films', host: null })).toEqual({ host: lake.host, token })
    writeFileSync(join(home, 'elsewhere'), text)
    expect(of({ auth: 'profile', profile: 'films' }, { DATABRICKS_CONFIG_FILE: join(home, 'elsewhere') })).toEqual({
      host: lake.host,
      token,
    })
  })

  it('is a service principal of the environment, of a profile, or with a secret that the app has stored', () => {
    const secret = 'dose0123456789abcdef'
    const env = { DATABRICKS_CLIENT_ID: 'app-1', DATABRICKS_CLIENT_SECRET: `${secret}\n` }
    const oauth = { clientId: 'app-1', secret }
    expect(of({}, env)).toEqual({ host: lake.host, oauth })
    expect(of({ auth: 'service_principal' }, env)).toEqual({ host: lake.host, oauth })
    expect(of({ auth: 'service_principal', clientId: 'app-2' }, env).host).toBe(lake.host)
    expect(of({ auth: 'service_principal', clientId: 'app-2' }, env)).toMatchObject({ oauth: { clientId: 'app-2' } })
    // A token beside it is of others.
    expect(of({ auth: 'service_principal' }, { ...env, DATABRICKS_TOKEN: token })).toEqual({ host: lake.host, oauth })
    const stored = { host: lake.host ?? '', token: secret }
    const kept = credentialsOf({ ...lake, auth: 'service_principal', clientId: 'app-1' }, { env: {}, home }, { stored })
    expect(kept).toEqual({ host: lake.host, oauth })
    writeFileSync(
      join(home, '.databrickscfg'),
      `[films]\nhost = ${lake.host}\nclient_id = app-1\nclient_secret = ${secret}\n`,
    )
    expect(of({ auth: 'profile', profile: 'films' })).toEqual({ host: lake.host, oauth })
  })

  it('is a person by the browser where that is asked for, whatever secrets there are', () => {
    const env = { DATABRICKS_TOKEN: token, DATABRICKS_CLIENT_SECRET: 'x', DATABRICKS_HOST: 'https://other.example.org' }
    expect(of({ auth: 'oauth' }, env)).toEqual({ host: lake.host, oauth: { clientId: null, secret: null } })
    writeFileSync(join(home, '.databrickscfg'), `[films]\nhost = ${lake.host}\nauth_type = databricks-cli\n`)
    expect(of({ auth: 'profile', profile: 'films' })).toEqual({
      host: lake.host,
      oauth: { clientId: null, secret: null },
    })
  })

  it.each<[string, Partial<DatabricksDestination>, Record<string, string>, string]>([
    ['no token', {}, {}, 'set DATABRICKS_TOKEN'],
    ['an empty token', {}, { DATABRICKS_TOKEN: ' ' }, 'set DATABRICKS_TOKEN'],
    ['a token in two lines', {}, { DATABRICKS_TOKEN: `${token}\nX: y` }, 'characters that no token has'],
    ['no host', { host: null }, { DATABRICKS_TOKEN: token }, 'has no host'],
    [
      'an address for a host',
      { host: null },
      { DATABRICKS_TOKEN: token, DATABRICKS_HOST: 'https://a.b/c?d' },
      'has no host',
    ],
    [
      'the token of another host',
      {},
      { DATABRICKS_TOKEN: token, DATABRICKS_HOST: 'https://other.example.org' },
      'of other.example.org',
    ],
    [
      'no client secret',
      { auth: 'service_principal', clientId: 'a' },
      { DATABRICKS_TOKEN: token },
      'DATABRICKS_CLIENT_SECRET',
    ],
    ['no client id', { auth: 'service_principal' }, { DATABRICKS_CLIENT_SECRET: token }, 'no client_id'],
    [
      'the client secret of another host',
      { auth: 'service_principal', clientId: 'a' },
      { DATABRICKS_CLIENT_SECRET: token, DATABRICKS_HOST: 'https://other.example.org' },
      'of other.example.org',
    ],
    ['no file of profiles', { auth: 'profile' }, { DATABRICKS_TOKEN: token }, 'cannot be read'],
  ])('is refused with %s, and the token is not in the sentence', (_, changes, env, sentence) => {
    expect(() => of(changes, env)).toThrow(
      expect.objectContaining({ kind: 'config_invalid', message: expect.stringContaining(sentence) }),
    )
    expect(() => of(changes, env)).not.toThrow(token)
  })
})
