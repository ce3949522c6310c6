import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rawMovie } from '../testing.ts'
import { filmIds, oldestUpload, packRows, unpackRows } from './packed-rows.ts'
import { prepareRow } from './prepare-row.ts'

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

it('rows come out as they went in, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      const prepared = rows.map(prepareRow)
      const packed = packRows(prepared)
      expect(packed.count).toBe(rows.length)
      // A refusal also knows its position.
      expect([...unpackRows(packed)]).toEqual(prepared.map((one, position) => (one.ok ? one : { ...one, position })))
      expect(filmIds(packed)).toEqual(prepared.flatMap(({ movieId }) => (movieId === null ? [] : [movieId])))
      // The upload second is the only column that is looked at without unpacking.
      const uploads = prepared.flatMap((one) => (one.ok ? one.cells.filter((_, column) => column === 13) : []))
      const known = uploads.filter((cell) => cell !== null).map(Number)
      expect(oldestUpload(packed)).toBe(known.length === 0 ? null : Math.min(...known))
    }),
  )
})
