import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PublicationRow } from '../../../shared/contract/destinations.ts'
import { contract } from '../../../shared/contract/index.ts'
import { KnownError, ok } from '../../../shared/ipc/result.ts'
import type { Workspace } from '../sync/workspace.ts'
import { FakeHost } from '../testing/fake-host.ts'
import { Destinations } from './destinations.ts'

const row: PublicationRow = {
  publicationId: 1,
  mode: 'full',
  status: 'published',
  version: 3,
  goldVersion: 7,
  publishedRun: 2,
  producer: 'the app',
  startedAt: 1,
  finishedAt: 2,
  bytes: 10,
  rows: 5,
  errorKind: null,
  errorMessage: null,
}
const lake = {
  kind: 'databricks',
  host: 'ADB-1.example.net',
  http_path: '/sql/1.0/warehouses/abc',
  catalog: 'films',
  schema: 'gold',
}

let dataDir: string
let current: Workspace
let asked: [channel: string, input: unknown][]
let tokens: Map<string, { host: string; token: string }>
let automatic: [string, string | null][]
let now: number
let known: { lastVerified: PublicationRow | null; firstPublishedAt: number | null }
let differences: string[]
let fails: (name: string) => KnownError | null
let destinations: Destinations
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yts-destinations-'))
  asked = []
  automatic = []
  now = 0
  known = { lastVerified: null, firstPublishedAt: null }
  differences = []
  tokens = new Map()
  fails = () => null
  const reader = new FakeHost()
  reader.answer = async () => {
    const { names } = (reader.calls.at(-1) ?? { input: { names: [] } }).input as { names: string[] }
    const rows = names.map((name) => ({
      name,
      last: name === 'star' ? row : null,
      lastPublished: name === 'star' ? row : null,
      filmsBehind: null,
      isEdited: false,
      ...known,
    }))
    return ok({ goldVersion: 7, rows })
  }
  current = { name: 'catalogue', dataDir, reader, loader: new FakeHost() }
  destinations = new Destinations({
    current: () => current,
    publisher: {
      busy: false,
      picture: () => null,
      cancel: async (name) => void asked.push(['cancel', name]),
      ask: (async (channel: string, input: { name: string }) => {
        asked.push([channel, input])
        const failure = fails(input.name)
        if (failure) throw failure
        if (channel === 'publisher.verify') return { version: 1, differences }
        return { status: 'published', version: 1, goldVersion: 7 }
      }) as never,
    },
    secrets: {
      has: (name) => tokens.has(name),
      obstacle: async () => null,
      get: async (name) => tokens.get(name)?.token ?? null,
      set: async (name, secret) => {
        if (secret) tokens.set(name, secret)
        else tokens.delete(name)
      },
    },
    onAutomatic: (name, error) => automatic.push([name, error?.kind ?? null]),
    now: () => now,
  })
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const configure = (written: unknown): void =>
  writeFileSync(
    join(dataDir, 'config.json'),
    typeof written === 'string' ? written : JSON.stringify({ destinations: written }),
  )
const parquet = { kind: 'parquet', dir: '/srv/star' }

describe('the destinations of a data folder', () => {
  it('are listed with what is known of each, those that are wrong too, and none is asked', async () => {
    configure({
      star: { ...parquet, after_sync: true, keep_versions: 2 },
      lake: { ...lake, auth: 'token' },
      wrong: { kind: 'parquet' },
    })
    const list = await destinations.handlers()['destinations.list'](undefined)
    expect(contract['destinations.list'].output.safeParse(list).success).toBe(true)
    expect(list).toMatchObject({
      goldVersion: 7,
      noSecrets: null,
      error: null,
      destinations: [
        {
          name: 'star',
          kind: 'parquet',
          place: '/srv/star',
          afterSync: true,
          keepVersions: 2,
          auth: null,
          lastPublished: row,
        },
        {
          name: 'lake',
          kind: 'databricks',
          place: 'films.gold at ADB-1.example.net',
          auth: 'token',
          hasToken: false,
          last: null,
        },
        { name: 'wrong', kind: null, error: { kind: 'config_invalid' } },
      ],
    })
    expect(asked).toEqual([])
    configure('no json')
    expect(await destinations.handlers()['destinations.list'](undefined)).toMatchObject({
      destinations: [],
      error: { kind: 'config_invalid' },
    })
  })

  it('have a token that goes to the publisher and never back, under the host and the workspace it was given for', async () => {
    configure({ lake: { ...lake, auth: 'token' }, star: parquet, open: lake })
    const handlers = destinations.handlers()
    await handlers['destinations.token']({ name: 'lake', token: ' dapi0123 ' })
    expect([...tokens]).toEqual([['catalogue/lake', { host: 'adb-1.example.net', token: 'dapi0123' }]])
    await handlers['destinations.publish']({ name: 'lake' })
    await handlers['destinations.publish']({ name: 'star', full: true })
    await handlers['destinations.verify']({ name: 'open' })
    const token = { host: 'adb-1.example.net', token: 'dapi0123' }
    expect(asked).toEqual([
      ['publisher.publish', { name: 'lake', full: false, automatic: false, token }],
      ['publisher.publish', { name: 'star', full: true, automatic: false, token: null }],
      ['publisher.verify', { name: 'open', automatic: false, token: null }],
    ])
    expect(JSON.stringify(await handlers['destinations.list'](undefined))).not.toContain('dapi0123')
    current = { ...current, name: 'sample' }
    await handlers['destinations.publish']({ name: 'lake' })
    expect(asked.at(-1)).toMatchObject(['publisher.publish', { token: null }])
    for (const name of ['star', 'open'])
      await expect(handlers['destinations.token']({ name, token: 'x' })).rejects.toMatchObject({ kind: 'bad_input' })
    current = { ...current, name: 'catalogue' }
    configure({ lake: { ...lake, auth: 'service_principal', client_id: 'a1' }, star: parquet, open: lake })
    await handlers['destinations.verify']({ name: 'lake' })
    expect(asked.at(-1)).toEqual(['publisher.verify', { name: 'lake', automatic: false, token }])
    await handlers['destinations.token']({ name: 'lake', token: null })
    expect(tokens.size).toBe(0)
  })

  it('are published to after each complete load, if they want it, one after the other', async () => {
    configure({ star: { ...parquet, after_sync: true }, quiet: parquet, other: { ...parquet, after_sync: true } })
    fails = (name) => (name === 'star' ? new KnownError('destination_unreachable', 'Away.') : null)
    for (const status of ['failed', 'partial', 'cancelled'] as const)
      await destinations.afterLoad({ status, dryRun: false })
    await destinations.afterLoad({ status: 'complete', dryRun: true })
    expect(asked).toEqual([])
    await destinations.afterLoad({ status: 'complete', dryRun: false })
    expect(asked.map(([channel, input]) => [channel, (input as { name: string }).name])).toEqual([
      ['publisher.publish', 'star'],
      ['publisher.publish', 'other'],
    ])
    expect(asked[0]?.[1]).toMatchObject({ automatic: true, full: false })
    expect(automatic).toEqual([
      ['star', 'destination_unreachable'],
      ['other', null],
    ])
    // One that runs already, or that a person cancelled, has not failed.
    for (const kind of ['busy', 'locked', 'cancelled'] as const) {
      fails = () => new KnownError(kind, 'Not now.')
      await destinations.afterLoad({ status: 'complete', dryRun: false })
    }
    expect(automatic).toHaveLength(2)
  })

  it('that are published to after each load are verified once a week, and what others changed is told', async () => {
    const day = 24 * 3_600_000
    configure({ star: { ...parquet, after_sync: true } })
    const afterLoad = async (): Promise<string[]> => {
      asked = []
      await destinations.afterLoad({ status: 'complete', dryRun: false })
      return asked.map(([channel]) => channel)
    }
    // The first publish has just been read back.
    expect(await afterLoad()).toEqual(['publisher.publish'])
    known.firstPublishedAt = 0
    now = 7 * day - 1
    expect(await afterLoad()).toEqual(['publisher.publish'])
    now = 7 * day
    expect(await afterLoad()).toEqual(['publisher.publish', 'publisher.verify'])
    expect(asked[1]?.[1]).toMatchObject({ name: 'star', automatic: true })
    known.lastVerified = { ...row, mode: 'verify', status: 'verified', finishedAt: 7 * day }
    now = 13 * day
    expect(await afterLoad()).toEqual(['publisher.publish'])
    now = 14 * day
    differences = ['dim_movie: rows of it were edited.']
    automatic = []
    expect(await afterLoad()).toEqual(['publisher.publish', 'publisher.verify'])
    expect(automatic).toEqual([
      ['star', null],
      ['star', 'destination_differs'],
    ])
    // What is not published is not read again either.
    fails = () => new KnownError('destination_unreachable', 'Away.')
    expect(await afterLoad()).toEqual(['publisher.publish'])
  })
})
