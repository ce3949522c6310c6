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
    ['no file of profiles', { auth: 'profile' }, { DATABRICKS_TOKEN: token }, 'cannot be read'],
  ])('is refused with %s, and the token is not in the sentence', (_, changes, env, sentence) => {
    expect(() => of(changes, env)).toThrow(
      expect.objectContaining({ kind: 'config_invalid', message: expect.stringContaining(sentence) }),
    )
    expect(() => of(changes, env)).not.toThrow(token)
  })
})
