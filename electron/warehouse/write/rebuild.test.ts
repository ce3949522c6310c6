import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { openWritable, type WritableDb } from '../file/connection.ts'
import { migrate } from '../migrations/index.ts'
import { oddCatalogues } from '../testing/catalogues.ts'
import { commitRun, fetchedPage, inFolder, loadAll, memoryWarehouse, pagesOf, rawMovie } from '../testing/loads.ts'
import { rebuildWarehouse } from './rebuild.ts'
import { replayQuarantine } from './replay.ts'
import { createLoadStore } from './store.ts'
import { verifyWarehouse } from './verify.ts'

let db: WritableDb
let store: ReturnType<typeof createLoadStore>

beforeEach(() => {
  db = memoryWarehouse()
  store = createLoadStore(db)
})

const films = (count: number) => Array.from({ length: count }, (_, index) => rawMovie(index + 1))
const one = (sql: string) => db.prepare(sql).pluck().get()
const dump = (sql: string) => JSON.stringify(db.prepare(sql).all())
const gold =
  'SELECT * FROM fact_movies JOIN dim_movie USING (movie_key) LEFT JOIN genre_junction USING (movie_id) ORDER BY 1, genre_id'
const silver = 'SELECT * FROM silver_movie ORDER BY movie_id'
const changes = 'SELECT movie_id, field, old, new, run_id, at FROM movie_change ORDER BY movie_id, field, run_id'
const refused =
  'SELECT run_id, page_id, position, movie_id, rule, payload, status FROM quarantine ORDER BY page_id, position'

/** Several runs with changes, refusals, a removal, an unfinished run and compressed pages. */
function eventfulHistory(): void {
  loadAll(store, pagesOf(films(120), 25))
  const changed = films(120).map((film) => (film.id % 10 === 0 ? { ...film, rating: 9.1, genres: ['War'] } : film))
  const packed = pagesOf(changed.slice(0, 118), 30).map((page, index) =>
    index % 2 === 0
      ? { ...page, codec: 'gzip' as const, body: gzipSync(page.body) }
      : { ...page, codec: 'deflate' as const, body: deflateSync(page.body) },
  )
  loadAll(store, [
    ...packed,
    fetchedPage(9, [rawMovie(-1), rawMovie(200, { title: '', title_english: '', title_long: '', slug: '' })]),
  ])
  loadAll(store, pagesOf(changed.slice(0, 118), 50))
  commitRun(store, [fetchedPage(1, [rawMovie(3, { title: 'Unconfirmed change' }), rawMovie(900)])])
}

describe('rebuild', () => {
  it('gives silver, gold, history and quarantine as they were, keys included', () => {
    eventfulHistory()
    db.prepare('DELETE FROM seen').run()
    const published = store.contentDigest()
    const before = [gold, changes, refused].map(dump)
    const silverBefore = dump(silver)
    // The unfinished run changed film 3 in silver; gold follows at the next publication, and a rebuild is one.
    const { films: count, pages } = rebuildWarehouse(db)
    expect(count).toBe(118)
    expect(pages).toBe(one('SELECT count(*) FROM bronze_page'))
    expect(dump(silver).replaceAll(/"change_seq":\d+/g, '')).toBe(silverBefore.replaceAll(/"change_seq":\d+/g, ''))
    expect(store.contentDigest()).not.toBe(published)
    const after = [gold, changes, refused].map(dump)
    expect(after.slice(1)).toEqual(before.slice(1))
    const again = store.contentDigest()
    rebuildWarehouse(db)
    expect(store.contentDigest()).toBe(again)
    expect([gold, changes, refused].map(dump)).toEqual(after)
    expect(verifyWarehouse(db)).toMatchObject({ ok: true })
  })

  it('leaves everything as it was when a page cannot be read', () => {
    loadAll(store, pagesOf(films(60)))
    const before = store.contentDigest()
    db.exec("UPDATE bronze_page SET body = x'00ff' WHERE page = 2")
    expect(() => rebuildWarehouse(db)).toThrow(expect.objectContaining({ kind: 'warehouse_corrupt' }))
    expect(store.contentDigest()).toBe(before)
    expect(verifyWarehouse(db)).toMatchObject({ ok: false, failedChecks: ['bronze_bodies'] })
  })

  it('does not disturb a run that can be resumed', () => {
    loadAll(store, pagesOf(films(20)))
    const { runId } = commitRun(store, pagesOf(films(30)))
    rebuildWarehouse(db)
    const { films: count } = store.promote({
      runId,
      at: 1,
      fullSweep: true,
      unstable: false,
      allowMassRemoval: false,
      lastPage: 1,
    })
    expect(count).toBe(30)
  })

  // Found by the campaign: a page of texts was overwritten, and every check of structure passed.
  it('mends texts that were overwritten, which verify names', () => {
    eventfulHistory()
    rebuildWarehouse(db)
    const sound = store.contentDigest()
    expect(verifyWarehouse(db).failedChecks).toEqual([])
    db.prepare("UPDATE silver_movie SET synopsis = 'overwritten' WHERE movie_id = 7").run()
    expect(verifyWarehouse(db).failedChecks).toEqual(['silver_hashes', 'gold_like_silver'])
    rebuildWarehouse(db)
    expect(verifyWarehouse(db).failedChecks).toEqual([])
    expect(store.contentDigest()).toBe(sound)
    db.prepare("UPDATE dim_movie SET title = 'overwritten' WHERE movie_id = 7").run()
    expect(verifyWarehouse(db).failedChecks).toEqual(['gold_like_silver'])
    rebuildWarehouse(db)
    expect(store.contentDigest()).toBe(sound)
  })

  it('works on an empty warehouse', () => {
    expect(rebuildWarehouse(db)).toMatchObject({ films: 0, pages: 0 })
  })
})

describe.for(oddCatalogues)('rebuilding $name films', ({ present, films: oddFilms }) => {
  it.skipIf(!present)('gives the same content', () => {
    const rows = oddFilms()
    loadAll(store, pagesOf(rows))
    const before = store.contentDigest()
    expect(rebuildWarehouse(db).films).toBe(rows.length)
    expect(store.contentDigest()).toBe(before)
  })
})

describe('replay of the quarantine', () => {
  it('stores what passes now, and leaves the rest', () => {
    const good = rawMovie(5)
    const { runId } = loadAll(store, [fetchedPage(1, [rawMovie(1), good, rawMovie(-1)])])
    // As an older version of the program would have left it: film 5 refused.
    db.exec(`DELETE FROM genre_junction WHERE movie_id = 5; DELETE FROM fact_movies WHERE movie_id = 5;
      DELETE FROM silver_movie WHERE movie_id = 5`)
    db.prepare(
      `INSERT INTO quarantine (run_id, page_id, position, movie_id, rule, reason, payload) VALUES (?, 1, 1, 5, 'field_too_long', 'old rule', '{}')`,
    ).run(runId)
    expect(replayQuarantine(db, null)).toEqual({ replayed: 1, stillRefused: 1 })
    expect(one('SELECT count(*) FROM fact_movies')).toBe(2)
    expect(one("SELECT count(*) FROM quarantine WHERE status = 'open'")).toBe(1)
    expect(replayQuarantine(db, [])).toEqual({ replayed: 0, stillRefused: 0 })
    expect(verifyWarehouse(db)).toMatchObject({ ok: true, foreignKeyViolations: 0 })
  })
})

it('a rebuild of a warehouse that is deleted meanwhile fails, and says so', () =>
  inFolder((folder) => {
    const path = join(folder, 'some.sqlite')
    const file = openWritable(path)
    migrate(file)
    loadAll(createLoadStore(file), pagesOf(films(20)))
    let asked = 0
    const now = (): number => {
      if (asked++ === 0) rmSync(path)
      return asked
    }
    expect(() => rebuildWarehouse(file, { now })).toThrow(/deleted, moved or replaced/)
    file.close()
  }))
