import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetMetadata } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Row } from './canonical.ts'
import { systemDisk } from './folder/folder-disk.ts'
import { fileRows } from './folder/read-files.ts'
import { writeTableFiles } from './stage-files.ts'
import type { PublishedTable } from './star-columns.ts'

const table: PublishedTable = {
  name: 'fact_movies',
  layer: 'gold',
  key: ['id'],
  columns: [
    { name: 'id', kind: 'bigint' },
    { name: 'year', kind: 'int' },
    { name: 'rating', kind: 'decimal' },
    { name: 'day', kind: 'date' },
    { name: 'title', kind: 'string' },
  ],
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yts-stage-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const limits = { groupRows: 50_000, groupBytes: 12_000_000, fileBytes: 64_000_000 }

async function written(rows: Iterable<Row>, changes: Partial<typeof limits> = {}) {
  const files = await writeTableFiles(systemDisk, folder, table, rows, { limits: { ...limits, ...changes } })
  const back: unknown[][] = []
  for (const { name } of files)
    for await (const row of fileRows(join(folder, name), table)) back.push(row.map((value) => value))
  return { files, back }
}

const metadataOf = (name: string) => {
  const bytes = readFileSync(join(folder, name))
  return parquetMetadata(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

describe('the files of a table', () => {
  it('give back every value as it was: nulls, bounds, tenths, days, all of Unicode, and bits that a double has not', async () => {
    const tenths = Array.from({ length: 101 }, (_, tenth) => tenth / 10)
    const titles = [
      '',
      ' ',
      '\ufeffwith a mark',
      '電影 🎬',
      '"quotes" `and` \\ \'',
      'lines\nof\ttext',
      'x'.repeat(65_536),
    ]
    const rows: Row[] = [
      [0n, null, null, null, null],
      [(1n << 62n) - 1n, 2_147_483_647n, 10, '9999-12-31', 'a'],
      [-1n, -2_147_483_648n, 0, '1900-01-01', 'b'],
      ...tenths.map((rating, index): Row => [BigInt(index), 1n, rating, '1970-01-01', 'c']),
      ...titles.map((title, index): Row => [BigInt(index), null, null, '1969-12-31', title]),
    ]
    const { back, files } = await written(rows)
    const plain = (row: Row) => row.map((value, index) => (index === 1 && value !== null ? Number(value) : value))
    expect(back).toEqual(rows.map(plain))
    expect(files).toHaveLength(1)
  })

  it('say what their columns are, to whoever reads them', async () => {
    await written([])
    const { schema, row_groups: groups } = metadataOf('part-00000.parquet')
    expect(groups).toEqual([])
    expect(
      schema.slice(1).map(({ name, type, converted_type, repetition_type }) => {
        return [name, type, converted_type, repetition_type]
      }),
    ).toEqual([
      ['id', 'INT64', undefined, 'REQUIRED'],
      ['year', 'INT32', undefined, 'OPTIONAL'],
      ['rating', 'INT32', 'DECIMAL', 'OPTIONAL'],
      ['day', 'INT32', 'DATE', 'OPTIONAL'],
      ['title', 'BYTE_ARRAY', 'UTF8', 'OPTIONAL'],
    ])
    expect(schema[3]).toMatchObject({ precision: 3, scale: 1 })
  })

  it('keep to their bounds, by rows and by bytes, and lose no row at an edge', async () => {
    const rows = (count: number, length: number) =>
      Array.from({ length: count }, (_, id): Row => [BigInt(id), 1n, 1, '2000-01-01', `${id}`.padEnd(length, 'é')])
    for (const count of [1, 9, 10, 11, 100, 101]) {
      rmSync(folder, { recursive: true, force: true })
      folder = mkdtempSync(join(tmpdir(), 'yts-stage-'))
      const { files, back } = await written(rows(count, 5), { groupRows: 10 })
      expect(back.map(([id]) => id)).toEqual(rows(count, 5).map(([id]) => id))
      expect(files.map((file) => file.rows)).toEqual([count])
      const groups = metadataOf('part-00000.parquet').row_groups.map((group) => Number(group.num_rows))
      expect(groups).toEqual([...Array(Math.floor(count / 10)).fill(10), ...(count % 10 ? [count % 10] : [])])
    }
    rmSync(folder, { recursive: true, force: true })
    folder = mkdtempSync(join(tmpdir(), 'yts-stage-'))
    const noise = Array.from({ length: 40 }, (_, id): Row => {
      const text = createHash('shake256', { outputLength: 15_000 }).update(String(id)).digest('hex')
      return [BigInt(id), null, null, null, text]
    })
    const { files, back } = await written(noise, { groupBytes: 100_000, fileBytes: 400_000 })
    expect(back).toEqual(noise)
    expect(files.length).toBeGreaterThan(1)
    for (const { name, bytes } of files) {
      expect(bytes).toBeLessThanOrEqual(400_000)
      expect(statSync(join(folder, name)).size).toBe(bytes)
    }
  })

  it('are compressed by GZIP', async () => {
    await written([[1n, 1n, 1, '2000-01-01', 'a'.repeat(1000)]])
    const codecs = metadataOf('part-00000.parquet').row_groups[0]?.columns.map(({ meta_data }) => meta_data?.codec)
    expect(new Set(codecs)).toEqual(new Set(['GZIP']))
  })

  it('stop between row groups when they are not wanted any more', async () => {
    const rows = Array.from({ length: 50 }, (_, id): Row => [BigInt(id), 1n, 1, null, 'a'])
    const controller = new AbortController()
    function* stopping(): Generator<Row> {
      for (const [index, row] of rows.entries()) {
        if (index === 25) controller.abort()
        yield row
      }
    }
    const options = { limits: { ...limits, groupRows: 10 }, signal: controller.signal }
    await expect(writeTableFiles(systemDisk, folder, table, stopping(), options)).rejects.toMatchObject({
      kind: 'cancelled',
    })
  })
})
