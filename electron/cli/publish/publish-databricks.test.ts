import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { someFilms } from '../../publish/testing/warehouses.ts'
import { rawMovie } from '../../warehouse/testing/loads.ts'
import { databricksGround, names } from '../testing/databricks-ground.ts'

const ground = databricksGround()
const { cli, seen, here, ledger } = ground

describe('cli publish to Databricks', () => {
  it('sets up and publishes, then sends nothing, then only what changed, and notes each in the ledger', async () => {
    ground.place.load(someFilms(0))
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
    ground.stub.statements.length = 0
    const again = await cli('publish', '--json')
    expect(again.json()).toMatchObject({ status: 'unchanged', version: 1, changedRows: 0, bytes: 0 })
    expect(ground.stub.statements.filter((sql) => /^(?:PUT|CREATE|UPDATE|DELETE)/.test(sql))).toEqual([])
    ground.place.load(someFilms(1))
    const next = await cli('publish')
    expect(next.out).toMatch(
      /^Version 2 published to lake: \d+ rows added or closed in \d+ tables, [\d,]+ bytes sent, equal by digest\.\n$/,
    )
    expect(await seen()).toBe(await here())
    // One that is new, and one that a second sweep has missed.
    ground.place.load([...someFilms(1), rawMovie(50)])
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
      { kind: 'databricks', mode: 'full', status: 'unchanged', version: 1, error_kind: null },
      { kind: 'databricks', mode: 'full', status: 'published', version: 2, error_kind: null },
      { kind: 'databricks', mode: 'incremental', status: 'published', version: 3, error_kind: null },
    ])
    const { destinations } = (await cli('destinations', '--json')).json() as { destinations: unknown[] }
    expect(destinations).toMatchObject([{ name: 'lake', kind: 'databricks', current: 3, last: { version: 3 } }])
    // Nothing stays in the volume.
    const left = readdirSync(ground.stub.warehouse.stage, { recursive: true, withFileTypes: true })
    expect(left.filter((entry) => entry.isFile())).toEqual([])
  })

  it('says beforehand what publish would do, and writes nothing there', async () => {
    ground.place.load(someFilms(0))
    const plan = (await cli('publish', '--dry-run', '--json')).json()
    expect(plan).toMatchObject({ status: 'would_publish', version: null, tables: { fact_movies: { rows: 7 } } })
    await cli('publish')
    expect((await cli('publish', '--dry-run', '--json')).json()).toMatchObject({
      status: 'unchanged',
      changedTables: [],
    })
    ground.place.load(someFilms(1))
    ground.stub.statements.length = 0
    expect((await cli('publish', '--dry-run')).out).toMatch(/^fact_movies +9 rows {2}changed$/m)
    expect(ground.stub.statements.filter((sql) => !/^(?:SELECT|SET)\b/.test(sql))).toEqual([])
    expect(await ledger()).toHaveLength(1)
  })

  it('sets up without publishing, and prints for an administrator what that takes', async () => {
    const printed = (await cli('publish', '--print-setup')).out
    expect(ground.stub.statements).toEqual([])
    for (const part of [
      'CREATE SCHEMA IF NOT EXISTS `films`.`gold_store`;',
      'GRANT READ VOLUME, WRITE VOLUME ON VOLUME `films`.`gold_store`.`stage` TO `PUBLISHER`;',
      'DROP SCHEMA IF EXISTS `films`.`gold` CASCADE;',
    ])
      expect(printed).toContain(part)
    const done = await cli('publish', '--setup', '--json')
    expect(done.code, done.err).toBe(0)
    expect(done.json()).toMatchObject({ status: 'set_up', version: 0 })
    // What is printed is what is run, with the lease in hand once there is one.
    const { setup } = (await cli('publish', '--print-setup', '--json')).json() as { setup: string[] }
    const [taken, given] = [/^UPDATE .* SET owner = '/, /^UPDATE .* SET owner = NULL/]
    const run = ground.stub.statements.filter((sql) => !/^(?:SELECT|SET)\b/.test(sql))
    expect(run.filter((sql) => !taken.test(sql) && !given.test(sql))).toEqual(setup.slice(1))
    expect(run.findIndex((sql) => taken.test(sql))).toBe(run.findIndex((sql) => sql.includes('_versions')) - 1)
    expect(run.at(-1)).toMatch(given)
    expect(await ground.stub.warehouse.rows(`SELECT count(*) AS n FROM ${names.schema}.fact_movies`)).toEqual([
      { n: '0' },
    ])
    ground.place.load(someFilms(0))
    ground.stub.statements.length = 0
    expect(await cli('publish')).toMatchObject({ code: 0 })
    expect(ground.stub.statements.filter((sql) => sql.startsWith('CREATE'))).toEqual([])
  })

  it('verifies, finds what others did, replaces it, and shows an older version again', async () => {
    ground.place.load(someFilms(0))
    await cli('publish')
    const before = await seen()
    ground.place.load(someFilms(1))
    await cli('publish')
    expect((await cli('publish', '--verify', '--json')).json()).toMatchObject({
      status: 'verified',
      version: 2,
      differences: [],
    })
    await ground.stub.warehouse.run(`UPDATE ${names.store}.dim_movie_versions SET title = 'edited' WHERE movie_key = 1`)
    await ground.stub.warehouse.run(`DROP VIEW ${names.schema}.dim_genre`)
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
})
