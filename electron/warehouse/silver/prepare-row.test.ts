import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rawMovie } from '../testing/loads.ts'
import { prepareRow, prepareRows } from './prepare-row.ts'
import { filmIds, oldestUpload } from './prepared-row.ts'

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '  ', 'Ångström', '電影', 'two\nlines'))
const film = fc
  .record({
    title: text,
    title_english: fc.option(text),
    description_full: fc.option(text),
    year: fc.option(fc.integer({ min: 0, max: 2200 })),
    rating: fc.option(fc.double({ min: 0, max: 11, noNaN: true })),
    date_uploaded_unix: fc.option(fc.integer({ min: 1_400_000_000, max: 1_800_000_000 })),
    genres: fc.option(fc.array(text, { maxLength: 4 })),
  })
  .chain((changes) => fc.nat(5_000_000_000).map((id) => rawMovie(id, changes)))
const row = fc.oneof(film, fc.constantFrom<unknown>(null, {}, { id: 7 }, 'text'), fc.anything())

it('a page has one prepared row for each of its rows, in its order, and they are the same on another thread', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (movies) => {
      const { rows } = prepareRows(movies)
      expect(rows).toEqual(movies.map(prepareRow))
      expect(structuredClone(rows)).toEqual(rows)
      expect(filmIds(rows)).toEqual(rows.flatMap(({ movieId }) => (movieId === null ? [] : [movieId])))
      const uploads = rows.flatMap((one) => (one.ok ? one.cells.filter((_, column) => column === 13) : []))
      const known = uploads.filter((cell) => cell !== null).map(Number)
      expect(oldestUpload(rows)).toBe(known.length === 0 ? null : Math.min(...known))
    }),
  )
})
