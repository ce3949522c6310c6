import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readJsonText } from '../config/text/config-text.ts'
import { destinationNames, destinationOf } from './destination-config.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yts-destinations-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const put = (destinations: unknown) =>
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ destinations }, null, 2))
const star = { kind: 'parquet', dir: '/srv/star' }

describe('a destination of config.json', () => {
  it('has defaults for all but its kind and folder', () => {
    put({ star })
    expect(destinationOf(dataDir)).toEqual({
      name: 'star',
      kind: 'parquet',
      dir: '/srv/star',
      keepVersions: 7,
      layers: ['gold'],
      afterSync: false,
    })
    put({ star: { ...star, keep_versions: 2, layers: 'gold, history,silver' }, other: star })
    expect(destinationNames(dataDir)).toEqual(['star', 'other'])
    expect(destinationOf(dataDir, 'star')).toMatchObject({ keepVersions: 2, layers: ['gold', 'silver', 'history'] })
  })

  it('may be a schema of Spark, which has the staging folder under its own name', () => {
    const spark = { kind: 'spark', host: 'spark.example', schema: 'gold', staging_dir: '/mnt/stage/' }
    put({ spark })
    expect(destinationOf(dataDir)).toEqual({
      name: 'spark',
      kind: 'spark',
      host: 'spark.example',
      port: 10_000,
      schema: 'gold',
      stagingDir: '/mnt/stage/',
      stagingUri: 'file:/mnt/stage',
      keepVersions: 7,
      layers: ['gold'],
      afterSync: false,
    })
    put({ spark: { ...spark, staging_dir: '/mnt/my stage', staging_uri: 's3a://bucket/stage/' } })
    expect(destinationOf(dataDir)).toMatchObject({ stagingDir: '/mnt/my stage', stagingUri: 's3a://bucket/stage' })
    for (const [changes, sentence] of [
      [{ host: undefined }, 'must have host'],
      [{ staging_dir: undefined }, 'must have staging_dir'],
      [{ staging_dir: 'stage' }, 'needs the whole path'],
      [{ staging_dir: '/mnt/my stage' }, 'needs what Spark calls its staging_dir'],
      [{ staging_uri: 'a`b' }, 'must be what Spark calls'],
      [{ schema: 'a.b' }, 'must be a name'],
      [{ host: 'thrift://a' }, 'must be a host name'],
    ] as const) {
      put({ spark: { ...spark, ...changes } })
      expect(() => destinationOf(dataDir)).toThrow(expect.objectContaining({ kind: 'config_invalid' }))
      expect(() => destinationOf(dataDir)).toThrow(sentence)
    }
  })

  it('may be a schema of Databricks, which has defaults for all but where it is', () => {
    const lake = { kind: 'databricks', http_path: 'sql/1.0/warehouses/abc', catalog: 'films', schema: 'gold' }
    put({ lake })
    expect(destinationOf(dataDir)).toEqual({
      name: 'lake',
      kind: 'databricks',
      host: null,
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
    })
    for (const [changes, sentence] of [
      [{ http_path: undefined }, 'must have http_path'],
      [{ schema: "a'b" }, 'must be a name'],
      [{ catalog: '../up' }, 'must be a name'],
      [{ host: 'https://a.b' }, 'must be a host name'],
      [{ auth: 'password' }, 'must be one of env, profile, token, oauth, service_principal'],
      [{ auth: 'oauth', client_id: 'a b' }, 'must be the client id'],
      [{ auth: 'service_principal', client_secret: 'x' }, 'is a secret'],
      [{ layers: 'silver' }, 'must be gold'],
    ] as const) {
      put({ lake: { ...lake, ...changes } })
      expect(() => destinationOf(dataDir)).toThrow(expect.objectContaining({ kind: 'config_invalid' }))
      expect(() => destinationOf(dataDir)).toThrow(sentence)
    }
  })

  it('is asked for by name where there are several, and told where there is none', () => {
    expect(() => destinationOf(dataDir)).toThrow(expect.objectContaining({ kind: 'not_found' }))
    put({ a: star, b: star })
    expect(() => destinationOf(dataDir)).toThrow('Which destination? There are a, b.')
    expect(() => destinationOf(dataDir, 'c')).toThrow('There is no destination c. Known: a, b.')
    expect(() => destinationOf(dataDir, '__proto__')).toThrow(expect.objectContaining({ kind: 'not_found' }))
  })

  it.each([
    ['no folder', { kind: 'parquet' }, 'must have dir'],
    ['a folder that is no text', { ...star, dir: 5 }, 'must be the whole path of a folder'],
    ['a folder from nowhere', { ...star, dir: 'star' }, 'needs the whole path'],
    ['no kind', { dir: '/srv/star' }, 'has no kind'],
    ['a kind that there is not', { kind: 'ftp' }, 'has no kind'],
    ['too few versions', { ...star, keep_versions: 0 }, 'must be at least 1'],
    ['versions in parts', { ...star, keep_versions: 1.5 }, 'must be a whole number'],
    ['bronze', { ...star, layers: 'gold,bronze' }, 'must be gold, and silver or history after it'],
    ['no gold', { ...star, layers: 'silver' }, 'must be gold, and silver or history after it'],
    ['a group', { ...star, more: { a: 1 } }, 'config.json, line'],
    ['a secret', { ...star, token: 'abc' }, 'is a secret, which has no place in a file'],
  ])('with %s is refused, with a sentence, and publishes nowhere', (_, destination, sentence) => {
    put({ star: destination, sound: star })
    const refused = () => destinationOf(dataDir, 'star')
    expect(refused).toThrow(expect.objectContaining({ kind: 'config_invalid' }))
    expect(refused).toThrow(sentence)
  })

  it('that is wrong keeps no other from being used', () => {
    put({ star: { kind: 'parquet' }, sound: star })
    expect(destinationOf(dataDir, 'sound')).toMatchObject({ dir: '/srv/star' })
  })

  it.each([
    [
      'too few versions',
      { ...star, keep_versions: 0 },
      'line 14: destinations.wanted.keep_versions must be at least 1',
    ],
    ['a secret', { ...star, token: 'abc' }, 'line 14: destinations.wanted.token is a secret'],
    ['no folder', { kind: 'parquet' }, 'destinations.wanted must have dir'],
  ])('with %s is refused behind any number of others that are wrong', (_, wanted, sentence) => {
    put({ first: { kind: 'parquet' }, second: { ...star, keep_versions: 0 }, wanted })
    const refused = () => destinationOf(dataDir, 'wanted')
    expect(refused).toThrow(expect.objectContaining({ kind: 'config_invalid' }))
    expect(refused).toThrow(sentence)
    expect(refused).not.toThrow(/first|second/)
  })

  it('is refused for all that is wrong with it', () => {
    put({ star: { ...star, keep_versions: 0, layers: 'silver', token: 'abc' } })
    for (const key of ['keep_versions', 'layers', 'token'])
      expect(() => destinationOf(dataDir)).toThrow(`destinations.star.${key} `)
  })

  it.each([
    ['no folder', { kind: 'parquet' }],
    ['a folder that is no text', { ...star, dir: 5 }],
    ['no folder, and a secret', { kind: 'parquet', token: 'abc' }],
    ['no group of settings', 5],
  ])('with %s is one of all that there are', (_, wrong) => {
    put({ 'wrong.one': wrong, sound: star })
    expect(destinationNames(dataDir).toSorted()).toEqual(['sound', 'wrong.one'])
    expect(() => destinationOf(dataDir)).toThrow(/^Which destination\? There are/)
    put({ 'wrong.one': wrong })
    expect(destinationNames(dataDir)).toEqual(['wrong.one'])
    expect(() => destinationOf(dataDir)).toThrow(expect.objectContaining({ kind: 'config_invalid' }))
  })

  it.each([
    ['no JSON', '{"destinations": {', 'config.json, line 1: is not JSON'],
    ['a list', '[]', 'config.json must hold named settings'],
    ['a list of destinations', '{"destinations": []}', 'config.json, line 1: destinations must be a group of settings'],
    ['no text', '\0', 'config.json holds NUL characters'],
  ])('is not looked for, nor said to be none, in a file that holds %s', (_, text, sentence) => {
    writeFileSync(join(dataDir, 'config.json'), text)
    for (const ask of [
      () => destinationOf(dataDir),
      () => destinationOf(dataDir, 'star'),
      () => destinationNames(dataDir),
    ]) {
      expect(ask).toThrow(expect.objectContaining({ kind: 'config_invalid' }))
      expect(ask).toThrow(sentence)
    }
  })

  it('is used whatever is wrong elsewhere', () => {
    writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ last_date: 5, unknown: 1, destinations: { star } }))
    writeFileSync(join(dataDir, 'config.yaml'), 'no: [yaml')
    expect(destinationNames(dataDir)).toEqual(['star'])
    expect(destinationOf(dataDir)).toMatchObject({ dir: '/srv/star' })
  })
})

describe('a secret in config.json', () => {
  const issueOf = (key: string, value: unknown) =>
    readJsonText(JSON.stringify({ last_date: '2024-01-01', destinations: { mine: { [key]: value } } }, null, 2))

  it.each([
    ['token', 'x'],
    ['access_token', 'x'],
    ['client_secret', 'x'],
    ['Password', 'x'],
    ['passwd', 'x'],
    ['api_key', 'x'],
    ['storage-account-key', 'x'],
    ['host', 'dapi0123456789abcdef0123456789abcdef'],
    ['host', 'https://user:secret@example.org'],
    ['note', 'eyJhbGciOi.eyJzdWIi.x'],
  ])('is an error at its line: %s = %s', (key, value) => {
    const { issues, values, broken } = issueOf(key, value)
    expect(issues).toEqual([
      {
        field: `destinations.mine.${key}`,
        line: 5,
        column: expect.any(Number),
        severity: 'error',
        message: 'is a secret, which has no place in a file: take it out, and give it by the environment',
      },
    ])
    expect(broken).toBe(true)
    // The other settings stand.
    expect(values).toEqual({ last_date: '2024-01-01', destinations: { mine: {} } })
    expect(JSON.stringify(issues)).not.toContain(value === 'x' ? '"x"' : value)
  })

  it.each([
    ['auth', 'token'],
    ['host', 'adb-1.azuredatabricks.net'],
    ['http_path', '/sql/1.0/warehouses/abc'],
    ['client_id', 'x'],
    ['profile', 'DEFAULT'],
    ['dir', '/srv/keys/star'],
  ])('is not what tells where and how: %s = %s', (key, value) => {
    expect(issueOf(key, value)).toMatchObject({ issues: [], broken: false })
  })
})
