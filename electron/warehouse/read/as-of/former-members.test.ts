import { expect, it } from 'vitest'
import { loadAll, memoryWarehouse, pagesOf, rawMovie } from '../../testing/loads.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { rebuildWarehouse } from '../../write/rebuild.ts'
import { createLoadStore } from '../../write/store.ts'
import { columnsThen } from './columns-then.ts'

it('says which value of then the catalogue does not know any more, and knows it again after a rebuild', async () => {
  const db = memoryWarehouse()
  const store = createLoadStore(db)
  const { runId } = loadAll(store, pagesOf([rawMovie(1, { rating: 9.1, genres: ['War', 'Own'] }), rawMovie(2)]))
  loadAll(store, pagesOf([rawMovie(1, { rating: 7 }), rawMovie(2)]))
  const then = async () => columnsThen(db, (await engineOver(db)).columns, runId, () => Promise.resolve())
  // As it is where the rules of cleaning give films of then other values than were published at the time.
  db.exec("DELETE FROM dim_rating WHERE rating = 9.1; DELETE FROM dim_genre WHERE genre_name = 'Own'")
  await expect(then()).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringContaining('Rebuild') })
  rebuildWarehouse(db)
  const { of } = await then()
  expect(of.rating.values[of.rating.codes[0] as number]).toBe(9.1)
  expect(of.genre.namesOf(0).sort()).toEqual(['Own', 'War'])
  expect(db.pragma('foreign_key_check')).toEqual([])
  db.close()
})
