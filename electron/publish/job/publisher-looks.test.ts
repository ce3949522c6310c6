import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publicationsTo } from '../../warehouse/ledger/publications.ts'
import { rawMovie } from '../../warehouse/testing/loads.ts'
import { databricksStub } from '../testing/databricks-stub.ts'
import type { DatabricksStub } from '../testing/stub-types.ts'
import { makePlace, type Place, someFilms } from '../testing/warehouses.ts'
import { createPublisherService, type PublisherService } from './publisher-service.ts'

let place: Place
let service: PublisherService
let env: Record<string, string>
beforeEach(() => {
  place = makePlace()
  env = {}
  service = createPublisherService({
    dataDir: place.dataDir,
    emit: () => {},
    deps: { wait: async () => {}, surroundings: { env, home: place.dataDir } },
  })
})
afterEach(() => place.end())

const configure = (destinations: unknown): void =>
  writeFileSync(join(place.dataDir, 'config.json'), JSON.stringify({ destinations }))
const publish = async (about: { name: string; token: null }) =>
  service['publisher.publish']({ ...about, full: false, automatic: false })
/** Everything that lies in a folder, with what it holds. */
const contentsOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name)).toString('base64')}`)
    .sort()
const of = <T extends { name: string }>(tables: readonly T[], name: string) =>
  tables.find((table) => table.name === name)

describe('what would be done at a folder', () => {
  const star = { name: 'star', token: null }
  beforeEach(() => {
    configure({ star: { kind: 'parquet', dir: place.folder } })
    place.load(someFilms(0))
  })

  it('is told in the rows and bytes that a publish then writes, and nothing is written', async () => {
    const before = contentsOf(place.folder)
    const plan = await service['publisher.plan'](star)
    expect(contentsOf(place.folder)).toEqual(before)
    expect(plan).toMatchObject({ version: 0, goldVersion: 1, isNeeded: true, mode: 'full', setup: [], grants: [] })
    expect(plan.tables.every(({ what, sent, rows }) => what === 'added' && sent === rows)).toBe(true)
    await publish(star)
    const [noted] = publicationsTo(place.db, 'star', 1)
    expect(plan.tables.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(noted?.bytes)
    expect(plan.tables.reduce((sum, { sent }) => sum + sent, 0)).toBe(noted?.rows)
    const again = await service['publisher.plan'](star)
    expect(again).toMatchObject({ version: 1, isNeeded: false })
    expect(again.tables.every(({ what, sent, bytes }) => what === 'unchanged' && sent + bytes === 0)).toBe(true)
  })

  it('names the tables that have changed, and those that are not published any more', async () => {
    configure({ star: { kind: 'parquet', dir: place.folder, layers: 'gold,silver' } })
    await publish(star)
    place.load(someFilms(1))
    configure({ star: { kind: 'parquet', dir: place.folder } })
    const { tables } = await service['publisher.plan'](star)
    expect(of(tables, 'fact_movies')).toMatchObject({ what: 'changed' })
    expect(of(tables, 'silver_movie')).toMatchObject({ what: 'removed', sent: 0 })
  })

  it('and how a version differs from the star here, row by row', async () => {
    await publish(star)
    const same = await service['publisher.compare']({ ...star, version: 1 })
    expect(same.tables.every(({ rows }) => rows !== null && rows.added + rows.changed + rows.removed === 0)).toBe(true)
    // One film more, one with another rating, and one that two sweeps have missed.
    const films = someFilms(0)
    const next = [
      ...films.slice(0, -1).map((film, index) => (index === 0 ? { ...film, rating: 1.5 } : film)),
      rawMovie(900),
    ]
    place.load(next)
    place.load(next)
    const before = contentsOf(place.folder)
    const { version, tables } = await service['publisher.compare']({ ...star, version: 1 })
    expect(contentsOf(place.folder)).toEqual(before)
    expect(version).toBe(1)
    expect(of(tables, 'fact_movies')).toMatchObject({ rows: { added: 1, removed: 1 } })
    expect(of(tables, 'fact_movies')?.rows?.changed).toBeGreaterThanOrEqual(1)
    await expect(service['publisher.compare']({ ...star, version: 9 })).rejects.toMatchObject({ kind: 'not_found' })
    rmSync(join(place.folder, 'v000001', 'fact_movies', 'part-00000.parquet'))
    await expect(service['publisher.compare']({ ...star, version: 1 })).rejects.toMatchObject({
      kind: 'destination_differs',
      message: expect.stringContaining('Verify says more'),
    })
  })

  it('needs no setting up', async () => {
    await expect(service['publisher.setup'](star)).rejects.toMatchObject({ kind: 'bad_input' })
  })
})

describe('what would be done at Databricks', () => {
  const trusted = tls.getCACertificates('default')
  const lake = { name: 'lake', token: null }
  let stub: DatabricksStub
  beforeEach(async () => {
    stub = await databricksStub()
    tls.setDefaultCACertificates([...trusted, stub.certificate])
    Object.assign(env, { DATABRICKS_TOKEN: stub.token, DATABRICKS_HOST: stub.host })
    const { host, port } = stub
    configure({
      lake: { kind: 'databricks', host, port, http_path: '/sql/1.0/warehouses/abc', catalog: 'films', schema: 'gold' },
    })
    place.load(someFilms(0))
  })
  afterEach(async () => {
    tls.setDefaultCACertificates(trusted)
    await stub.close()
  })
  const writes = () => stub.statements.filter((sql) => !/^(?:SELECT|SET) /.test(sql))
  const refuse = (pattern: RegExp, message: string) => {
    stub.fault = (sql) => (pattern.test(sql) ? { kind: 'error', message } : null)
  }

  it('is told in statements, rows and bytes, before it is set up and after', async () => {
    const plan = await service['publisher.plan'](lake)
    expect(writes()).toEqual([])
    expect(plan).toMatchObject({ version: 0, isNeeded: true, mode: 'full' })
    expect(plan.grants.join('\n')).toContain('GRANT USE CATALOG ON CATALOG `films`')
    expect(await service['publisher.setup'](lake)).toEqual({ version: 0 })
    // What was told is what was run.
    const isMade = (sql: string) => sql.startsWith('CREATE ')
    expect(writes().filter(isMade)).toEqual(plan.setup.filter(isMade))
    const ready = await service['publisher.plan'](lake)
    expect(ready).toMatchObject({ version: 0, isNeeded: true, setup: [], publish: plan.publish, tables: plan.tables })
    stub.statements.length = 0
    await publish(lake)
    expect(writes().filter((sql) => sql.includes('parquet.'))).toEqual(plan.publish)
    expect(publicationsTo(place.db, 'lake', 1)[0]).toMatchObject({
      bytes: plan.tables.reduce((sum, { bytes }) => sum + bytes, 0),
      rows: plan.tables.reduce((sum, { sent }) => sum + sent, 0),
    })
    place.load([...someFilms(0), rawMovie(50)])
    const next = await service['publisher.plan'](lake)
    expect(next).toMatchObject({ version: 1, isNeeded: true, mode: 'incremental' })
    expect(of(next.tables, 'fact_movies')).toMatchObject({ what: 'changed', sent: 1 })
    await publish(lake)
    expect(publicationsTo(place.db, 'lake', 1)[0]).toMatchObject({
      bytes: next.tables.reduce((sum, { bytes }) => sum + bytes, 0),
    })
    expect(await service['publisher.plan'](lake)).toMatchObject({ isNeeded: false, publish: [] })
  })

  it('and how a version differs, of the one in force and of one before', async () => {
    await publish(lake)
    place.load([...someFilms(0), rawMovie(50)])
    await publish(lake)
    stub.statements.length = 0
    const now = await service['publisher.compare']({ ...lake, version: 2 })
    expect(now.tables.every(({ rows }) => rows !== null && rows.added + rows.changed + rows.removed === 0)).toBe(true)
    const { tables } = await service['publisher.compare']({ ...lake, version: 1 })
    expect(of(tables, 'fact_movies')).toMatchObject({ here: 8, there: 7, rows: { added: 1, changed: 0, removed: 0 } })
    expect(writes()).toEqual([])
    await expect(service['publisher.compare']({ ...lake, version: 9 })).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('and which rights are there: each is tried, the GRANT of those that are missing is named, and no row changes', async () => {
    const first = await service['publisher.test'](lake)
    expect(first.message).toContain('Nothing is set up there yet')
    expect(first.checks.at(-1)).toMatchObject({ state: 'untried' })
    await publish(lake)
    const before = await stub.warehouse.rows('SELECT * FROM films.gold_store.yts_state')
    const tried = await service['publisher.test'](lake)
    expect(tried.checks.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
    expect(await stub.warehouse.rows('SELECT * FROM films.gold_store.yts_state')).toEqual(before)
    const left = readdirSync(stub.warehouse.stage, { recursive: true, withFileTypes: true })
    expect(left.filter((entry) => entry.isFile())).toEqual([])
    const missing = (right: string, on: string) =>
      `[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have ${right} on ${on}. SQLSTATE: 42501`
    refuse(/^UPDATE/, missing('MODIFY', "Schema 'films.gold_store'"))
    const without = await service['publisher.test'](lake)
    expect(without.message).toContain('a right is missing')
    expect(without.checks.filter(({ state }) => state === 'missing')).toEqual([
      expect.objectContaining({ hint: expect.stringContaining('GRANT MODIFY ON SCHEMA `films`.`gold_store` TO') }),
    ])
    refuse(/information_schema/, missing('USE CATALOG', "Catalog 'films'"))
    expect((await service['publisher.test'](lake)).checks).toEqual([
      expect.objectContaining({ hint: expect.stringContaining('GRANT USE CATALOG ON CATALOG `films` TO') }),
    ])
    stub.fault = () => ({ kind: 'http', status: 401 })
    await expect(service['publisher.test'](lake)).rejects.toMatchObject({ kind: 'destination_refused' })
  })
})
