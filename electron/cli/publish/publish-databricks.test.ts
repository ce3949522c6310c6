import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { digestSql } from '../../publish/canonical.ts'
import { databricksNames } from '../../publish/databricks/databricks-names.ts'
import { installOf } from '../../publish/engine/lease.ts'
import { takeLease } from '../../publish/engine/version-sql.ts'
import { publishedTables } from '../../publish/star-columns.ts'
import { starDigests } from '../../publish/star-rows.ts'
import { databricksStub } from '../../publish/testing/databricks-stub.ts'
import type { DatabricksStub } from '../../publish/testing/stub-types.ts'
import { makePlace, type Place, someFilms } from '../../publish/testing/warehouses.ts'
import { rawMovie } from '../../warehouse/testing/loads.ts'
import { runForTest } from '../testing/run-for-test.ts'

const trusted = tls.getCACertificates('default')
const tables = publishedTables(['gold'])
const names = databricksNames({ catalog: 'films', schema: 'gold' })
let stub: DatabricksStub
let place: Place
let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'yts-home-'))
})
afterAll(() => {
  tls.setDefaultCACertificates(trusted)
  rmSync(home, { recursive: true, force: true })
})
beforeEach(async () => {
  stub = await databricksStub()
  tls.setDefaultCACertificates([...trusted, stub.certificate])
  place = makePlace()
  configure({})
})
afterEach(async () => {
  place.end()
  await stub.close()
})

function configure(changes: Record<string, unknown>): void {
  const lake = {
    kind: 'databricks',
    host: stub.host,
    port: stub.port,
    http_path: '/sql/1.0/warehouses/abc',
    catalog: 'films',
    schema: 'gold',
    ...changes,
  }
  writeFileSync(join(place.dataDir, 'config.json'), JSON.stringify({ destinations: { lake } }))
}

const surroundings = () => ({ home, env: { DATABRICKS_TOKEN: stub.token } as Record<string, string> })
const cli = (...argv: string[]) =>
  runForTest([...argv, '--data-dir', place.dataDir], {
    databricks: { wait: async () => {}, surroundings: surroundings() },
  })

/** What readers of the views see. */
async function seen(): Promise<string> {
  const digests: unknown[] = []
  for (const { name, columns } of tables) {
    const [row] = await stub.warehouse.rows(digestSql(`${names.schema}.\`${name}\``, columns))
    digests.push([name, row?.digest])
  }
  return JSON.stringify(digests)
}

const here = async () =>
  JSON.stringify([...(await starDigests(place.db, tables))].map(([name, digest]) => [name, String(digest)]))

const ledger = async () =>
  (
    await cli(
      'query',
      'SELECT kind, mode, status, version, error_kind FROM publication ORDER BY publication_id',
      '--json',
    )
  ).json().rows

describe('cli publish to Databricks', () => {
  it('sets up and publishes, then sends nothing, then only what changed, and notes each in the ledger', async () => {
    place.load(someFilms(0))
    const first = await cli('publish', '--json')
    expect(first.code, first.err + first.out).toBe(0)
    expect(first.json()).toMatchObject({
      status: 'published',
      destination: 'lake',
      mode: 'full',
      version: 1,
      goldVersion: 1,
      tables: { fact_movies: { sent: 7, rows: 7, added: 7, closed: 0, digest: expect.stringMatching(/^7:\d+:\d+$/) } },
    })
    expect(await seen()).toBe(await here())
    stub.statements.length = 0
    const again = await cli('publish', '--json')
    expect(again.json()).toMatchObject({ status: 'unchanged', version: 1, changedRows: 0, bytes: 0 })
    expect(stub.statements.filter((sql) => /^(?:PUT|CREATE|UPDATE|DELETE)/.test(sql))).toEqual([])
    place.load(someFilms(1))
    const next = await cli('publish')
    expect(next.out).toMatch(
      /^Version 2 published to lake: \d+ rows added or closed in \d+ tables, [\d,]+ bytes sent, equal by digest\.\n$/,
    )
    expect(await seen()).toBe(await here())
    // One that is new, and one that a second sweep has missed.
    place.load([...someFilms(1), rawMovie(50)])
    expect((await cli('publish', '--dry-run', '--json')).json()).toMatchObject({ mode: 'incremental' })
    const few = (await cli('publish', '--json')).json()
    expect(few).toMatchObject({
      status: 'published',
      mode: 'incremental',
      tables: { fact_movies: { sent: 2, added: 1, closed: 1 } },
    })
    expect(await seen()).toBe(await here())
    expect(await ledger()).toEqual([
      { kind: 'databricks', mode: 'full', status: 'published', version: 1, error_kind: null },
      { kind: 'databricks', mode: 'full', status: 'published', version: 2, error_kind: null },
      { kind: 'databricks', mode: 'incremental', status: 'published', version: 3, error_kind: null },
    ])
    const { destinations } = (await cli('destinations', '--json')).json() as { destinations: unknown[] }
    expect(destinations).toMatchObject([{ name: 'lake', kind: 'databricks', current: 3, last: { version: 3 } }])
    // Nothing stays in the volume.
    const left = readdirSync(stub.warehouse.stage, { recursive: true, withFileTypes: true })
    expect(left.filter((entry) => entry.isFile())).toEqual([])
  })

  it('says beforehand what publish would do, and writes nothing there', async () => {
    place.load(someFilms(0))
    const plan = (await cli('publish', '--dry-run', '--json')).json()
    expect(plan).toMatchObject({ status: 'would_publish', version: null, tables: { fact_movies: { rows: 7 } } })
    await cli('publish')
    expect((await cli('publish', '--dry-run', '--json')).json()).toMatchObject({
      status: 'unchanged',
      changedTables: [],
    })
    place.load(someFilms(1))
    stub.statements.length = 0
    expect((await cli('publish', '--dry-run')).out).toMatch(/^fact_movies +9 rows {2}changed$/m)
    expect(stub.statements.filter((sql) => !/^(?:SELECT|SET)\b/.test(sql))).toEqual([])
    expect(await ledger()).toHaveLength(1)
  })

  it('sets up without publishing, and prints for an administrator what that takes', async () => {
    const printed = (await cli('publish', '--print-setup')).out
    expect(stub.statements).toEqual([])
    for (const part of [
      'CREATE SCHEMA IF NOT EXISTS `films`.`gold_store`;',
      'GRANT READ VOLUME, WRITE VOLUME ON VOLUME `films`.`gold_store`.`stage` TO `PUBLISHER`;',
      'DROP SCHEMA IF EXISTS `films`.`gold` CASCADE;',
    ])
      expect(printed).toContain(part)
    const done = await cli('publish', '--setup', '--json')
    expect(done.code, done.err).toBe(0)
    expect(done.json()).toMatchObject({ status: 'set_up', version: 0 })
    // What is printed is what is run.
    const { setup } = (await cli('publish', '--print-setup', '--json')).json() as { setup: string[] }
    expect(stub.statements.filter((sql) => !/^(?:SELECT|SET)\b/.test(sql))).toEqual(setup.slice(1))
    expect(await stub.warehouse.rows(`SELECT count(*) AS n FROM ${names.schema}.fact_movies`)).toEqual([{ n: '0' }])
    place.load(someFilms(0))
    stub.statements.length = 0
    expect(await cli('publish')).toMatchObject({ code: 0 })
    expect(stub.statements.filter((sql) => sql.startsWith('CREATE'))).toEqual([])
  })

  it('verifies, finds what others did, replaces it, and shows an older version again', async () => {
    place.load(someFilms(0))
    await cli('publish')
    const before = await seen()
    place.load(someFilms(1))
    await cli('publish')
    expect((await cli('publish', '--verify', '--json')).json()).toMatchObject({
      status: 'verified',
      version: 2,
      differences: [],
    })
    await stub.warehouse.run(`UPDATE ${names.store}.dim_movie_versions SET title = 'edited' WHERE movie_key = 1`)
    await stub.warehouse.run(`DROP VIEW ${names.schema}.dim_genre`)
    const found = await cli('publish', '--verify', '--json')
    expect(found.code).toBe(6)
    expect(found.json()).toMatchObject({
      status: 'differs',
      differences: expect.arrayContaining([
        { table: 'dim_movie', what: 'rows of it were edited' },
        { table: 'dim_genre', what: 'it is not there, or its view is not' },
      ]),
    })
    await cli('publish', '--setup')
    await cli('publish', '--full')
    expect(await seen()).toBe(await here())
    expect(await cli('publish', '--rollback', '9')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Kept: 1, 2, 3'),
    })
    expect((await cli('publish', '--rollback', '1', '--json')).json()).toMatchObject({ mode: 'rollback', version: 1 })
    const edited = (await seen()) !== before
    // What somebody wrote into a version that is not in force any more stays there, and is told.
    expect(edited).toBe(true)
    expect((await cli('publish', '--verify')).code).toBe(6)
    expect(await cli('publish')).toMatchObject({ code: 0 })
    expect(await seen()).toBe(await here())
    expect((await cli('publish', '--verify')).code).toBe(0)
  })

  it('exits by what went wrong: configuration 2, another publisher 3, the warehouse 5, contents 6, and notes what failed', async () => {
    expect(await cli('publish')).toMatchObject({ code: 2, err: expect.stringContaining('run sync first') })
    place.load(someFilms(0))
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
    stub.fault = () => ({
      kind: 'error',
      message:
        "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have CREATE SCHEMA on Catalog 'films'. SQLSTATE: 42501",
    })
    expect(await cli('publish')).toMatchObject({
      code: 5,
      err: expect.stringContaining('GRANT CREATE SCHEMA ON CATALOG `films` TO'),
    })
    stub.fault = () => null
    await cli('publish')
    await stub.warehouse.run(takeLease(names, 'elsewhere', 'a1'))
    place.load(someFilms(1))
    expect(await cli('publish')).toMatchObject({ code: 3, err: expect.stringContaining('elsewhere/a1') })
    expect(await cli('publish', '--rollback', '1')).toMatchObject({ code: 3 })
    await stub.warehouse.run(`UPDATE ${names.store}.yts_state SET owner = NULL`)
    // Somebody else writes into the store whenever this program has.
    stub.fault = (sql) => {
      if (sql.startsWith('SELECT concat') && sql.includes('dim_movie_versions'))
        void stub.warehouse.run(`UPDATE ${names.store}.dim_movie_versions SET title = 'edited' WHERE _from > 1`)
      return null
    }
    expect(await cli('publish')).toMatchObject({ code: 6, err: expect.stringContaining('Nothing was shown') })
    stub.fault = () => null
    await stub.warehouse.run(`UPDATE ${names.store}.yts_state SET store_version = 2`)
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
    place.load(someFilms(0))
    await cli('publish')
    for (const [install, code] of [
      [installOf(place.db, place.dataDir), 0],
      [installOf(place.db, place.dataDir, 'another-machine'), 3],
      [installOf(place.db, join(home, 'copied')), 3],
    ] as const) {
      place.load(someFilms(code))
      await stub.warehouse.run(takeLease(names, install, 'a1'))
      expect((await cli('publish', '--full')).code, install).toBe(code)
      expect((await cli('publish', '--rollback', '1')).code, install).toBe(code)
      await stub.warehouse.run(`UPDATE ${names.store}.yts_state SET owner = NULL`)
    }
  })

  it('stops on Ctrl-C with 130 while a statement runs, gives the lease back, and shows nothing of it', async () => {
    place.load(someFilms(0))
    await cli('publish')
    const before = await seen()
    place.load(someFilms(1))
    let interrupt: (signal: 'SIGINT') => void = () => {}
    stub.fault = (sql) => {
      if (!/^MERGE INTO .*fact_movies_versions/.test(sql)) return null
      setImmediate(() => interrupt('SIGINT'))
      return { kind: 'endless' }
    }
    const stopped = await runForTest(['publish', '--data-dir', place.dataDir, '--json'], {
      databricks: { wait: async () => {}, surroundings: surroundings() },
      onInterrupt: (listener) => {
        interrupt = listener
        return () => {}
      },
    })
    expect(stopped.code).toBe(130)
    expect(await seen()).toBe(before)
    expect(await stub.warehouse.rows(`SELECT owner FROM ${names.store}.yts_state`)).toEqual([{ owner: null }])
    stub.fault = () => null
    expect(await cli('publish')).toMatchObject({ code: 0 })
    expect(await seen()).toBe(await here())
  })

  it('goes on through resets, 429 and 503 at any statement, and ends equal', async () => {
    place.load(someFilms(0))
    let statements = 0
    stub.fault = () => {
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
    stub.fault = () => null
    expect(await seen()).toBe(await here())
  })

  it('tells a token nobody but the warehouse: no file, no line, no error has it', async () => {
    place.load(someFilms(0))
    const outputs: string[] = []
    const note = async (...argv: string[]) => {
      const { out, err } = await cli(...argv)
      outputs.push(out, err)
    }
    stub.fault = () => ({ kind: 'error', message: `the token ${stub.token} is not liked; Bearer ${stub.token}` })
    await note('publish')
    await note('publish', '--json')
    stub.fault = () => null
    for (const options of [[], ['--json'], ['--verify'], ['--dry-run'], ['--print-setup'], ['--rollback', '9']])
      await note('publish', ...options)
    await note('destinations', '--json')
    place.db.pragma('wal_checkpoint(TRUNCATE)')
    expect(outputs.join('\n')).toContain('"status":"unchanged"')
    const files = readdirSync(place.dataDir, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(place.dataDir, name),
    )
    const texts = files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path, 'latin1'))
    expect(texts.length).toBeGreaterThan(1)
    for (const text of [...outputs, ...texts, ...stub.statements, ...stub.agents])
      expect(text).not.toContain(stub.token)
  })
})

describe('a process that publishes to Databricks', () => {
  const program = join(import.meta.dirname, '..', '..', 'cli.ts')

  /** Runs the command line in a process of its own; `env`: beside what this one has. */
  function start(argv: readonly string[], nodeOptions: readonly string[] = []) {
    const certificates = join(home, 'certificates.pem')
    writeFileSync(certificates, stub.certificate)
    return spawn(process.execPath, [...nodeOptions, program, ...argv, '--data-dir', place.dataDir], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificates, DATABRICKS_TOKEN: stub.token },
    })
  }

  it('loads the driver when it publishes, and not before', async () => {
    const hook = `data:text/javascript,${encodeURIComponent(
      "import { registerHooks } from 'node:module'; registerHooks({ resolve(name, context, next) { if (name.startsWith('@databricks/')) process.stderr.write('LOADED '); return next(name, context) } })",
    )}`
    place.load(someFilms(0))
    for (const [argv, isLoaded] of [
      [['publish', '--print-setup'], false],
      [['destinations'], false],
      [['publish'], true],
    ] as const) {
      const child = start(argv, ['--import', hook])
      let err = ''
      child.stderr.on('data', (text) => {
        err += text
      })
      const [code] = await once(child, 'close')
      expect(code, err).toBe(0)
      expect(err.includes('LOADED'), argv.join(' ')).toBe(isLoaded)
    }
  })

  it('killed at a statement of each kind, before or after it is done, leaves the old star or the new one, and the next one ends equal', async () => {
    place.load(someFilms(0))
    await cli('publish')
    let round = 1
    for (const [pattern, isDone] of [
      [/^UPDATE .*next_version = CASE/, true],
      [/^PUT .*dim_movie/, false],
      [/^MERGE INTO .*fact_movies_versions/, false],
      [/^MERGE INTO .*genre_junction_versions/, true],
      [/^SELECT concat.*dim_movie_versions/, true],
      [/^REMOVE /, true],
      [/^UPDATE .*SET version = /, false],
      [/^UPDATE .*SET version = /, true],
      [/^MERGE INTO .*yts_publish/, true],
    ] as const) {
      place.load(someFilms(round++))
      const [before, after] = [await seen(), await here()]
      stub.statements.length = 0
      const child = start(['publish'])
      child.stdout.resume()
      child.stderr.resume()
      let isHit = false
      stub.fault = (sql) => {
        // The first note in the history is of the version before.
        const isFlip =
          !String(pattern).includes('yts_publish') || stub.statements.some((sent) => /SET version = /.test(sent))
        if (isHit || !isFlip || !pattern.test(sql)) return null
        isHit = true
        if (!isDone) child.kill('SIGKILL')
        else setImmediate(() => child.kill('SIGKILL'))
        return { kind: 'reset', isDone }
      }
      const [, signal] = await once(child, 'close')
      expect([String(pattern), isHit, signal]).toEqual([String(pattern), true, 'SIGKILL'])
      stub.fault = () => null
      const shown = await seen()
      expect([before, after], String(pattern)).toContain(shown)
      const done = await cli('publish')
      expect(done.code, done.err).toBe(0)
      expect(await seen(), String(pattern)).toBe(after)
    }
  })
})
