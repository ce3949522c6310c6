import { createHash } from 'node:crypto'
import vm from 'node:vm'
import { build } from 'esbuild'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CleanedRow } from '../../electron/publish/transform/fold-films.ts'
import type * as rulesModule from '../../electron/publish/transform/rules.ts'
import { prepareRow } from '../../electron/warehouse/silver/prepare-row.ts'
import { oddCatalogues, oddPages } from '../../electron/warehouse/testing/catalogues.ts'
import { rawMovie } from '../../electron/warehouse/testing/loads.ts'
import { rulesBuildOptions } from './bundle.ts'

/** The bundle as a cluster's worker has it: in a bare engine, without one global of Node's. */
let rules: typeof rulesModule
beforeAll(async () => {
  const { outputFiles } = await build({ ...rulesBuildOptions(), write: false })
  const context = vm.createContext(Object.create(null))
  vm.runInContext(outputFiles?.[0]?.text ?? '', context)
  expect(vm.runInContext('typeof Buffer + typeof process + typeof require', context)).toBe('undefined'.repeat(3))
  rules = vm.runInContext('rules', context)
})

/** What the app itself makes of a row, as far as silver is made of it. */
function locally(row: unknown): CleanedRow {
  const prepared = prepareRow(row)
  const { movieId } = prepared
  if (!prepared.ok) return { ok: false, movieId, rule: prepared.rule, reason: prepared.reason }
  const { cells, genres, rules: names, absent } = prepared
  return { ok: true, movieId: prepared.movieId, reading: { cells, genres, rules: names, absent } }
}

function expectSame(rows: readonly unknown[], where: string): void {
  const cleaned = JSON.parse(rules.cleanBatch(JSON.stringify(rows))) as unknown[]
  expect(cleaned.length).toBe(rows.length)
  for (const [at, row] of rows.entries()) {
    // As it comes over the wire: what JSON does not know, no response holds.
    expect(cleaned[at], where).toEqual(JSON.parse(JSON.stringify(locally(JSON.parse(JSON.stringify(row))))))
  }
}

describe('rules.js, in an engine that has nothing but the language', () => {
  it.for(oddCatalogues)(
    'cleans a catalogue of $name films as the app does, film by film',
    ({ present, films }, test) => {
      test.skip(!present, 'the recorded fixtures are absent')
      expectSame(films(), 'catalogue')
    },
  )

  it.for(oddPages)('cleans pages as the app does: $name', async ({ present, pages }, test) => {
    test.skip(!present, 'the recorded fixtures are absent')
    for (const { name, movies } of await pages()) expectSame(movies, name)
  })

  it('cleans and refuses whatever a row is as the app does', () => {
    const marks = fc.constantFrom(
      '&amp;',
      '%6d%61%67',
      '\ud83d',
      'e\u0301',
      '\u0000',
      '\ufffd',
      '%ff%c3',
      ' ',
      '/',
      'Ｄrama',
    )
    const text = fc.array(fc.oneof(marks, fc.string({ unit: 'binary', maxLength: 5 }))).map((parts) => parts.join(''))
    const key = fc.constantFrom(...Object.keys(rawMovie(1)), 'extra')
    const changes = fc.dictionary(key, fc.oneof(text, fc.jsonValue()))
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            changes.map((change) => rawMovie(7, change)),
            fc.jsonValue(),
          ),
        ),
        (rows) => expectSame(rows, 'any row'),
      ),
      { numRuns: 300 },
    )
    const long = {
      summary: '\u4e00'.repeat(21_846),
      synopsis: '%c3'.repeat(20_000),
      title: `magnet:?xt=${'%'.repeat(99)}`,
    }
    expectSame(
      [rawMovie(1, { summary: long.summary }), rawMovie(2, { synopsis: long.synopsis }), rawMovie(3, long)],
      'long',
    )
  })

  it('gives a film the content hash that the app gives it', () => {
    const row = rawMovie(1, { genres: ['War', 'drama'], summary: 'Élan &amp; more' })
    const cleaned = locally(row)
    const prepared = prepareRow(row)
    if (!cleaned.ok || !prepared.ok) throw new Error('refused')
    const readings = [{ ...cleaned.reading, runId: 4, pageId: 9, accepted: false }]
    const [film] = JSON.parse(rules.foldBatch(JSON.stringify([{ before: null, readings }])))
    expect(createHash('sha256').update(film.hashed).digest('hex').slice(0, 32)).toBe(prepared.digest)
    expect(film).toMatchObject({
      pageId: 9,
      firstRun: 4,
      lastChangedRun: 4,
      titleSort: 'film number 1',
      titleSearch: null,
    })
  })

  it('says what the app says of the values of every dimension', () => {
    const rows = (table: string, values: unknown[]): unknown =>
      JSON.parse(rules.referenceBatch(JSON.stringify({ table, values })))
    expect(rows('dim_runtime', [44, 180, 6000])).toEqual([
      [44, 'Under 45 min'],
      [180, '180 min and more'],
      [6000, '180 min and more'],
    ])
    expect(rows('dim_language', ['yue', 'qqq'])).toEqual([
      ['yue', 'Cantonese'],
      ['qqq', 'qqq'],
    ])
    expect(rows('dim_date', ['2024-02-29'])).toEqual([expect.arrayContaining([20240229, '2024-02-29', 'Thursday'])])
    expect(rows('dim_genre', ['Drama'])).toEqual([['Drama']])
    expect(() => rows('dim_none', [])).toThrow('there is no dimension dim_none')
  })
})
