import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databricksStub } from '../testing/databricks-stub.ts'
import type { DatabricksStub, Fault } from '../testing/stub-types.ts'
import { openDatabricks } from './databricks-engine.ts'

let stub: DatabricksStub
const trusted = tls.getCACertificates('default')
beforeAll(async () => {
  stub = await databricksStub()
  tls.setDefaultCACertificates([...trusted, stub.certificate])
})
afterAll(async () => {
  tls.setDefaultCACertificates(trusted)
  await stub.close()
})
beforeEach(() => {
  stub.fault = () => null
  stub.answers = 'at once'
  stub.statements.length = 0
})

const open = (changes: Partial<Parameters<typeof openDatabricks>[0]> = {}) =>
  openDatabricks(
    {
      host: stub.host,
      port: stub.port,
      httpPath: '/sql/1.0/warehouses/abc',
      token: stub.token,
      stage: '/Volumes/films/gold_store/stage',
      ...changes,
    },
    { deps: { wait: async () => {}, random: () => 0.5 } },
  )

/** Gives a fault to the first so many statements that match. */
function faulty(pattern: RegExp, times: number, fault: Fault): void {
  let left = times
  stub.fault = (sql) => (pattern.test(sql) && left-- > 0 ? fault : null)
}

describe('a SQL warehouse, by its driver', () => {
  it.each(['at once', 'when asked'] as const)('answers rows, nulls, counts and errors %s', async (answers) => {
    stub.answers = answers
    const engine = await open()
    expect(await engine.rows("SELECT 'a' AS x, CAST(NULL AS STRING) AS y UNION ALL SELECT 'b', '電影'")).toEqual([
      { x: 'a', y: null },
      { x: 'b', y: '電影' },
    ])
    await engine.run('CREATE TABLE IF NOT EXISTS `films`.`main`.counted AS SELECT 1 AS n UNION ALL SELECT 2')
    expect(await engine.run('UPDATE `films`.`main`.counted SET n = n + 1')).toEqual({ affected: 2 })
    expect(await engine.run('SET x = 1')).toEqual({ affected: 0 })
    await expect(engine.rows('SELECT 1 FROM `films`.`main`.nowhere')).rejects.toMatchObject({ kind: 'not_found' })
    await expect(engine.run('DROP NONSENSE')).rejects.toMatchObject({ kind: 'destination_refused' })
    await engine.close()
    expect([...stub.agents].join()).toContain('yts-explorer')
  })

  it('puts files into a volume and takes them out again', async () => {
    const engine = await open()
    const folder = mkdtempSync(join(tmpdir(), "yts-it's-"))
    const local = join(folder, 'part.parquet')
    writeFileSync(local, 'PAR1')
    await engine.run('CREATE VOLUME IF NOT EXISTS `films`.`gold_store`.`stage`')
    await engine.put(local, '1/dim_movie/part.parquet')
    const there = join(stub.warehouse.stage, 'Volumes/films/gold_store/stage/1/dim_movie/part.parquet')
    expect(readFileSync(there, 'utf8')).toBe('PAR1')
    await engine.remove('1/dim_movie/part.parquet')
    await engine.remove('1/dim_movie/part.parquet')
    expect(() => readFileSync(there)).toThrow()
    rmSync(folder, { recursive: true })
    await engine.close()
  })

  it.each<[string, Fault]>([
    ['a connection cut before', { kind: 'reset', isDone: false }],
    ['a connection cut after', { kind: 'reset', isDone: true }],
    ['HTTP 429', { kind: 'http', status: 429 }],
    ['HTTP 503', { kind: 'http', status: 503 }],
    ['a Delta conflict', { kind: 'error', message: '[DELTA_CONCURRENT_APPEND] Files were added' }],
    ['TEMPORARILY_UNAVAILABLE', { kind: 'error', message: 'TEMPORARILY_UNAVAILABLE: try later' }],
    ['a session that is lost', { kind: 'lost session' }],
  ])('sends a statement again after %s', async (_, fault) => {
    const engine = await open()
    faulty(/AS again/, 4, fault)
    expect(await engine.rows("SELECT 'yes' AS again")).toEqual([{ again: 'yes' }])
    faulty(/AS again/, 5, fault)
    await expect(engine.rows("SELECT 'yes' AS again")).rejects.toMatchObject({
      kind: /conflict/.test(_) ? 'destination_busy' : 'destination_unreachable',
    })
    await engine.close()
  })

  it('tells what is missing when it is refused, and repeats nothing then', async () => {
    const engine = await open()
    faulty(/AS refused/, 9, {
      kind: 'error',
      message:
        "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have USE SCHEMA on Schema 'films.gold'. SQLSTATE: 42501",
    })
    await expect(engine.rows("SELECT 'x' AS refused")).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining('GRANT USE SCHEMA ON SCHEMA `films`.`gold`'),
    })
    expect(stub.statements.filter((sql) => sql.includes('refused'))).toHaveLength(1)
    await engine.close()
  })

  it('waits for a warehouse that starts', async () => {
    faulty(/^SET STATEMENT_TIMEOUT/, 20, { kind: 'http', status: 503 })
    const engine = await open()
    expect(await engine.rows("SELECT 'up' AS x")).toEqual([{ x: 'up' }])
    await engine.close()
  })

  it.each<[string, () => ReturnType<typeof open>, string, RegExp]>([
    [
      'a wrong token',
      () => open({ token: 'dapi00000000000000000000000000000000' }),
      'destination_refused',
      /does not accept the token/,
    ],
    ['a wrong path', () => open({ httpPath: '/sql/1.0/warehouses/none' }), 'destination_unreachable', /http_path/],
    [
      'a port where nobody is',
      () => open({ port: 1 }),
      'destination_unreachable',
      /cannot be reached \(ECONNREFUSED\)/,
    ],
  ])('says so for %s', async (_, opening, kind, words) => {
    await expect(opening()).rejects.toMatchObject({ kind, message: expect.stringMatching(words) })
  })

  it('sends nothing to a host whose certificate is not trusted', async () => {
    tls.setDefaultCACertificates(trusted)
    try {
      await expect(open()).rejects.toMatchObject({
        kind: 'destination_unreachable',
        message: expect.stringContaining('certificate of localhost is not trusted'),
      })
      expect(stub.statements).toEqual([])
    } finally {
      tls.setDefaultCACertificates([...trusted, stub.certificate])
    }
  })

  it('gives up what runs when it is cancelled, here and there, and goes on after it', async () => {
    const engine = await open()
    faulty(/AS endless/, 1, { kind: 'endless' })
    const running = engine.rows("SELECT 'x' AS endless")
    await expect.poll(() => stub.statements.some((sql) => sql.includes('endless'))).toBe(true)
    engine.cancel()
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' })
    await expect.poll(() => stub.statements.includes('(cancelled)')).toBe(true)
    expect(await engine.rows("SELECT 'on' AS x")).toEqual([{ x: 'on' }])
    await engine.close()
  })
})
