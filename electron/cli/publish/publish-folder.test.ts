import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFolder } from '../../publish/folder/folder-session.ts'
import { readManifest } from '../../publish/folder/manifest.ts'
import { openWritable, type WritableDb } from '../../warehouse/file/connection.ts'
import { databaseFile } from '../../warehouse/file/database-file.ts'
import { migrate } from '../../warehouse/migrations/index.ts'
import { acquireWriterLock } from '../../warehouse/open/lock.ts'
import { loadAll, pagesOf, rawMovie } from '../../warehouse/testing/loads.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { runForTest } from '../testing/run-for-test.ts'

let home: string
let dataDir: string
let star: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'yts-cli-publish-'))
  dataDir = mkdtempSync(join(home, 'data-'))
  star = join(home, 'star')
  configured({ star: { kind: 'parquet', dir: star } })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function configured(destinations: Record<string, unknown>): void {
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ destinations }))
}

const cli = (...argv: string[]) => runForTest([...argv, '--data-dir', dataDir])

function load(films: number): void {
  const db = openWritable(join(dataDir, databaseFile))
  migrate(db)
  loadAll(createLoadStore(db), pagesOf(Array.from({ length: films }, (_, index) => rawMovie(index + 1))))
  db.close()
}

function changed(file: string, change: (db: WritableDb) => void): void {
  const db = openWritable(file)
  change(db)
  db.close()
}

/** Ways in which a warehouse cannot be opened by this program. */
const spoilings: [string, (file: string) => void][] = [
  ['that is damaged', (file: string) => writeFileSync(file, 'no database'.repeat(1000))],
  ['of a newer program', (file: string) => changed(file, (db) => db.pragma('user_version = 9999'))],
  ['of an older program', (file: string) => changed(file, (db) => db.pragma('user_version = 10'))],
  ['that is not one', (file: string) => changed(file, (db) => db.exec('DROP TABLE warehouse_state'))],
  [
    'that is a folder',
    (file: string) => {
      rmSync(file)
      mkdirSync(file)
    },
  ],
]

const ledger = async () =>
  (
    await cli('query', 'SELECT mode, status, version, error_kind FROM publication ORDER BY publication_id', '--json')
  ).json().rows

describe('cli publish', () => {
  it('publishes, then says unchanged, shows an older version and notes each in the ledger', async () => {
    load(5)
    const first = await cli('publish', '--json')
    expect(first.code, first.err).toBe(0)
    expect(first.json()).toMatchObject({
      status: 'published',
      destination: 'star',
      version: 1,
      goldVersion: 1,
      tables: { fact_movies: { sent: 5, rows: 5, digest: expect.stringMatching(/^5:\d+:\d+$/) } },
    })
    expect((await cli('publish', 'star', '--json')).json()).toMatchObject({
      status: 'unchanged',
      version: 1,
      bytes: 0,
      tables: { fact_movies: { sent: 0, rows: 5 } },
    })
    load(6)
    expect((await cli('publish')).out).toMatch(/^Version 2 published to star: [\d,]+ rows in \d+ tables/)
    expect((await cli('publish', '--rollback', '1', '--json')).json()).toMatchObject({ mode: 'rollback', version: 1 })
    expect((await cli('publish', '--verify', '--json')).json()).toMatchObject({
      status: 'verified',
      current: 1,
      versions: [1, 2],
      differences: [],
    })
    expect(await ledger()).toEqual([
      { mode: 'full', status: 'published', version: 1, error_kind: null },
      { mode: 'full', status: 'unchanged', version: 1, error_kind: null },
      { mode: 'full', status: 'published', version: 2, error_kind: null },
      { mode: 'rollback', status: 'published', version: 1, error_kind: null },
      { mode: 'verify', status: 'verified', version: 1, error_kind: null },
    ])
    const { destinations } = (await cli('destinations', '--json')).json() as { destinations: unknown[] }
    expect(destinations).toMatchObject([
      { name: 'star', current: 1, kept: [{ version: 1 }, { version: 2 }], last: { mode: 'verify', version: 1 } },
    ])
  })

  it('says what it would do and writes nothing', async () => {
    load(5)
    const list = (await cli('destinations', '--json')).json() as { destinations: unknown[] }
    expect(list.destinations).toMatchObject([{ name: 'star', current: null, kept: [], last: null }])
    const plan = await cli('publish', '--dry-run', '--json')
    expect(plan.json()).toMatchObject({ status: 'would_publish', version: null, tables: { fact_movies: { rows: 5 } } })
    expect(readdirSync(home)).not.toContain('star')
    await cli('publish')
    expect((await cli('publish', '--dry-run', '--json')).json()).toMatchObject({ status: 'unchanged', version: 1 })
    expect(await ledger()).toHaveLength(1)
  })

  it.each([
    ['nothing changed', [], () => {}, /^Nothing would be written/m],
    ['everything is asked for', ['--full'], () => {}, /All tables would be written/],
    [
      'a layer was taken away',
      [],
      () => configured({ star: { kind: 'parquet', dir: star } }),
      /^run +1 rows {2}removed$/m,
    ],
    [
      'a layer was added',
      [],
      () => configured({ star: { kind: 'parquet', dir: star, layers: 'gold,history,silver' } }),
      /^silver_movie +5 rows {2}added$/m,
    ],
    [
      'a file is missing there',
      [],
      () => rmSync(join(star, 'v000001', 'dim_movie', 'part-00000.parquet')),
      /^Files of it are missing or cut/m,
    ],
  ] as const)('says beforehand what publish then does: %s', async (_, options, change, words) => {
    load(5)
    configured({ star: { kind: 'parquet', dir: star, layers: 'gold,history' } })
    await cli('publish')
    change()
    expect((await cli('publish', '--dry-run', ...options)).out).toMatch(words)
    const plan = (await cli('publish', '--dry-run', ...options, '--json')).json()
    const done = (await cli('publish', ...options, '--json')).json()
    expect(plan.status).toBe(done.status === 'published' ? 'would_publish' : 'unchanged')
    expect(plan.changedTables).toEqual(done.changedTables)
    expect((await cli('publish', '--dry-run', '--json')).json()).toMatchObject({ status: 'unchanged' })
  })

  it('says beforehand that a folder whose drive is away cannot be published to', async () => {
    load(5)
    configured({ star: { kind: 'parquet', dir: join(home, 'drive', 'star') } })
    for (const options of [[], ['--dry-run']])
      expect(await cli('publish', ...options)).toMatchObject({ code: 5, err: expect.stringContaining('plugged in') })
  })

  it('exits by what went wrong: configuration 2, another publisher 3, the folder 5, contents 6, and notes what failed', async () => {
    expect(await cli('publish', 'star')).toMatchObject({ code: 2, err: expect.stringContaining('run sync first') })
    load(5)
    expect(await cli('publish', 'other')).toMatchObject({ code: 2 })
    expect(await cli('publish', '--verify', '--full')).toMatchObject({ code: 2 })
    expect(await cli('publish', '--rollback', '0')).toMatchObject({ code: 2 })
    expect(await cli('publish', '--rollback', '1')).toMatchObject({ code: 5 })
    await cli('publish')
    expect(await cli('publish', '--rollback', '7')).toMatchObject({ code: 2 })
    await withFolder({ folder: star, dataDir, who: 'a test' }, async () => {
      expect(await cli('publish')).toMatchObject({ code: 3, err: expect.stringContaining('a test') })
    })
    const [part] = readdirSync(join(star, 'v000001', 'dim_movie'))
    writeFileSync(join(star, 'v000001', 'dim_movie', part ?? ''), 'PAR1')
    const found = await cli('publish', '--verify')
    expect(found).toMatchObject({
      code: 6,
      out: expect.stringContaining('Version 1, dim_movie: part-00000.parquet has'),
    })
    writeFileSync(join(star, 'mine.txt'), '')
    expect(await cli('publish', '--json')).toMatchObject({ code: 5 })
    expect(await ledger()).toEqual([
      { mode: 'full', status: 'published', version: 1, error_kind: null },
      { mode: 'verify', status: 'differs', version: 1, error_kind: null },
      { mode: 'full', status: 'failed', version: null, error_kind: 'destination_refused' },
    ])
    const list = (await cli('destinations', '--json')).json() as { destinations: unknown[] }
    expect(list.destinations).toMatchObject([{ name: 'star', error: { kind: 'destination_refused' } }])
  })

  it('publishes while a load writes, and says that the ledger has no entry of it', async () => {
    load(5)
    const lock = acquireWriterLock(dataDir, 'a load')
    const done = await cli('publish')
    if (lock.ok) lock.value.release()
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('A load is running') })
    expect(await ledger()).toEqual([])
  })

  it.each(spoilings)('tells a rollback that is done as done, beside a warehouse %s', async (_, spoil) => {
    load(5)
    await cli('publish')
    load(6)
    await cli('publish')
    spoil(join(dataDir, databaseFile))
    const done = await cli('publish', '--rollback', '1', '--json')
    expect(done).toMatchObject({ code: 0, err: expect.stringContaining('could not be noted in the ledger') })
    expect(done.json()).toMatchObject({ status: 'published', mode: 'rollback', version: 1 })
    expect(readManifest(star)?.current).toBe(1)
  })

  it('stops on Ctrl-C with 130, and what was published stays', async () => {
    load(5)
    await cli('publish')
    load(6)
    const stoppedBy = (signal: 'SIGINT' | 'SIGTERM') =>
      runForTest(['publish', '--data-dir', dataDir, '--json'], {
        onInterrupt: (listener) => {
          listener(signal)
          return () => {}
        },
      })
    expect(await stoppedBy('SIGINT')).toMatchObject({ code: 130 })
    expect(await stoppedBy('SIGTERM')).toMatchObject({ code: 143 })
    expect((await cli('publish', '--verify', '--json')).json()).toMatchObject({ current: 1, differences: [] })
    const stopped = [{ status: 'published' }, { status: 'cancelled' }, { status: 'cancelled' }]
    expect(await ledger()).toMatchObject([...stopped, { status: 'verified' }])
    expect((await cli('publish', '--json')).json()).toMatchObject({ status: 'published', version: 2 })
  })
})

describe('cli destinations', () => {
  const found = async () => (await cli('destinations', '--json')).json().destinations

  it('lists the others beside one whose folder the system refuses to look at', async () => {
    symlinkSync('loop', join(home, 'loop'))
    const bad = { endless: join(home, 'loop', 'star'), long: join(home, 'x'.repeat(300)), gone: join(home, 'a', 'b') }
    const entries = Object.entries({ ...bad, star }).map(([name, dir]) => [name, { kind: 'parquet', dir }])
    configured(Object.fromEntries(entries))
    const unreachable = { kind: 'destination_unreachable', message: expect.not.stringContaining(home) }
    expect(await found()).toMatchObject([
      { name: 'endless', error: unreachable },
      { name: 'long', error: unreachable },
      { name: 'gone', error: unreachable },
      { name: 'star', current: null },
    ])
  })

  it('lists one that is described wrong, and does not call a file that cannot be read empty', async () => {
    configured({ a: { kind: 'parquet' }, star: { kind: 'parquet', dir: star } })
    expect(await found()).toMatchObject([
      { name: 'star', current: null },
      { name: 'a', error: { kind: 'config_invalid' } },
    ])
    writeFileSync(join(dataDir, 'config.json'), '{')
    expect(await cli('destinations')).toMatchObject({ code: 2, err: expect.stringContaining('is not JSON') })
  })

  it.each(spoilings)('tells what the folders have beside a warehouse %s', async (_, spoil) => {
    load(5)
    await cli('publish')
    expect(await found()).toMatchObject([{ current: 1, last: { version: 1 } }])
    spoil(join(dataDir, databaseFile))
    expect(await found()).toMatchObject([{ name: 'star', current: 1, last: null }])
    const list = await cli('destinations')
    expect(list).toMatchObject({ code: 0, err: expect.stringContaining('The ledger cannot be read') })
  })
})
