import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type SparkStub, sparkStub } from '../testing/spark-stub.ts'
import type { Fault } from '../testing/stub-types.ts'
import { openSpark, type SparkDeps } from './spark-engine.ts'

let stub: SparkStub
let home: string
beforeAll(async () => {
  stub = await sparkStub()
  home = mkdtempSync(join(tmpdir(), 'yts-spark-'))
})
afterAll(async () => {
  await stub.close()
  rmSync(home, { recursive: true, force: true })
})
beforeEach(() => {
  stub.fault = () => null
  stub.greeting = 'welcome'
  stub.statements.length = 0
})

const noWaits: SparkDeps = { wait: async () => {}, random: () => 0.5 }
const open = (port = stub.port, signal?: AbortSignal) =>
  openSpark(
    { host: stub.host, port, stage: join(home, 'stage', 'gold') },
    { deps: noWaits, ...(signal === undefined ? {} : { signal }) },
  )

/** Gives a fault to the first so many statements that match. */
function faulty(pattern: RegExp, times: number, fault: Fault): void {
  let left = times
  stub.fault = (sql) => (pattern.test(sql) && left-- > 0 ? fault : null)
}
const sent = (pattern: RegExp): number => stub.statements.filter((sql) => pattern.test(sql)).length

describe('Spark, by its Thrift server', () => {
  it('answers rows, nulls, counts and errors', async () => {
    const engine = await open()
    expect(await engine.rows("SELECT 'a' AS x, CAST(NULL AS STRING) AS y UNION ALL SELECT 'b', '電影'")).toEqual([
      { x: 'a', y: null },
      { x: 'b', y: '電影' },
    ])
    await engine.run('CREATE TABLE IF NOT EXISTS counted AS SELECT 1 AS n UNION ALL SELECT 2')
    expect(await engine.run('UPDATE counted SET n = n + 1')).toEqual({ affected: 2 })
    await expect(engine.rows('SELECT 1 FROM nowhere')).rejects.toMatchObject({ kind: 'not_found' })
    await expect(engine.run('DROP NONSENSE')).rejects.toMatchObject({ kind: 'destination_refused' })
    await engine.close()
    expect(stub.users).toContain('yts-explorer')
  })

  it('bounds the time of statements, and has the zone and the strictness that the statements count on, in each session', async () => {
    const engine = await open()
    stub.disconnect()
    expect(await engine.rows('SELECT 1 AS a')).toHaveLength(1)
    await engine.close()
    for (const setting of [/queryTimeout = 600$/, /^SET TIME ZONE 'UTC'$/, /ansi\.enabled = true$/])
      expect(sent(setting)).toBe(2)
  })

  it.each([
    ['a connection that is lost before a statement is done', { kind: 'reset', isDone: false }],
    ['a connection that is lost after it', { kind: 'reset', isDone: true }],
    ['a session that is not known any more', { kind: 'lost session' }],
    ['a conflict of Delta', { kind: 'error', message: '[DELTA_CONCURRENT_APPEND] somebody was faster' }],
    [
      'an executor that died',
      { kind: 'error', message: 'Job aborted due to stage failure: ExecutorLostFailure (executor 1 exited)' },
    ],
  ] as const)('sends a statement again after %s', async (_, fault) => {
    const engine = await open()
    faulty(/^SELECT 7/, 3, fault)
    expect(await engine.rows("SELECT 7 || '' AS a")).toEqual([{ a: '7' }])
    expect(sent(/^SELECT 7/)).toBe(4)
    faulty(/^SELECT 8/, 5, fault)
    await expect(engine.rows('SELECT 8 AS a')).rejects.toMatchObject({
      kind: expect.stringMatching(/^destination_(unreachable|busy)$/),
    })
    expect(sent(/^SELECT 8/)).toBe(5)
    expect(await engine.rows("SELECT '9' AS a")).toEqual([{ a: '9' }])
    await engine.close()
  })

  it('cancels what runs, here and there, and goes on after it', async () => {
    const engine = await open()
    faulty(/^SELECT 5/, 1, { kind: 'endless' })
    const running = engine.rows('SELECT 5 AS a')
    await expect.poll(() => sent(/^SELECT 5/)).toBe(1)
    engine.cancel()
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' })
    await expect.poll(() => sent(/^\(cancelled\)$/)).toBe(1)
    expect(await engine.rows("SELECT '6' AS a")).toEqual([{ a: '6' }])
    await engine.close()
  })

  it('says what keeps it from opening: no server, one that does not know us, one that goes away, a cancel', async () => {
    await expect(open(1)).rejects.toMatchObject({ kind: 'destination_unreachable' })
    stub.greeting = 'refused'
    await expect(open()).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining('Unknown name'),
    })
    stub.greeting = 'closed'
    await expect(open()).rejects.toMatchObject({ kind: 'destination_unreachable' })
    await expect(open(stub.port, AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' })
  })
})

describe('the staging folder', () => {
  it('has a file where Spark reads it, and nothing of it once it is removed', async () => {
    const engine = await open()
    const file = join(home, 'part')
    writeFileSync(file, 'rows')
    await expect(engine.put(file, '3/dim_movie/part')).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining('staging_dir'),
    })
    mkdirSync(join(home, 'stage'))
    await engine.put(file, '3/dim_movie/part')
    expect(readFileSync(join(home, 'stage/gold/3/dim_movie/part'), 'utf8')).toBe('rows')
    await engine.remove('3/dim_movie/part')
    await engine.remove('3/dim_movie/part')
    expect(existsSync(join(home, 'stage'))).toBe(true)
    expect(readdirSync(join(home, 'stage'), { recursive: true })).toEqual(['gold'])
    await engine.close()
  })
})
