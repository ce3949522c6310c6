import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReadable, type ReadableDb } from '../../../electron/warehouse/file/connection.ts'
import { singles } from '../../../electron/warehouse/gold/gathered.ts'
import { blocking, runChecks } from '../../../electron/warehouse/quality/run-checks.ts'
import { createReaderService } from '../../../electron/warehouse/read/reader-service.ts'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import { foldTitle, searchText } from '../../../shared/filter/search-fold.ts'
import { createSyntheticWarehouse } from './synthetic-warehouse.ts'

describe('synthetic warehouse', () => {
  let folder: string
  let db: ReadableDb
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'yts-synthetic-'))
    createSyntheticWarehouse(join(folder, 'warehouse.sqlite'), { films: 3000 })
    db = openReadable(join(folder, 'warehouse.sqlite'))
  })
  afterAll(() => {
    db?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('breaks no key and fails no check that a published gold must pass', () => {
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(db.prepare('SELECT COUNT(*) FROM fact_movies').pluck().get()).toBe(3000)
    // Its one bronze page stands for all; what compares it with the ledger cannot hold.
    const failed = blocking(runChecks(db)).map(({ name }) => name)
    expect(failed.filter((name) => !name.startsWith('run_'))).toEqual([])
  })

  it('has films in many members of every dimension of the model', () => {
    for (const { dimension } of singles) {
      const used = db.prepare(`SELECT count(DISTINCT ${dimension.gold.key}) FROM fact_movies`).pluck().get()
      expect(used, dimension.gold.key).toBeGreaterThan(4)
    }
  })

  it('folds its titles as the writer does', () => {
    const titles = db
      .prepare<[], [string, string, string | null]>(
        'SELECT title, title_sort, title_search FROM dim_movie WHERE movie_key > 0',
      )
      .raw()
      .all()
    for (const [title, folded, searched] of titles) {
      expect(folded).toBe(foldTitle(title))
      expect(searched).toBe(searchText(title, null))
    }
    expect(titles.some(([, , searched]) => searched !== null)).toBe(true)
  })

  it('spreads its films over thousands of genre combinations with a long tail', () => {
    const file = join(folder, 'wide.sqlite')
    createSyntheticWarehouse(file, { films: 70_000 })
    const wide = openReadable(file)
    const films = wide
      .prepare<[], number>('SELECT count(*) AS films FROM fact_movies GROUP BY genre_mask ORDER BY films')
      .pluck()
      .all()
    const genres = wide.prepare('SELECT avg(genre_count) FROM fact_movies').pluck().get() as number
    wide.close()
    expect(films.length).toBeGreaterThan(4000)
    expect(films.at(-1) ?? 0).toBeGreaterThan(70_000 / 50)
    expect(films.filter((count) => count < 10).length).toBeGreaterThan(films.length / 2)
    expect([genres > 2, genres < 3.5]).toEqual([true, true])
  })

  it('is read by the app', async () => {
    const service = createReaderService(folder)
    const { matched, by } = await service['overview.query']({ filter: emptyFilter() })
    expect([matched, by.genre.length > 20, by.language.length > 20]).toEqual([3000, true, true])
    service.close()
  })
})
