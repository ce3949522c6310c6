import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AsOf, emptyFilter } from '../../../../shared/filter/filter.ts'
import type { WritableDb } from '../../file/connection.ts'
import { openWarehouse } from '../../open/recovery.ts'
import { loadAll, pagesOf, rawMovie } from '../../testing/loads.ts'
import { createLoadStore } from '../../write/store.ts'
import { createReaderService, type ReaderService } from '../reader-service.ts'

const times = [1_700_000_000_000, 1_700_000_100_000, 1_700_000_200_000] as const
let folder: string
let db: WritableDb
let service: ReaderService

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yts-as-of-'))
  db = openWarehouse(folder).db
  const store = createLoadStore(db)
  loadAll(store, pagesOf([rawMovie(1), rawMovie(2, { title: 'Before', rating: 5 })]), { at: times[0] })
  loadAll(store, pagesOf([rawMovie(1), rawMovie(2, { title: 'After', rating: 8 }), rawMovie(3)]), { at: times[1] })
  service = createReaderService(folder)
})
afterEach(() => {
  service.close()
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const then: AsOf = { runId: 1, at: times[0] }
const byTitle = [{ key: 'title' as const, dir: 'asc' as const }]
const titles = async (asOf: AsOf | null, search = '') => {
  const filter = { ...emptyFilter(), search, asOf }
  const { total, rows } = await service['movies.page']({ filter, sort: byTitle, offset: 0, limit: 10, extra: true })
  return { total, titles: rows.map(({ title }) => title) }
}

it('answers every question about films as of a run, and as of now beside it', async () => {
  expect(await titles(then)).toEqual({ total: 2, titles: ['Before', 'Film number 1'] })
  expect(await titles(null)).toEqual({ total: 3, titles: ['After', 'Film number 1', 'Film number 3'] })
  expect(await titles(then, 'after')).toEqual({ total: 0, titles: [] })
  expect(await titles(then, 'befo')).toEqual({ total: 1, titles: ['Before'] })
  const overview = await service['overview.query']({ filter: { ...emptyFilter(), asOf: then } })
  expect(overview.total).toBe(2)
  expect((await service['movies.search']({ text: 'before', limit: 5, asOf: then })).total).toBe(1)
  expect((await service['movies.search']({ text: 'before', limit: 5 })).total).toBe(0)
  expect((await service['movies.card']({ movieId: 2, asOf: then })).card?.film).toMatchObject({ title: 'Before' })
  expect((await service['movies.card']({ movieId: 3, asOf: then })).card).toBeNull()
  const where = { filter: { ...emptyFilter(), asOf: then }, sort: byTitle }
  expect(await service['movies.locate']({ ...where, movieId: 2 })).toEqual({ index: 0 })
  const explored = await service['explore.query']({
    filter: where.filter,
    spec: { rows: [], columns: [], measures: ['mean_rating'], sort: null, top: null },
  })
  expect('pivot' in explored && explored.pivot.values[0]).toBe(5.75)
})

it('says that there is no catalogue of a run that was not published, or of another catalogue', async () => {
  for (const asOf of [
    { runId: 9, at: times[0] },
    { runId: 1, at: times[1] },
  ])
    await expect(titles(asOf)).rejects.toMatchObject({ kind: 'not_found', message: expect.stringContaining('Run ') })
  // What failed once is no obstacle to the next question.
  expect((await titles(then)).total).toBe(2)
})

it('stays the same while further loads are published', async () => {
  const before = await titles(then)
  loadAll(createLoadStore(db), pagesOf([rawMovie(1, { title: 'Third' }), rawMovie(4)]), { at: times[2] })
  await service['reader.refresh'](null)
  expect(await titles(then)).toEqual(before)
  expect((await titles({ runId: 2, at: times[1] })).titles).toEqual(['After', 'Film number 1', 'Film number 3'])
  expect((await titles({ runId: 3, at: times[2] })).titles).toEqual((await titles(null)).titles)
})

it('compares the same films at two times, by their ids, each with its numbers of then', async () => {
  const spec = { rows: [], columns: [], measures: ['mean_rating' as const], sort: null, top: null }
  const at = (asOf: AsOf | null) => ({ filter: { ...emptyFilter(), asOf }, isRest: false })
  const sides = { a: at(null), b: at(then) }
  expect(await service['compare.sides'](sides)).toEqual({ a: 3, b: 2, overlap: 2 })
  const compared = await service['compare.query']({ spec, ...sides })
  if ('refused' in compared) throw new Error('refused')
  for (const [{ filter }, values] of [
    [sides.a, compared.pivot.values],
    [sides.b, compared.b.values],
  ] as const) {
    const alone = await service['explore.query']({ spec, filter })
    expect('pivot' in alone && alone.pivot.values).toEqual(values)
  }
  expect(compared.b.values[0]).toBe(5.75)
  // Two runs of the past at once, either way round.
  loadAll(createLoadStore(db), pagesOf([rawMovie(1), rawMovie(4)]), { at: times[2] })
  await service['reader.refresh'](null)
  const second: AsOf = { runId: 2, at: times[1] }
  expect(await service['compare.sides']({ a: at(then), b: at(second) })).toEqual({ a: 2, b: 3, overlap: 2 })
  expect(await service['compare.sides']({ a: at(second), b: at(then) })).toEqual({ a: 3, b: 2, overlap: 2 })
})
