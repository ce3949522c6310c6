import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Publication } from '../../../shared/ipc/publication.ts'
import { lastPublications, publicationsOfRun, publicationsTo } from '../../warehouse/ledger/publications.ts'
import { acquireWriterLock } from '../../warehouse/open/lock.ts'
import { rawMovie } from '../../warehouse/testing/loads.ts'
import type { StoredToken } from '../databricks/credentials.ts'
import { databricksStub } from '../testing/databricks-stub.ts'
import type { DatabricksStub } from '../testing/stub-types.ts'
import { makePlace, type Place, someFilms } from '../testing/warehouses.ts'
import { createPublisherService, type PublisherService } from './publisher-service.ts'

let place: Place
let told: Publication[]
let service: PublisherService
let env: Record<string, string>
beforeEach(() => {
  place = makePlace()
  told = []
  env = {}
  service = createPublisherService({
    dataDir: place.dataDir,
    emit: ({ publication }) => told.push(publication),
    deps: { wait: async () => {}, surroundings: { env, home: place.dataDir } },
  })
  configure({ star: { kind: 'parquet', dir: place.folder } })
})
afterEach(() => place.end())

const configure = (destinations: unknown): void =>
  writeFileSync(join(place.dataDir, 'config.json'), JSON.stringify({ destinations }))
const star = { name: 'star', token: null }
const publish = async (
  changes: { name?: string; token?: StoredToken | null; full?: boolean; automatic?: boolean } = {},
) => service['publisher.publish']({ ...star, full: false, automatic: false, ...changes })
const ends = () => told.filter(({ status }) => status !== 'running')

describe('the publisher, at a folder', () => {
  it('publishes, tells what it does, and notes it in the ledger', async () => {
    place.load(someFilms(0))
    expect(await publish()).toEqual({ status: 'published', version: 1, goldVersion: 1 })
    expect(told[0]).toMatchObject({ destination: 'star', doing: 'publish', status: 'running', automatic: false })
    expect(ends()).toMatchObject([{ status: 'published', version: 1, goldVersion: 1, error: null, message: null }])
    expect(ends()[0]?.bytes).toBeGreaterThan(0)
    expect(await publish({ automatic: true })).toMatchObject({ status: 'unchanged', version: 1 })
    expect(ends()[1]).toMatchObject({ status: 'unchanged', automatic: true, bytes: 0 })
    const about = { mode: 'full', version: 1, goldVersion: 1, publishedRun: 1, producer: 'the app' }
    expect(publicationsTo(place.db, 'star', 10)).toMatchObject([
      { ...about, status: 'unchanged', bytes: 0, rows: 0 },
      { ...about, status: 'published' },
    ])
    expect(publicationsOfRun(place.db, 1)).toMatchObject([{ destination: 'star', version: 1 }])
  })

  it('shows a version again, and says which are kept', async () => {
    place.load(someFilms(0))
    await publish()
    place.load(someFilms(1))
    await publish()
    const versions = await service['publisher.versions'](star)
    expect(versions).toMatchObject({ current: 2, kept: [{ version: 2 }, { version: 1, goldVersion: 1 }] })
    expect(await service['publisher.show']({ ...star, version: 1 })).toEqual({ version: 1, goldVersion: 1 })
    expect(ends().at(-1)).toMatchObject({ doing: 'show', status: 'published', version: 1 })
    expect((await service['publisher.versions'](star)).current).toBe(1)
    expect(publicationsTo(place.db, 'star', 10).map(({ mode, version }) => `${mode} ${version}`)).toEqual([
      'rollback 1',
      'full 2',
      'full 1',
    ])
    expect(publicationsTo(place.db, 'star', 1, ['published'])).toMatchObject([{ mode: 'rollback' }])
    await expect(service['publisher.show']({ ...star, version: 9 })).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('verifies, and names what others changed', async () => {
    place.load(someFilms(0))
    await publish()
    expect(await service['publisher.verify']({ ...star, automatic: false })).toEqual({ version: 1, differences: [] })
    expect(ends().at(-1)).toMatchObject({ doing: 'verify', status: 'verified' })
    rmSync(join(place.folder, 'v000001', 'dim_genre', 'part-00000.parquet'))
    const { differences } = await service['publisher.verify']({ ...star, automatic: false })
    expect(differences).toEqual(expect.arrayContaining([expect.stringMatching(/^Version 1, dim_genre: .*missing/)]))
    expect(ends().at(-1)).toMatchObject({ status: 'differs', differences })
    expect(lastPublications(place.db, 'star')).toMatchObject({
      last: { mode: 'verify', status: 'differs', version: 1 },
      lastPublished: { version: 1, goldVersion: 1 },
      lastVerified: { status: 'differs' },
      filmsBehind: 0,
      isEdited: true,
    })
    expect(await publish({ full: true })).toMatchObject({ status: 'published', version: 2 })
    expect(await publish()).toMatchObject({ status: 'unchanged' })
    expect(lastPublications(place.db, 'star')).toMatchObject({ last: { status: 'unchanged' }, isEdited: false })
  })

  it('is cancelled at once and leaves what was there; the ledger says so', async () => {
    place.load(someFilms(0))
    await publish()
    place.load(someFilms(1))
    const publishing = publish()
    await service['publisher.cancel']({ name: 'another' })
    await service['publisher.cancel']({ name: 'star' })
    await expect(publishing).rejects.toMatchObject({ kind: 'cancelled' })
    expect(ends().at(-1)).toMatchObject({ status: 'cancelled' })
    expect((await service['publisher.versions'](star)).current).toBe(1)
    expect(publicationsTo(place.db, 'star', 1)).toMatchObject([{ status: 'cancelled', version: null }])
  })

  it('does one piece of work at a time, and looks meanwhile', async () => {
    place.load(someFilms(0))
    const publishing = publish()
    await expect(async () => publish()).rejects.toMatchObject({ kind: 'busy' })
    await expect(async () => service['publisher.verify']({ ...star, automatic: false })).rejects.toMatchObject({
      kind: 'busy',
    })
    expect(await service['publisher.test'](star)).toEqual({ message: expect.stringContaining('folder'), checks: [] })
    await publishing
    expect(ends()).toHaveLength(1)
    expect(await publish()).toMatchObject({ status: 'unchanged' })
  })

  it('ends what runs when the app does', async () => {
    place.load(someFilms(0))
    const publishing = publish().catch((error: unknown) => error)
    await service['publisher.shutdown'](undefined)
    expect(ends()).toHaveLength(1)
    expect(await publishing).toMatchObject({ kind: 'cancelled' })
  })

  it('fails with a sentence, notes what began, and not what never did', async () => {
    await expect(publish()).rejects.toMatchObject({ kind: 'not_found' })
    place.load(someFilms(0))
    await expect(publish({ name: 'gone' })).rejects.toMatchObject({ kind: 'not_found' })
    expect(publicationsTo(place.db, 'star', 10)).toEqual([])
    mkdirSync(join(place.folder, 'of somebody'))
    await expect(publish()).rejects.toMatchObject({ kind: 'destination_refused' })
    const [, , end] = ends()
    expect(end).toMatchObject({ status: 'failed', error: { kind: 'destination_refused' } })
    expect(end?.error?.message).not.toContain(place.folder)
    expect(publicationsTo(place.db, 'star', 10)).toMatchObject([
      { status: 'failed', version: null, errorKind: 'destination_refused', errorMessage: end?.error?.message },
    ])
    await expect(service['publisher.test'](star)).rejects.toMatchObject({ kind: 'destination_refused' })
  })

  it('publishes while a load writes, and says that the ledger has no entry', async () => {
    place.load(someFilms(0))
    const lock = acquireWriterLock(place.dataDir, 'a load')
    expect(await publish()).toMatchObject({ status: 'published' })
    expect(ends()[0]?.message).toContain('the ledger has no entry')
    if (lock.ok) lock.value.release()
    expect(publicationsTo(place.db, 'star', 10)).toEqual([])
  })
})

describe('the publisher, at Databricks', () => {
  const trusted = tls.getCACertificates('default')
  let stub: DatabricksStub
  const lake = { name: 'lake', token: null }
  const written = (changes: Record<string, unknown> = {}) =>
    configure({
      lake: {
        kind: 'databricks',
        host: stub.host,
        port: stub.port,
        http_path: '/sql/1.0/warehouses/abc',
        catalog: 'films',
        schema: 'gold',
        ...changes,
      },
    })
  beforeEach(async () => {
    stub = await databricksStub()
    tls.setDefaultCACertificates([...trusted, stub.certificate])
    Object.assign(env, { DATABRICKS_TOKEN: stub.token, DATABRICKS_HOST: stub.host })
    written()
    place.load(someFilms(0))
  })
  afterEach(async () => {
    tls.setDefaultCACertificates(trusted)
    await stub.close()
  })

  it('publishes, verifies, and shows an older version again', async () => {
    expect((await service['publisher.test'](lake)).message).toContain('Nothing is set up there yet')
    expect(await service['publisher.versions'](lake)).toEqual({ current: 0, kept: [] })
    expect(await publish(lake)).toMatchObject({ status: 'published', version: 1 })
    const end = ends()[0]
    expect(end?.statements).toBeGreaterThan(10)
    expect(end?.bytes).toBeGreaterThan(0)
    expect(await publish(lake)).toMatchObject({ status: 'unchanged', version: 1 })
    place.load(someFilms(1))
    expect(await publish(lake)).toMatchObject({ status: 'published', version: 2 })
    expect(await service['publisher.verify']({ ...lake, automatic: false })).toEqual({ version: 2, differences: [] })
    expect(await service['publisher.show']({ ...lake, version: 1 })).toMatchObject({ version: 1, goldVersion: 1 })
    expect(await service['publisher.versions'](lake)).toMatchObject({ current: 1 })
    expect((await service['publisher.test'](lake)).message).toContain('Version 1 is there')
    await publish(lake)
    place.load([...someFilms(1), rawMovie(50)])
    await publish(lake)
    expect(
      publicationsTo(place.db, 'lake', 10).map(({ mode, status, version }) => `${mode} ${status} ${version}`),
    ).toEqual([
      'incremental published 4',
      'full published 3',
      'rollback published 1',
      'verify verified 2',
      'full published 2',
      'full unchanged 1',
      'full published 1',
    ])
  })

  it('signs in with the token that the app has stored, and with no other', async () => {
    written({ auth: 'token' })
    const { host, token } = stub
    const stored = { ...lake, token: { host, token } }
    await expect(publish(lake)).rejects.toMatchObject({ kind: 'config_invalid' })
    expect(await publish(stored)).toMatchObject({ status: 'published' })
    await expect(publish({ ...lake, token: { host, token: 'dapiwrong0000000000000' } })).rejects.toMatchObject({
      kind: 'destination_refused',
    })
    // A token is in nothing that is told or kept.
    expect(JSON.stringify(told)).not.toContain(stub.token)
    expect(JSON.stringify(publicationsTo(place.db, 'lake', 10))).not.toContain(stub.token)
  })

  it.each(['token', 'service_principal'])(
    'sends a stored token to no host but its own, whatever the settings say by then: %s',
    async (auth) => {
      written({ auth, client_id: 'a1' })
      const token = { host: 'adb-2.azuredatabricks.net', token: stub.token }
      await expect(publish({ ...lake, token })).rejects.toMatchObject({ kind: 'config_invalid' })
      await expect(service['publisher.test']({ ...lake, token })).rejects.toMatchObject({ kind: 'config_invalid' })
      expect(stub.agents.size).toBe(0)
    },
  )

  it('sends the token of the environment to no host but the one beside it: the page can write another into the settings', async () => {
    delete env.DATABRICKS_HOST
    await expect(publish(lake)).rejects.toMatchObject({ kind: 'config_invalid' })
    env.DATABRICKS_HOST = 'https://adb-2.azuredatabricks.net'
    await expect(publish(lake)).rejects.toMatchObject({ kind: 'config_invalid' })
    await expect(service['publisher.test'](lake)).rejects.toMatchObject({ kind: 'config_invalid' })
    expect(stub.agents.size).toBe(0)
  })

  it.each(['publish', 'verify'] as const)('is cancelled in the middle of a statement: %s', async (what) => {
    await publish(lake)
    place.load(someFilms(1))
    let begun: () => void = () => {}
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    stub.fault = (sql) => {
      if (!sql.startsWith(what === 'publish' ? 'MERGE' : 'SELECT')) return null
      begun()
      return { kind: 'endless' }
    }
    const work =
      what === 'publish' ? publish(lake) : Promise.resolve(service['publisher.verify']({ ...lake, automatic: false }))
    const failed = expect(work).rejects.toMatchObject({ kind: 'cancelled' })
    await hasBegun
    await service['publisher.cancel']({ name: 'lake' })
    await failed
    expect(ends().at(-1)).toMatchObject({ status: 'cancelled' })
    stub.fault = () => null
    expect(await publish(lake)).toMatchObject({ status: 'published', version: expect.any(Number) })
    expect(readdirSync(place.dataDir)).not.toContain('publish.json')
  })
})
