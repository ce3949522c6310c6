import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SyncSummary } from '../../shared/ipc/progress.ts'
import { heldAt } from '../sync/testing/loader.ts'
import { openWritable } from '../warehouse/file/connection.ts'
import { databaseFile, firstLoadFile } from '../warehouse/file/database-file.ts'
import { acquireWriterLock } from '../warehouse/open/lock.ts'
import { exitCodeOf, exitCodeOfLoad } from './exit-codes.ts'
import { runCli } from './run-cli.ts'
import { cliGround } from './testing/cli-ground.ts'

const ground = cliGround()
const { cli } = ground

describe('cli sync', () => {
  it('loads, answers one JSON line, writes the progress back, and is quick the second time', async () => {
    const first = await cli('sync', '--url', ground.api.url, '--json')
    expect(first.code).toBe(0)
    expect(first.out.trim().split('\n')).toHaveLength(1)
    expect(Object.keys(first.json())).toEqual(
      expect.arrayContaining([
        'status',
        'runId',
        'mode',
        'requests',
        'retries',
        'pages',
        'fetched',
        'inserted',
        'updated',
        'unchanged',
        'quarantined',
        'duplicates',
        'durationMs',
      ]),
    )
    expect(first.json()).toMatchObject({ status: 'complete', runId: 1, mode: 'full', fetched: 200 })
    expect(readFileSync(join(ground.dataDir, 'config.yaml'), 'utf8')).toMatch(/last_page_processed: 4\n/)
    expect(JSON.parse(readFileSync(join(ground.dataDir, 'config.json'), 'utf8'))).toMatchObject({
      last_date: expect.stringMatching(/^\d{4}-/),
    })
    expect((await cli('sync', '--url', ground.api.url, '--json')).json()).toMatchObject({
      status: 'complete',
      mode: 'incremental',
      inserted: 0,
    })
    const people = await cli('sync', '--url', ground.api.url, '--full', '--max-workers', '2')
    expect(people.out).toMatch(/Run 3 \(full\): complete/)
    ground.api.catalogue.append(3)
    const dry = await cli('sync', '--url', ground.api.url, '--dry-run', '--json')
    expect(dry.json()).toMatchObject({ status: 'complete', dryRun: true, runId: null, inserted: 3 })
    expect((await cli('runs', '--json')).json()).toMatchObject({ total: 3 })
  })

  it('says by its exit code how a load ended', async () => {
    ground.api.setFaults(['status=500@pages:2'])
    writeFileSync(join(ground.dataDir, 'config.yaml'), `yts_url: ${ground.api.url}\nlimit: 50\nmax_attempts: 1\n`)
    expect(await cli('sync')).toMatchObject({ code: 4, err: expect.stringContaining('1 of 4 pages') })
    ground.api.setFaults(['moved-notice'])
    const moved = await cli('sync', '--json')
    expect(moved.code).toBe(5)
    expect(moved.json()).toMatchObject({
      status: 'failed',
      error: { kind: 'source_moved', detail: { newUrl: expect.stringContaining('list_movies.json') } },
    })
    expect(moved.err).toContain('moved.sample-catalogue.invalid')
    expect(moved.err).toMatch(/To accept the new address, set yts_url in config\.yaml to https:\S+, then sync again\./)
    ground.api.setFaults([])
    const lock = acquireWriterLock(ground.dataDir, 'the app')
    expect(await cli('sync')).toMatchObject({ code: 3, err: expect.stringContaining('the app') })
    if (lock.ok) lock.value.release()
    expect(await cli('sync', '--url', 'ftp://example.org')).toMatchObject({ code: 2 })
    expect(await cli('sync', '--max-workers', '0')).toMatchObject({ code: 2 })
    expect(await cli('sync', '--nonsense')).toMatchObject({ code: 2 })
    expect(await cli('nonsense')).toMatchObject({ code: 2 })
    expect(exitCodeOf({ kind: 'quality_failed', message: '' })).toBe(6)
    expect(exitCodeOfLoad({ status: 'cancelled' } as SyncSummary)).toBe(130)
  })

  it('says so where the warehouse was deleted while it was loaded, and exits with 1', async () => {
    expect((await cli('sync', '--url', ground.api.url)).code).toBe(0)
    ground.api.service.onRequest = () => rmSync(join(ground.dataDir, databaseFile), { force: true })
    const gone = await cli('sync', '--url', ground.api.url, '--full', '--json')
    expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('deleted, moved or replaced') })
    expect(gone.json()).toMatchObject({ status: 'failed', error: { kind: 'unavailable' } })
  })

  it('cancels at Ctrl-C with exit code 130', async () => {
    let interrupt = (): void => {}
    ground.api.service.onRequest = ({ request }) => {
      if (request === 4) interrupt()
    }
    const code = await runCli(['sync', '--url', ground.api.url, '--json', '--data-dir', ground.dataDir], {
      out: () => {},
      err: () => {},
      onInterrupt: (listener) => {
        interrupt = () => listener('SIGINT')
        return () => {}
      },
    })
    expect(code).toBe(130)
  })

  it('names line and field of a broken configuration and runs on defaults', async () => {
    writeFileSync(join(ground.dataDir, 'config.yaml'), 'limit: many\n')
    const done = await cli('sync', '--url', ground.api.url)
    expect(done.code).toBe(0)
    expect(done.err).toMatch(/config\.yaml:1: limit/)
  })
})

describe('cli sync with a configuration that lost its progress', () => {
  it('reads only what is new, whether the file is gone, lacks the key or cannot be parsed', async () => {
    await cli('sync', '--url', ground.api.url)
    const texts = [null, 'limit: 50\n', 'limit: [50\n', 'last_page_processed: many\n']
    for (const text of texts) {
      rmSync(join(ground.dataDir, 'config.yaml'))
      if (text !== null) writeFileSync(join(ground.dataDir, 'config.yaml'), text)
      const again = await cli('sync', '--url', ground.api.url, '--json')
      expect(again.json(), String(text)).toMatchObject({ status: 'complete', mode: 'incremental', warnings: [] })
    }
  })
})

describe('cli sync with a wrong address', () => {
  it('loads nothing rather than from another one, and names the line', async () => {
    writeFileSync(join(ground.dataDir, 'config.yaml'), 'limit: 50\nyts_url: htp://exampel\n')
    const refused = await cli('sync', '--json')
    expect(refused.code).toBe(2)
    expect(refused.json()).toMatchObject({
      status: 'failed',
      error: { kind: 'config_invalid', detail: { file: 'config.yaml', field: 'yts_url', line: 2 } },
    })
    expect(existsSync(join(ground.dataDir, 'warehouse.sqlite'))).toBe(false)
    expect((await cli('sync', '--url', ground.api.url)).code).toBe(0)
  })
})

describe('cli readers', () => {
  it('status, runs, verify and query answer before anything was loaded', async () => {
    expect(await cli('status', '--json')).toMatchObject({ code: 0 })
    expect((await cli('status', '--json')).json()).toMatchObject({ films: 0, goldVersion: 0 })
    expect((await cli('runs', '--json')).json()).toEqual({ total: 0, runs: [] })
    expect(await cli('query', 'SELECT 1')).toMatchObject({ code: 2, err: expect.stringContaining('sync first') })
    expect(await cli('rebuild')).toMatchObject({ code: 2 })
    expect(existsSync(join(ground.dataDir, 'warehouse.sqlite'))).toBe(false)
  })

  it('treat a database that was given up before its first schema as none, and a sync fills it', async () => {
    openWritable(join(ground.dataDir, 'warehouse.sqlite')).close()
    expect((await cli('status', '--json')).json()).toMatchObject({ films: 0, goldVersion: 0 })
    expect((await cli('runs', '--json')).json()).toEqual({ total: 0, runs: [] })
    for (const command of [['verify'], ['query', 'SELECT 1'], ['rebuild']]) {
      expect((await cli(...command, '--json')).json(), command[0]).toMatchObject({ error: { kind: 'not_found' } })
    }
    expect((await cli('sync', '--url', ground.api.url, '--json')).json()).toMatchObject({
      status: 'complete',
      inserted: 200,
    })
    expect((await cli('status', '--json')).json()).toMatchObject({ films: 200 })
  })

  it('say so while a first load runs, and find what one stored that was killed', async () => {
    const { reached, goOn } = heldAt(ground.api.service, 4)
    const running = cli('sync', '--url', ground.api.url)
    await reached
    expect((await cli('status', '--json')).json()).toMatchObject({ films: 0, goldVersion: 0 })
    expect((await cli('status')).out).toMatch(/Last run +1: full, running/)
    expect(await cli('query', 'SELECT count(*) AS films FROM fact_movies')).toMatchObject({ code: 0, err: '' })
    expect(await cli('rebuild')).toMatchObject({ code: 3 })
    // What lies there at this moment is what a killed process leaves.
    const left = mkdtempSync(join(tmpdir(), 'yts-cli-killed-'))
    for (const part of ['', '-wal'])
      copyFileSync(join(ground.dataDir, databaseFile + part), join(left, databaseFile + part))
    goOn()
    expect((await running).code).toBe(0)
    rmSync(ground.dataDir, { recursive: true })
    ground.dataDir = left
    for (const command of [['status'], ['runs'], ['verify'], ['rebuild'], ['query', 'SELECT 1']])
      expect(await cli(...command), command[0]).toMatchObject({ code: 0, err: '' })
    expect((await cli('sync', '--url', ground.api.url, '--json')).json()).toMatchObject({
      status: 'complete',
    })
    expect((await cli('status', '--json')).json()).toMatchObject({ films: 200 })
  })

  it('take up by the next sync what a killed first load of 0.1.0 left in a file of its own', async () => {
    await cli('sync', '--url', ground.api.url)
    renameSync(join(ground.dataDir, databaseFile), join(ground.dataDir, firstLoadFile))
    expect(await cli('query', 'SELECT 1')).toMatchObject({ code: 2, err: expect.stringContaining('sync first') })
    expect((await cli('sync', '--url', ground.api.url, '--json')).json()).toMatchObject({
      mode: 'incremental',
      inserted: 0,
    })
    expect((await cli('status', '--json')).json()).toMatchObject({ films: 200 })
    expect(existsSync(join(ground.dataDir, firstLoadFile))).toBe(false)
  })

  it('verify and rebuild work on a loaded warehouse', async () => {
    await cli('sync', '--url', ground.api.url)
    expect((await cli('verify', '--json')).json()).toMatchObject({ ok: true, integrity: 'ok', failedChecks: [] })
    const films = Number(((await cli('status', '--json')).json() as { films: number }).films)
    expect((await cli('rebuild', '--json')).json()).toMatchObject({ status: 'complete', films })
    expect((await cli('status')).out).toContain('sample catalogue')
  })

  it('query reads, and only reads', async () => {
    await cli('sync', '--url', ground.api.url)
    expect(
      (await cli('query', 'WITH f AS (SELECT * FROM fact_movies) SELECT count(*) AS films FROM f', '--json')).json(),
    ).toMatchObject({ columns: ['films'], rowCount: 1 })
    expect((await cli('query', 'PRAGMA table_info(fact_movies)')).code).toBe(0)
    const cut = await cli('query', 'SELECT movie_id FROM fact_movies', '--limit', '5', '--json')
    expect(cut.json()).toMatchObject({ rowCount: 5, truncated: true })
    const other = join(ground.dataDir, 'other.sqlite')
    const refused = [
      'DELETE FROM fact_movies',
      `ATTACH '${other}' AS x`,
      `/* SELECT */ ATTACH '${other}' AS x`,
      `VACUUM INTO '${other}'`,
      'SELECT 1; DELETE FROM run',
      'PRAGMA hard_heap_limit = 1000000',
      'PRAGMA writable_schema = ON',
      'PRAGMA user_version = 4',
      'PRAGMA main.wal_checkpoint',
      'PRAGMA "hard_heap_limit" = 1000000',
      'PRAGMA[hard_heap_limit](1000000)',
      'PRAGMA `main`.`cache_size` = 4',
      '; PRAGMA hard_heap_limit = 1000000',
      ' ;; /* x */ ; PRAGMA cache_size = 4',
      'PRAGMA user_version(4)',
      'PRAGMA page_size(512)',
      'EXPLAIN ATTACH x AS y',
      'BEGIN IMMEDIATE',
      'CREATE TABLE x (y)',
      'SELECT nonsense FROM nowhere',
      '-- nothing',
      '',
    ]
    for (const sql of refused) expect((await cli('query', sql)).code, sql).toBe(2)
    expect(existsSync(other)).toBe(false)
  })
})
