import { describe, expect, it } from 'vitest'
import { readBronzePage } from '../bronze/bronze.ts'
import type { WritableDb } from '../file/connection.ts'
import { movieIdOf } from '../silver/cleaning/clean-movie.ts'
import { oddPages } from '../testing/catalogues.ts'
import { fetchedPage, loadAll, memoryWarehouse, pagesOf, rawMovie } from '../testing/loads.ts'
import { rebuildWarehouse } from './rebuild.ts'
import { createLoadStore } from './store.ts'
import { verifyWarehouse } from './verify.ts'

/** Films whose gold row does not lead to its run, and by silver to the received row it was made of. */
function lost(db: WritableDb): number[] {
  const films = db
    .prepare<
      [],
      { id: number; pageId: number; position: number; runKnown: number; pageRun: number; changedIn: number }
    >(
      `SELECT f.movie_id AS id, s.page_id AS pageId, s.position, f.run_id IN (SELECT run_id FROM run) AS runKnown,
         b.run_id AS pageRun, f.run_id AS changedIn
       FROM fact_movies f LEFT JOIN silver_movie s USING (movie_id) LEFT JOIN bronze_page b USING (page_id)`,
    )
    .all()
  return films
    .filter(({ id, pageId, position, runKnown, pageRun, changedIn }) => {
      const row = readBronzePage(db, pageId)?.movies[position] as { id?: unknown } | undefined
      return movieIdOf(row?.id) !== id || runKnown !== 1 || pageRun !== changedIn
    })
    .map(({ id }) => id)
}

const films = (count: number, changes: Record<string, unknown> = {}) =>
  Array.from({ length: count }, (_, index) => rawMovie(index + 1, index % 7 === 0 ? changes : {}))

describe('every gold row leads to its run and bronze page', () => {
  it('after loads that add, change and repeat films, and after a rebuild', () => {
    const db = memoryWarehouse()
    const store = createLoadStore(db)
    loadAll(store, pagesOf(films(90), 20))
    loadAll(store, pagesOf(films(120, { rating: 9.1 }), 50))
    loadAll(store, [
      ...pagesOf(films(120, { rating: 9.1 }), 30),
      fetchedPage(9, [rawMovie(-1), rawMovie(8, { year: 1980 })]),
    ])
    expect(lost(db)).toEqual([])
    rebuildWarehouse(db)
    expect(lost(db)).toEqual([])
    db.exec('UPDATE silver_movie SET position = position + 1 WHERE movie_id = 5')
    expect(lost(db)).toEqual([5])
  })
})

describe.for(oddPages)('pages: $name', ({ present, pages: oddPagesRead }) => {
  it.skipIf(!present)('reconcile, also when read while the catalogue drifted, and give the same again', async () => {
    const db = memoryWarehouse()
    const store = createLoadStore(db)
    const recorded = await oddPagesRead()
    const pages = recorded.map(({ movies }, index) => fetchedPage(index + 1, movies))
    const { runId } = loadAll(store, pages)
    const rows = recorded.flatMap(({ movies }) => movies as { id: number }[])
    const distinct = new Set(rows.map(({ id }) => id)).size
    const { fetched, inserted, updated, unchanged, quarantined, duplicates } = store.summary(runId)
    expect(fetched).toBe(rows.length)
    expect(inserted + updated + unchanged + quarantined).toBe(distinct)
    expect(duplicates).toBe(rows.length - distinct)
    expect(quarantined).toBe(0)
    expect(db.prepare('SELECT count(*) FROM fact_movies').pluck().get()).toBe(distinct)
    expect(lost(db)).toEqual([])
    expect(verifyWarehouse(db)).toMatchObject({ ok: true })
    const digest = store.contentDigest()
    rebuildWarehouse(db)
    expect(store.contentDigest()).toBe(digest)
    loadAll(store, pages)
    expect(store.contentDigest()).toBe(digest)
  })
})
