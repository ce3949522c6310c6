import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cliGround } from './testing/cli-ground.ts'

const ground = cliGround()
const { cli } = ground

describe('cli export', () => {
  let outside = ''
  const file = (name: string): string => join(outside, name)
  beforeEach(async () => {
    outside = mkdtempSync(join(tmpdir(), 'yts-export-'))
    await cli('sync', '--url', ground.api.url)
  })
  afterEach(() => rmSync(outside, { recursive: true, force: true }))

  it('writes the same rows as CSV, NDJSON and Parquet', async () => {
    for (const table of ['fact_movies', 'dim_movie', 'silver_movie', 'dim_date', 'run']) {
      const rows = (await cli('query', `SELECT * FROM ${table} ORDER BY 1`, '--json')).json().rows as Record<
        string,
        unknown
      >[]
      for (const ending of ['csv', 'ndjson', 'parquet']) {
        const done = await cli('export', table, '--out', file(`t.${ending}`), '--json')
        expect(done.code, done.err).toBe(0)
        expect(done.json()).toMatchObject({ rows: rows.length, format: ending })
      }
      const lines = readFileSync(file('t.ndjson'), 'utf8').trim().split('\n')
      expect(lines.map((line) => JSON.parse(line))).toEqual(rows)
      const bytes = readFileSync(file('t.parquet'))
      const back = await parquetReadObjects({
        file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
      })
      expect(
        back.map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value]),
          ),
        ),
      ).toEqual(rows)
    }
  })

  it('declares keys as required in Parquet', async () => {
    for (const [table, keys] of [
      ['fact_movies', ['movie_id', 'movie_key', 'date_key']],
      ['dim_movie', ['movie_key']],
      ['genre_junction', ['movie_id', 'genre_id']],
    ] as const) {
      expect((await cli('export', table, '--out', file('k.parquet'))).code).toBe(0)
      const bytes = readFileSync(file('k.parquet'))
      const { schema } = parquetMetadata(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
      const required = schema.filter((column) => column.repetition_type === 'REQUIRED').map(({ name }) => name)
      expect(required, table).toEqual(expect.arrayContaining([...keys]))
    }
  })

  it('never overwrites a file of the data folder that is its own', async () => {
    const own = ['warehouse.sqlite', 'warehouse.sqlite-wal', 'config.yaml', 'config.json', 'writer.lock', 'sample']
    for (const name of own) {
      expect(await cli('export', 'run', '--format', 'csv', '--out', join(ground.dataDir, name)), name).toMatchObject({
        code: 2,
      })
    }
    // Nor anything else in it, by whichever way.
    mkdirSync(join(ground.dataDir, 'logs'))
    symlinkSync(ground.dataDir, file('way'))
    for (const target of [
      join(ground.dataDir, 'x.csv'),
      join(ground.dataDir, 'logs', 'x.csv'),
      join(file('way'), 'x.csv'),
    ])
      expect(await cli('export', 'run', '--out', target), target).toMatchObject({ code: 2 })
    expect(readdirSync(ground.dataDir).filter((name) => /part|\.csv/.test(name))).toEqual([])
    expect((await cli('query', 'SELECT count(*) FROM run')).code).toBe(0)
  })

  it('never writes bodies, links or half a file', async () => {
    expect((await cli('export', 'bronze_page', '--out', file('b.ndjson'))).code).toBe(0)
    expect(JSON.parse(readFileSync(file('b.ndjson'), 'utf8').split('\n')[0] ?? '')).not.toHaveProperty('body')
    expect((await cli('export', 'sqlite_schema', '--out', file('x.csv'))).code).toBe(2)
    expect((await cli('export', 'run', '--out', file('x.txt'))).code).toBe(2)
    expect((await cli('export', 'run', '--out', join(ground.dataDir, 'nowhere', 'x.csv'))).code).toBe(2)
    symlinkSync(file('target'), file('link.csv'))
    expect((await cli('export', 'run', '--out', file('link.csv'))).code).toBe(2)
    expect(existsSync(file('target'))).toBe(false)
    expect(existsSync(file('x.csv'))).toBe(false)
  })

  it('writes the readings of films for a cluster whole or not at all, and only what came after a run', async () => {
    const newest = (await cli('query', 'SELECT max(run_id) AS run_id FROM run', '--json')).json().rows
    const [{ run_id } = { run_id: 0 }] = newest as { run_id: number }[]
    const whole = await cli('export-bronze', '--out', file('all'), '--json')
    expect(whole.code, whole.err).toBe(0)
    expect(whole.json()).toEqual({ runs: 1, films: expect.any(Number), lost: 0 })
    expect(whole.json().films).toBeGreaterThanOrEqual(200)
    expect(readdirSync(file('all')).sort()).toEqual(
      ['bronze_film.parquet', 'bronze_presence.parquet', 'bronze_run.parquet'].sort(),
    )
    const rest = await cli('export-bronze', '--out', file('rest'), '--after', `${run_id}`, '--json')
    expect(rest.json()).toEqual({ runs: 0, films: 0, lost: 0 })

    expect((await cli('export-bronze', '--out', file('all'))).err).toMatch(/something in that folder/)
    expect((await cli('export-bronze', '--out', join(ground.dataDir, 'b'))).err).toMatch(/inside the data folder/)
    expect((await cli('export-bronze', '--out', file('x'), '--after', '99')).err).toMatch(/Run 99 was not published/)
    expect(readdirSync(outside).sort()).toEqual(['all', 'rest'])
  })
})
