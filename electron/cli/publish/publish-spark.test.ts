import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { digestSql } from '../../publish/canonical.ts'
import { publishedTables } from '../../publish/star-columns.ts'
import { starDigests } from '../../publish/star-rows.ts'
import { type SparkStub, sparkStub } from '../../publish/testing/spark-stub.ts'
import { makePlace, type Place, someFilms } from '../../publish/testing/warehouses.ts'
import { runForTest } from '../testing/run-for-test.ts'

const tables = publishedTables(['gold'])
let stub: SparkStub
let place: Place
beforeEach(async () => {
  stub = await sparkStub()
  place = makePlace()
  // Where DuckDB finds what Spark would by that address.
  const staging = join(stub.warehouse.stage, 'file:', 'stage')
  mkdirSync(staging, { recursive: true })
  const spark = { kind: 'spark', host: stub.host, port: stub.port, schema: 'gold', staging_dir: staging }
  const config = { destinations: { spark: { ...spark, staging_uri: 'file:/stage' } } }
  writeFileSync(join(place.dataDir, 'config.json'), JSON.stringify(config))
})
afterEach(async () => {
  place.end()
  await stub.close()
})

const cli = (...argv: string[]) =>
  runForTest([...argv, '--data-dir', place.dataDir], { engine: { wait: async () => {}, random: () => 0.5 } })

async function seen(): Promise<unknown> {
  const digests: unknown[] = []
  for (const { name, columns } of tables) {
    const [row] = await stub.warehouse.rows(digestSql(`gold."${name}"`, columns))
    digests.push([name, row?.digest])
  }
  return digests
}
const here = async (): Promise<unknown> =>
  [...(await starDigests(place.db, tables))].map(([name, digest]) => [name, String(digest)])

it('publishes to Spark by its Thrift server: whole, not at all, what has changed, an older version', async () => {
  place.load(someFilms(0))
  const first = await cli('publish', '--json')
  expect(first.code, first.err).toBe(0)
  expect(first.json()).toMatchObject({ status: 'published', mode: 'full', version: 1 })
  expect(await seen()).toEqual(await here())
  expect((await cli('publish', '--json')).json()).toMatchObject({ status: 'unchanged', changedRows: 0 })
  const before = await seen()
  place.load(someFilms(1))
  expect((await cli('publish', '--json')).json()).toMatchObject({ status: 'published', version: 2 })
  expect(await seen()).toEqual(await here())
  expect((await cli('publish', '--verify')).code).toBe(0)
  expect((await cli('publish', '--rollback', '1')).code).toBe(0)
  expect(await seen()).toEqual(before)
  expect((await cli('destinations')).out).toContain('spark: spark, gold at 127.0.0.1.')
  const { rows } = (await cli('query', 'SELECT kind, mode, version FROM publication', '--json')).json()
  expect(rows).toContainEqual({ kind: 'spark', mode: 'full', version: 1 })
})

it('goes on over connections that are lost at any statement', async () => {
  place.load(someFilms(0))
  let count = 0
  stub.fault = (sql) => (sql.startsWith('SET ') || ++count % 3 > 0 ? null : { kind: 'reset', isDone: count % 2 === 0 })
  const end = await cli('publish')
  expect(end.code, end.err).toBe(0)
  expect(await seen()).toEqual(await here())
})

it('ends with the code of an unreachable destination where there is no server', async () => {
  place.load(someFilms(0))
  await stub.close()
  const end = await cli('publish', '--json')
  expect(end.code).toBe(5)
  expect(end.json().error).toMatchObject({ kind: 'destination_unreachable' })
  stub = await sparkStub()
})

it('prints what setting up runs, without catalogs, volumes and rights, which Spark has not', async () => {
  const { out, code } = await cli('publish', '--print-setup')
  expect(code).toBe(0)
  expect(out).toContain('CREATE SCHEMA IF NOT EXISTS `gold_store`;')
  expect(out).not.toMatch(/CATALOG|VOLUME|GRANT/)
  expect(stub.statements).toEqual([])
})
