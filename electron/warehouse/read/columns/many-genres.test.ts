import { expect, it } from 'vitest'
import { emptyFilter } from '../../../../shared/filter/filter.ts'
import { ownTime } from '../../../sync/testing/own-time.ts'
import { loadAll, memoryWarehouse, pagesOf, rawMovie } from '../../testing/loads.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { createLoadStore } from '../../write/store.ts'
import { facetMembers } from './member-counts.ts'

/** What an answer may take, in milliseconds of the process's own time. */
const most = 1500

it('a catalogue of 20,000 genres is loaded, and its members and overview are told at once', async () => {
  const films = Array.from({ length: 2000 }, (_, film) =>
    rawMovie(film + 1, {
      year: 1930 + (film % 90),
      genres: Array.from({ length: 20 }, (_, at) => `Genre ${(film * 10 + at) % 20_000}`),
    }),
  )
  const db = memoryWarehouse()
  loadAll(createLoadStore(db), pagesOf(films))
  const engine = await engineOver(db)

  const told = ownTime()
  const { genre } = facetMembers(engine)
  expect(told()).toBeLessThan(most)
  expect(genre).toHaveLength(20_000)

  const counted = ownTime()
  const overview = engine.overview(emptyFilter())
  expect(counted()).toBeLessThan(most)
  expect(overview.by.genre).toHaveLength(20_000)

  const filter = emptyFilter()
  filter.where.genre.any = ['Genre 7']
  const filtered = ownTime()
  expect(engine.overview(filter).matched).toBe(2)
  expect(filtered()).toBeLessThan(most)
})
