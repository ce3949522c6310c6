import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withPublishLock } from '../../publish/folder/folder-session.ts'
import { installOf } from '../../publish/store/lease.ts'
import { takeLease } from '../../publish/store/version-sql.ts'
import { someFilms } from '../../publish/testing/warehouses.ts'
import { databricksGround, names } from '../testing/databricks-ground.ts'
import { runForTest } from '../testing/run-for-test.ts'

const ground = databricksGround()
const { configure, cli, seen, here, ledger } = ground

describe('cli publish to Databricks', () => {
  it('exits by what went wrong: configuration 2, another publisher 3, the warehouse 5, contents 6, and notes what failed', async () => {
    expect(await cli('publish')).toMatchObject({ code: 2, err: expect.stringContaining('run sync first') })
    ground.place.load(someFilms(0))
    configure({ catalog: 'no/name' })
    expect(await cli('publish')).toMatchObject({ code: 2, err: expect.stringContaining('must be a name') })
    configure({ auth: 'profile' })
    expect(await cli('publish')).toMatchObject({
      code: 2,
      err: expect.stringContaining('.databrickscfg cannot be read'),
    })
    configure({ http_path: '/sql/1.0/warehouses/none' })
    expect(await cli('publish')).toMatchObject({ code: 5, err: expect.stringContaining('http_path') })
    configure({})
    ground.stub.fault = () => ({
      kind: 'error',
      message:
        "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have CREATE SCHEMA on Catalog 'films'. SQLSTATE: 42501",
    })
    expect(await cli('publish')).toMatchObject({
      code: 5,
      err: expect.stringContaining('GRANT CREATE SCHEMA ON CATALOG `films` TO'),
    })
    ground.stub.fault = () => null
    await cli('publish')
    await ground.stub.warehouse.run(takeLease(names, 'elsewhere', 'a1'))
    ground.place.load(someFilms(1))
    expect(await cli('publish')).toMatchObject({ code: 3, err: expect.stringContaining('elsewhere/a1') })
    expect(await cli('publish', '--rollback', '1')).toMatchObject({ code: 3 })
    await ground.stub.warehouse.run(`UPDATE ${names.store}.yts_state SET owner = NULL`)
    // Somebody else writes into the store whenever this program has.
    ground.stub.fault = (sql) => {
      if (sql.startsWith('SELECT concat') && sql.includes('dim_movie_versions'))
        void ground.stub.warehouse.run(`UPDATE ${names.store}.dim_movie_versions SET title = 'edited' WHERE _from > 1`)
      return null
    }
    expect(await cli('publish')).toMatchObject({ code: 6, err: expect.stringContaining('Nothing was shown') })
    ground.stub.fault = () => null
    await ground.stub.warehouse.run(`UPDATE ${names.store}.yts_state SET store_version = 2`)
    expect(await cli('publish')).toMatchObject({ code: 2, err: expect.stringContaining('newer version') })
    expect((await ledger()) as unknown[]).toMatchObject([
      { status: 'failed', error_kind: 'destination_unreachable' },
      { status: 'failed', error_kind: 'destination_refused' },
      { status: 'published', version: 1 },
      { status: 'failed', error_kind: 'destination_busy' },
      { status: 'failed', error_kind: 'destination_differs' },
      { status: 'failed', error_kind: 'destination_newer' },
    ])
  })

  it('takes the lease of a publish of its own that died, and waits for one of a copy of its data folder', async () => {
    ground.place.load(someFilms(0))
    await cli('publish')
    for (const [install, code] of [
      [installOf(ground.place.db, ground.place.dataDir), 0],
      [installOf(ground.place.db, ground.place.dataDir, 'another-machine'), 3],
      [installOf(ground.place.db, join(ground.home, 'copied')), 3],
    ] as const) {
      ground.place.load(someFilms(code))
      await ground.stub.warehouse.run(takeLease(names, install, 'a1'))
      expect((await cli('publish', '--full')).code, install).toBe(code)
      expect((await cli('publish', '--rollback', '1')).code, install).toBe(code)
      await ground.stub.warehouse.run(`UPDATE ${names.store}.yts_state SET owner = NULL`)
    }
  })

  it('stops on Ctrl-C with 130 while a statement runs, gives the lease back, and shows nothing of it', async () => {
    ground.place.load(someFilms(0))
    await cli('publish')
    const before = await seen()
    ground.place.load(someFilms(1))
    let interrupt: (signal: 'SIGINT') => void = () => {}
    ground.stub.fault = (sql) => {
      if (!/^MERGE INTO .*fact_movies_versions/.test(sql)) return null
      setImmediate(() => interrupt('SIGINT'))
      return { kind: 'endless' }
    }
    const stopped = await runForTest(['publish', '--data-dir', ground.place.dataDir, '--json'], {
      engine: ground.databricks(),
      onInterrupt: (listener) => {
        interrupt = listener
        return () => {}
      },
    })
    expect(stopped.code).toBe(130)
    expect(await seen()).toBe(before)
    expect(await ground.stub.warehouse.rows(`SELECT owner FROM ${names.store}.yts_state`)).toEqual([{ owner: null }])
    ground.stub.fault = () => null
    expect(await cli('publish')).toMatchObject({ code: 0 })
    expect(await seen()).toBe(await here())
  })

  it('goes on through resets, 429 and 503 at any statement, and ends equal', async () => {
    ground.place.load(someFilms(0))
    let statements = 0
    ground.stub.fault = () => {
      statements++
      const kinds = [
        { kind: 'reset', isDone: false },
        { kind: 'reset', isDone: true },
        { kind: 'http', status: 429 },
        { kind: 'http', status: 503 },
      ] as const
      return statements % 3 === 0 ? (kinds[(statements / 3) % 4] ?? null) : null
    }
    const done = await cli('publish', '--json')
    expect(done.code, done.err + done.out).toBe(0)
    expect(done.json()).toMatchObject({ tables: { fact_movies: { added: 7, closed: 0 } } })
    ground.stub.fault = () => null
    expect(await seen()).toBe(await here())
  })

  it('tells a token nobody but the warehouse: no file, no line, no error has it', async () => {
    ground.place.load(someFilms(0))
    const outputs: string[] = []
    const note = async (...argv: string[]) => {
      const { out, err } = await cli(...argv)
      outputs.push(out, err)
    }
    ground.stub.fault = () => ({
      kind: 'error',
      message: `the token ${ground.stub.token} is not liked; Bearer ${ground.stub.token}`,
    })
    await note('publish')
    await note('publish', '--json')
    ground.stub.fault = () => null
    for (const options of [[], ['--json'], ['--verify'], ['--dry-run'], ['--print-setup'], ['--rollback', '9']])
      await note('publish', ...options)
    await note('destinations', '--json')
    ground.place.db.pragma('wal_checkpoint(TRUNCATE)')
    expect(outputs.join('\n')).toContain('"status":"unchanged"')
    const files = readdirSync(ground.place.dataDir, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(ground.place.dataDir, name),
    )
    const texts = files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path, 'latin1'))
    expect(texts.length).toBeGreaterThan(1)
    for (const text of [...outputs, ...texts, ...ground.stub.statements, ...ground.stub.agents])
      expect(text).not.toContain(ground.stub.token)
  })
  it.each([[['--setup']], [['--rollback', '1']], [[]]])(
    'leaves the lease to another publish of the same data folder: %j',
    async (options) => {
      const { dataDir } = ground.place
      ground.place.load(someFilms(0))
      await cli('publish')
      ground.place.load(someFilms(1))
      ground.stub.statements.length = 0
      const done = await withPublishLock(dataDir, 'another publish', () => cli('publish', ...options))
      expect(done).toMatchObject({ code: 3, err: expect.stringContaining('another publish') })
      expect(ground.stub.statements).toEqual([])
    },
  )

  it('says of destinations what was published from here, and not what was verified or failed there', async () => {
    const found = async () => ((await cli('destinations', '--json')).json().destinations as unknown[])[0]
    ground.place.load(someFilms(0))
    await cli('publish')
    // Another installation goes on from there.
    await ground.stub.warehouse.run(`UPDATE ${names.store}.yts_state SET version = 3, next_version = 3`)
    await cli('publish', '--verify')
    expect((await cli('destinations')).out).toContain('Version 1 was published from here last.')
    expect(await found()).toMatchObject({ current: 1, last: { mode: 'verify', version: 3 } })
    ground.place.load(someFilms(1))
    ground.stub.fault = () => ({ kind: 'error', message: '[INSUFFICIENT_PERMISSIONS] No. SQLSTATE: 42501' })
    expect(await cli('publish')).toMatchObject({ code: 5 })
    expect((await cli('destinations')).out).toContain('Version 1 was published from here last.')
    expect(await found()).toMatchObject({ current: 1, last: { status: 'failed', version: null } })
  })
})
