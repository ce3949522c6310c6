import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellCharacters, type ExportSpec, type FileFormat, usualText } from '../../../shared/export/export-spec.ts'
import { writeWorkbook } from './format/workbook.ts'
import { givenRows } from './source/given-rows.ts'
import { exportText, writeExport } from './write-export.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yts-formats-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Cell = string | number | null
/** Rows that are given need neither a database nor the reader. */
const given = {
  db: null,
  reader: () => {
    throw new Error('not asked')
  },
}
const deps = { onProgress: () => undefined, now: () => 0, program: 'YTS Explorer 0' }
const odd = [
  'plain',
  'a "quoted" word',
  'two\nlines',
  'two\r\nlines',
  'a\rreturn',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  'nul\0inside',
  '\u0001\u001f\u007f',
  '_x0041_',
  '🎬 film',
  'فيلم \u202eodd\u202c',
  'a,b;c\td|e\\f',
  '<b>&amp;</b>',
  ' spaces ',
  '',
  "'quoted",
]
const columns = [
  { label: 'Text', kind: 'text' },
  { label: 'Count', kind: 'integer' },
  { label: 'Mean, "steadied"', kind: 'decimal' },
  { label: 'Day', kind: 'date' },
] as const
const fixed: Cell[][] = odd.map((text, at) => [text, at * 1_000 - 3, at / 7, at === 3 ? null : `20${10 + at}-02-28`])

function specOf(rows: Cell[][], format: ExportSpec['format'], text: Partial<ExportSpec['text']> = {}): ExportSpec {
  return {
    source: { kind: 'rows', columns: [...columns], rows },
    format,
    text: { ...usualText, guard: false, ...text },
    about: { title: 'Odd films', words: ['No filter.'], filter: null, sql: null },
  }
}

let files = 0
async function written(spec: ExportSpec): Promise<string> {
  const file = join(folder, `${files++}.${spec.format}`)
  const { rows } = await writeExport(given, spec, { part: `${file}.part`, file, sidecar: null }, deps)
  expect(rows).toBe((spec.source as { rows: unknown[] }).rows.length)
  return file
}

/** Reads a file back by another library than wrote it: CSV by csv-parse, Parquet by DuckDB, sheets by read-excel-file. */
const readers: Record<FileFormat, (file: string, spec: ExportSpec) => Promise<Cell[][]>> = {
  csv: async (file, { text }) => {
    const separator = { comma: ',', semicolon: ';', tab: '\t' }[text.separator]
    const [head, ...rows] = parse(readFileSync(file), {
      delimiter: separator,
      record_delimiter: '\r\n',
      bom: true,
      cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
    }) as unknown as (string | null)[][]
    expect(head).toEqual(columns.map(({ label }) => label))
    return rows.map(([name, count, mean, day]) => [
      name ?? null,
      Number(count),
      Number(mean?.replace(',', '.')),
      day ?? null,
    ])
  },
  ndjson: async (file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const row = JSON.parse(line) as Record<string, Cell>
        expect(Object.keys(row)).toEqual(columns.map(({ label }) => label))
        return Object.values(row)
      }),
  parquet: async (file) => {
    const duck = await (await DuckDBInstance.create()).connect()
    const types = await duck.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${file}')`)
    expect(types.getRows().map(([name, type]) => [name, type])).toEqual([
      ['Text', 'VARCHAR'],
      ['Count', 'BIGINT'],
      ['Mean, "steadied"', 'DOUBLE'],
      ['Day', 'DATE'],
    ])
    const read = await duck.runAndReadAll(
      `SELECT "Text", "Count", "Mean, ""steadied""", "Day"::VARCHAR FROM read_parquet('${file}')`,
    )
    return read.getRows().map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : (cell as Cell))))
  },
  xlsx: async (file) => {
    const sheets = await readSheets(file, { trim: false })
    const [sheet] = sheets
    expect(sheets.map((each) => each.sheet)).toEqual(['Odd films', 'About'])
    const [head, ...rows] = sheet?.data ?? []
    expect(head).toEqual(columns.map(({ label }) => label))
    return rows.map((row) =>
      columns.map(({ kind }, index) => {
        const cell = row[index] ?? (kind === 'text' ? '' : null)
        if (cell instanceof Date) return cell.toISOString().slice(0, 10)
        return cell as Cell
      }),
    )
  },
}

describe.each(['csv', 'ndjson', 'parquet', 'xlsx'] as const)('%s', (format) => {
  it('holds every cell, whatever is in it, all rows', async () => {
    const spec = specOf(fixed, format)
    expect(await readers[format](await written(spec), spec)).toEqual(fixed)
  })

  it('holds any texts and numbers', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(...odd),
    )
    // Sheets have 15 digits, and lone halves of characters are in no file.
    const row = fc.tuple(
      text.map((value) => value.replaceAll(/\p{Cs}/gu, '?')),
      fc.integer({ min: -1e12, max: 1e12 }),
      fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 64),
      fc.option(
        fc
          .date({ min: new Date('1900-03-01'), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((date) => date.toISOString().slice(0, 10)),
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
        const spec = specOf(rows, format)
        expect(await readers[format](await written(spec), spec)).toEqual(rows)
      }),
      { numRuns: 25 },
    )
  })

  it('leaves nothing else behind, and is whole when it has its name', async () => {
    await written(specOf(fixed, format))
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
  })
})

describe('separated values', () => {
  it.each([
    ['comma', 'comma', false],
    ['semicolon', 'comma', true],
    ['tab', 'point', true],
  ] as const)('by %s, with a decimal %s, byte order mark %s', async (separator, decimal, bom) => {
    const spec = specOf(fixed, 'csv', { separator, decimal, bom })
    const file = await written(spec)
    expect(readFileSync(file, 'utf8').startsWith('\ufeff')).toBe(bom)
    expect(await readers.csv(file, spec)).toEqual(fixed)
  })

  it('keep texts from being run as formulas, and numbers as they are', async () => {
    const spec = specOf([...fixed, ['x', -5, -0.5, null]], 'csv', { guard: true })
    const rows = await readers.csv(await written(spec), spec)
    for (const [at, text] of odd.entries()) expect(rows[at]?.[0]).toBe(/^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text)
    expect(rows.at(-1)).toEqual(['x', -5, -0.5, null])
  })

  it('are pasted by lines and tabs', async () => {
    const { text, rows } = await exportText(given, specOf(fixed, 'tsv'))
    expect(rows).toBe(fixed.length)
    const read = parse(text, { delimiter: '\t', record_delimiter: '\n' })
    expect(read.slice(1).map(([name]) => name)).toEqual(odd)
  })

  it('are refused to the clipboard when they are too many', async () => {
    const many = Array.from({ length: 10_001 }, (): Cell[] => ['x', 1, 1, null])
    await expect(exportText(given, specOf(many, 'tsv'))).rejects.toMatchObject({ kind: 'bad_input' })
  })
})

it('Markdown has a line a row, and no text ends a cell or begins markup', async () => {
  const { text } = await exportText(given, specOf(fixed, 'markdown'))
  const lines = text.trimEnd().split('\n')
  expect(lines).toHaveLength(fixed.length + 2)
  for (const line of lines) expect(line.match(/(?<!\\)\|/g)).toHaveLength(columns.length + 1)
  expect(text).not.toMatch(/<(?!br>)/)
})

describe('a workbook', () => {
  const rowsOf = (count: number) => ({
    columns: [...columns],
    rows: Array.from({ length: count }, (_, at): Cell[] => [`row ${at}`, at, at / 2, '2020-01-01']),
  })

  it('goes on with another sheet where one is full, and says so', async () => {
    for (const [count, sheets] of [
      [0, 1],
      [9, 1],
      [10, 1],
      [11, 2],
      [30, 3],
    ] as const) {
      const file = join(folder, `parts-${count}.xlsx`)
      writeFileSync(file, '')
      let told = 0
      const outcome = await writeWorkbook(file, givenRows({ kind: 'rows', ...rowsOf(count) }), {
        title: 'Rows [all]: a/b',
        about: (found) => [['Sheets', String(found.sheets)]],
        wrote: async (rows) => {
          told += rows
        },
        perSheet: 10,
      })
      expect(outcome).toEqual({ sheets, cut: 0 })
      expect(told).toBe(count)
      const read = await readSheets(file)
      expect(read).toHaveLength(sheets + 1)
      expect(read.slice(0, sheets).flatMap(({ data }) => data.slice(1).map(([name]) => name))).toEqual(
        rowsOf(count).rows.map(([name]) => name),
      )
      expect(read.at(-1)?.data.at(-1)).toEqual(['Sheets', String(sheets)])
    }
  })

  it('cuts what is longer than a cell holds, no character halved, and counts it', async () => {
    const long = `${'x'.repeat(cellCharacters - 1)}🎬 and more`
    const spec = specOf([[long, 1e15, 9_007_199_254_740_991, '1700-01-01']], 'xlsx')
    const file = join(folder, 'long.xlsx')
    const outcome = await writeExport(given, spec, { part: `${file}.part`, file, sidecar: null }, deps)
    expect(outcome.cut).toBe(1)
    const [sheet, about] = await readSheets(file, { trim: false })
    expect(sheet?.data[1]).toEqual([
      'x'.repeat(cellCharacters - 1),
      '1000000000000000',
      '9007199254740991',
      '1700-01-01',
    ])
    expect(about?.data.find(([name]) => name === 'Texts cut')?.[1]).toMatch(/^1,/)
  })
})
