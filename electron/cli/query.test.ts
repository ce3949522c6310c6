import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pathOf } from '../config/data-dir.ts'
import { type SampleApi, startSampleApi } from '../sample/server.ts'
import type { CliDeps } from './cli-context.ts'
import { runForTest } from './testing/run-for-test.ts'

let dataDir = ''
let outside = ''
let api: SampleApi
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'yts-query-'))
  outside = mkdtempSync(join(tmpdir(), 'yts-query-out-'))
  api = await startSampleApi({ films: 120, seed: 4 })
  await runForTest(['sync', '--url', api.url, '--data-dir', dataDir])
})
afterAll(async () => {
  await api.close()
  for (const folder of [dataDir, outside]) rmSync(folder, { recursive: true, force: true })
})

const query = (sql: string, deps: Partial<CliDeps> = {}, ...more: string[]) =>
  runForTest(['query', sql, '--data-dir', dataDir, ...more], deps)
const asJson = async (sql: string) => (await query(sql, {}, '--json')).json()

describe('bodies of bronze', () => {
  it.each([
    'SELECT body FROM bronze_page',
    'SELECT * FROM main.bronze_page',
    'SELECT hex(substr(body, 1, 9)) FROM main."bronze_page" LIMIT 1',
    'SELECT length(b.body) FROM main.[bronze_page] AS b',
    'WITH t(a, b, c, d, e, f, g, h, i, j, k, l, m) AS (SELECT * FROM main.bronze_page) SELECT m FROM t',
    'WITH t AS MATERIALIZED (SELECT * FROM main.bronze_page) SELECT page FROM t',
    'SELECT page FROM main.bronze_page WHERE body LIKE ?1',
    "SELECT EXISTS (SELECT 1 FROM main.bronze_page WHERE instr(body, x'1f8b'))",
    'SELECT max(body), min(body) FROM main.bronze_page GROUP BY run_id',
    'SELECT page FROM main.bronze_page ORDER BY body',
    'SELECT count(body) FROM main.bronze_page',
    'SELECT group_concat(m) FROM (SELECT body AS m FROM main.bronze_page UNION ALL SELECT 1)',
    'SELECT 1 FROM run JOIN main.bronze_page USING (run_id) WHERE unicode(body) = 31',
    '; /* x */ -- y\n SELECT body FROM main.bronze_page',
    'VALUES ((SELECT body FROM main.bronze_page LIMIT 1))',
    'SELECT row_number() OVER (ORDER BY body) FROM main.bronze_page',
  ])('are unreadable by %s', async (sql) => {
    expect(await query(sql)).toMatchObject({ code: 2, out: '' })
  })

  it('do not keep the rest of their table from being read', async () => {
    const { rows } = (await asJson('SELECT * FROM bronze_page')) as { rows: Record<string, unknown>[] }
    expect(rows).toHaveLength(3)
    expect(rows[0]).toHaveProperty('sha256')
    expect(rows[0]).not.toHaveProperty('body')
    expect((await query('SELECT page, stored_bytes FROM main.bronze_page ORDER BY sha256')).code).toBe(0)
    expect((await query('EXPLAIN SELECT * FROM main.bronze_page')).code).toBe(0)
    expect((await query('SELECT count(*) FROM main.bronze_page')).out).toBe('count(*)\n3\n')
  })
})

describe('cells of a query', () => {
  it('whole numbers of 64 bits are exact', async () => {
    const sql = 'SELECT 9223372036854775807 AS most, -9223372036854775808 AS least, 9007199254740993 AS odd, 7 AS small'
    expect(await asJson(sql)).toMatchObject({
      rows: [{ most: '9223372036854775807', least: '-9223372036854775808', odd: '9007199254740993', small: 7 }],
    })
    expect((await query(sql)).out).toContain('9223372036854775807\t-9223372036854775808\t9007199254740993\t7')
    expect((await query('SELECT 9e999 AS x', {}, '--json')).out).toContain('"Infinity"')
  })

  it('columns of equal names are all kept', async () => {
    const answer = await asJson('SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a, 5 AS "__proto__"')
    expect(answer.columns).toEqual(['a', 'a', 'a_2', 'a', '__proto__'])
    expect(Object.values((answer.rows as object[])[0] ?? {})).toEqual([1, 2, 3, 4, 5])
    expect((await query('SELECT 1 AS a, 2 AS a')).out).toBe('a\ta\n1\t2\n')
  })

  it('blobs are hexadecimal', async () => {
    expect((await query("SELECT x'00ff10' AS b, zeroblob(0) AS e")).out).toBe("b\te\nx'00ff10'\tx''\n")
  })

  it('nothing moves the cursor, the writing direction or the columns of a terminal', async () => {
    const { out } = await query("SELECT 'a' || char(27, 8238, 8294, 10, 9, 8207) || 'b' AS \"c\u202e\"", {
      isTable: true,
    })
    expect(out).toBe('c\n---\na b\n')
  })
})

describe('statements of a query', () => {
  it('a NUL is refused, because SQLite would stop reading there', async () => {
    expect(await query('SELECT 1\0; DROP TABLE run')).toMatchObject({ code: 2, err: expect.stringContaining('NUL') })
  })

  it.each([
    'SELECT * FROM pragma_optimize',
    'SELECT * FROM "pragma_optimize"(0xfffe)',
    'SELECT * FROM main.[pragma_optimize]',
  ])('why %s is refused is said', async (sql) => {
    expect(await query(sql)).toMatchObject({ code: 2, err: expect.stringContaining('pragma_optimize writes') })
  })

  it('the name of it in a text is a text', async () => {
    expect((await query("SELECT 'pragma_optimize' AS x")).out).toBe('x\npragma_optimize\n')
  })

  it('- reads the statement from standard input', async () => {
    expect((await query('-', { input: async () => '-- films\nSELECT 5 AS five\n' })).out).toBe('five\n5\n')
  })
})

describe('an answer is bounded in memory', () => {
  const endless =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, hex(zeroblob(500000)) AS x FROM n'

  it.each([[[]], [['--json']]])('rows are written as they come and bytes are capped (%j)', async (more) => {
    let bytes = 0
    let waits = 0
    let tail = ''
    const { code, err } = await query(
      endless,
      {
        out: (text) => {
          bytes += text.length
          tail = (tail + text).slice(-40)
        },
        room: async () => {
          waits++
        },
      },
      ...more,
    )
    expect(code).toBe(0)
    expect(err).toContain('larger than 64 MB')
    expect(bytes).toBeLessThan(70e6)
    expect(waits).toBe(68)
    if (more.length > 0) expect(tail).toContain('"rowCount":68,"truncated":true}')
  })

  it('a single row beyond the bound is refused', async () => {
    expect(await query('SELECT zeroblob(90000000)')).toMatchObject({ code: 2, err: expect.stringContaining('64 MB') })
  })

  it('nothing more is asked for when nobody listens', async () => {
    let rows = 0
    await query(endless, { isClosed: () => rows > 3, room: async () => void rows++ })
    expect(rows).toBe(4)
  })
})

describe('an answer whose row fails', () => {
  // Of whole numbers only the least has no positive one: the third row cannot be made.
  const failing =
    'SELECT abs(n) AS n FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT -9223372036854775807 - column1 FROM (VALUES (1)))'

  it.each([
    [failing, 2],
    ['SELECT abs(-9223372036854775807 - 1) AS n', 0],
    ['SELECT zeroblob(90000000) AS n', 0],
  ])('ends with JSON all the same: %s', async (sql, rows) => {
    const { code, out, err } = await query(sql, {}, '--json')
    expect(code).toBe(2)
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ columns: ['n'], rowCount: rows, truncated: true })
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ status: 'failed', error: { kind: 'bad_input' } })
    expect(err).toBe('')
  })

  it('shows the rows before it', async () => {
    for (const isTable of [true, false])
      expect((await query(failing, { isTable })).out).toMatch(/^n *\n(-+\n)?\s*1\n\s*2\n$/)
  })
})

describe('paths and files mean what a shell user means', () => {
  it('~ is the home folder, also where the shell left it alone', () => {
    expect(pathOf('~')).toBe(homedir())
    expect(pathOf('~/films/a.csv')).toBe(join(homedir(), 'films', 'a.csv'))
    expect(pathOf('./~/x', {})).toBe(join(process.cwd(), '~', 'x'))
    expect(() => pathOf('~bob/x')).toThrow('own home')
    expect(() => pathOf('-')).toThrow('"-"')
  })

  it('a relative path begins where the person is, also through npm', () => {
    expect(pathOf('a.csv', {})).toBe(join(process.cwd(), 'a.csv'))
    expect(pathOf('a.csv', { INIT_CWD: '/somewhere', npm_lifecycle_event: 'cli' })).toBe('/somewhere/a.csv')
    expect(pathOf('/b/a.csv', { INIT_CWD: '/somewhere', npm_lifecycle_event: 'cli' })).toBe('/b/a.csv')
  })

  it('- is standard output, and holds the table alone', async () => {
    const { code, out, err } = await runForTest(['export', 'dim_genre', '--out', '-', '--data-dir', dataDir])
    expect(code).toBe(0)
    expect(out).toMatch(/^"genre_id","genre_name"\r\n0,"Unknown"\r\n/)
    expect(err).toContain('rows of dim_genre')
    const both = await runForTest(['export', 'dim_genre', '--out', '-', '--json', '--data-dir', dataDir])
    expect(both.code).toBe(2)
  })

  it('a CSV begins with a byte order mark on request only', async () => {
    const file = join(outside, 'a.csv')
    const run = (...more: string[]) =>
      runForTest(['export', 'dim_genre', '--out', file, '--data-dir', dataDir, ...more])
    expect((await run()).code).toBe(0)
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('"g')
    expect((await run('--bom')).code).toBe(0)
    expect([...readFileSync(file).subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x22])
    expect((await run('--bom', '--format', 'parquet')).code).toBe(2)
  })

  it('status and runs of a folder that is not there exit with 2, and make nothing', async () => {
    for (const command of ['status', 'runs']) {
      const { code, err } = await runForTest([command, '--data-dir', join(outside, 'typo')])
      expect(code).toBe(2)
      expect(err).toContain('There is no folder')
    }
  })
})
