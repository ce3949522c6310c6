import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashedFields } from '../../../shared/model/fields.ts'
import { rawMovie } from '../testing/loads.ts'
import { cleanMovie } from './cleaning/clean-movie.ts'
import { contentHash } from './content-hash.ts'

function hashOf(row: unknown): string {
  const cleaned = cleanMovie(row)
  if (!cleaned.ok) throw new Error(cleaned.reason)
  return contentHash(cleaned.movie, cleaned.genres)
}

function clean() {
  const cleaned = cleanMovie(rawMovie(1))
  if (!cleaned.ok) throw new Error(cleaned.reason)
  return cleaned
}

describe('content hash (I7)', () => {
  it('is what it was, so that what is stored stays comparable', () => {
    expect(hashOf(rawMovie(1))).toBe('de2db4719006741a36dfe8ab9c08f980')
    const url = 'https://a.example/movies/x?t=1'
    expect(hashOf(rawMovie(1, { summary: 'Else.', synopsis: null, url, rating: 0 }))).toBe(
      '20616f0168625ec795e35f1b41ba0bb7',
    )
  })

  it('does not depend on the order of keys and genres, nor on torrents, seeds and peers', () => {
    const row = rawMovie(1, { genres: ['War', 'Drama', 'Action'] })
    const keys = Object.keys(row)
    fc.assert(
      fc.property(
        fc.shuffledSubarray(keys, { minLength: keys.length, maxLength: keys.length }),
        fc.shuffledSubarray(['War', 'Drama', 'Action'], { minLength: 3, maxLength: 3 }),
        fc.nat(),
        (order, genres, seeds) => {
          const shuffled = Object.fromEntries(order.map((key) => [key, row[key]]))
          return (
            hashOf({ ...shuffled, genres, torrents: [{ hash: 'ZZ', seeds, peers: seeds }], extra: seeds }) ===
            hashOf(row)
          )
        },
      ),
    )
  })

  it('does not depend on white space around texts, Unicode form, or how a number is spelled', () => {
    expect(hashOf(rawMovie(1, { title: ' Ame\u0301lie ', year: '2001', rating: '6.50' }))).toBe(
      hashOf(rawMovie(1, { title: 'Amélie' })),
    )
  })

  it.each(hashedFields)('catches a change of %s', (field) => {
    const { movie, genres } = clean()
    const before = contentHash(movie, genres)
    const value = movie[field]
    const other = typeof value === 'number' ? value + 1 : `${value}x`
    expect(contentHash({ ...movie, [field]: other }, genres)).not.toBe(before)
    expect(contentHash({ ...movie, [field]: null }, genres)).not.toBe(before)
    expect(contentHash({ ...movie, [field]: '' }, genres)).not.toBe(contentHash({ ...movie, [field]: null }, genres))
  })

  it('catches a change of genres', () => {
    const { movie } = clean()
    expect(contentHash(movie, ['Drama'])).not.toBe(contentHash(movie, ['Drama', 'War']))
  })

  it('does not mistake one field for its neighbour', () => {
    const { movie, genres } = clean()
    const moved = { ...movie, summary: movie.synopsis, synopsis: 'other' }
    const back = { ...movie, summary: 'other' }
    expect(contentHash(moved, genres)).not.toBe(contentHash(back, genres))
  })
})
