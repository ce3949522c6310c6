import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanMovie } from '../warehouse/silver/cleaning/clean-movie.ts'
import { oddCatalogues } from '../warehouse/testing/catalogues.ts'
import { rawMovie } from '../warehouse/testing/loads.ts'
import { canonicalSql, canonicalText, digestSql, type Row, rowHash, TableDigest } from './canonical.ts'
import type { PublishedColumn } from './star-columns.ts'

const columns: PublishedColumn[] = [
  { name: 'movie_id', kind: 'bigint' },
  { name: 'year', kind: 'int' },
  { name: 'rating', kind: 'decimal' },
  { name: 'date', kind: 'date' },
  { name: 'title', kind: 'string' },
]
const rows: Row[] = [
  [1n, 2001n, 6.5, '2015-12-13', 'Nine Lamps'],
  [2n, null, 10, null, ''],
  [4_611_686_018_427_387_905n, 0n, 0, '1900-01-01', '電影 🎬 ~='],
]

describe('the canonical text', () => {
  it('is these bytes, which Spark makes of the same row', () => {
    expect(rows.map((row) => canonicalText(columns, row))).toEqual([
      '=1\u001f=2001\u001f=6.5\u001f=2015-12-13\u001f=Nine Lamps\u001f',
      '=2\u001f~\u001f=10.0\u001f~\u001f=\u001f',
      '=4611686018427387905\u001f=0\u001f=0.0\u001f=1900-01-01\u001f=電影 🎬 ~=\u001f',
    ])
  })

  it('has these hashes and this digest, whatever the order of the rows', () => {
    const hashes = rows.map((row) => rowHash(columns, row))
    expect(hashes).toEqual([
      '4ac1bfd36599d29afbe083de80c028361928b6c72ee4319fbb471234bebd088e',
      'adf26c10e311d831b6dd4f686eecb0202061ca6c6a4be7a1b9fd8ec8821e97e9',
      'a83b1ce2471a57a8e0c7594ca25c24451e9e52c65ed9357054a69640365c3f3a',
    ])
    for (const order of [hashes, [...hashes].reverse()]) {
      const digest = new TableDigest()
      for (const hash of order) digest.add(hash)
      expect(digest.rows).toBe(3)
      expect(String(digest)).toBe('3:1877706978554044454:1554732722873829628')
    }
    expect(String(new TableDigest())).toBe('0:0:0')
  })

  it('reads the same in Spark SQL', () => {
    expect(canonicalSql(columns.slice(0, 2))).toBe(
      "concat(coalesce(concat('=', CAST(`movie_id` AS STRING)), '~'), char(31), coalesce(concat('=', CAST(`year` AS STRING)), '~'), char(31))",
    )
    expect(digestSql('gold.`dim_genre`', columns.slice(0, 1))).toBe(
      "SELECT concat(CAST(count(*) AS STRING), ':', CAST(coalesce(sum(CAST(conv(substr(h, 1, 15), 16, 10) AS DECIMAL(20,0))), 0) AS STRING), ':', " +
        'CAST(coalesce(sum(CAST(conv(substr(h, 16, 15), 16, 10) AS DECIMAL(20,0))), 0) AS STRING)) AS digest FROM ' +
        "(SELECT sha2(concat(coalesce(concat('=', CAST(`movie_id` AS STRING)), '~'), char(31)), 256) AS h FROM gold.`dim_genre`)",
    )
  })

  it('tells every two rows apart, nulls from texts too', () => {
    const text = fc.option(fc.string({ unit: 'grapheme' }), { nil: null })
    const two = columns.slice(4).concat({ name: 'other', kind: 'string' })
    fc.assert(
      fc.property(fc.tuple(text, text), fc.tuple(text, text), (one, other) => {
        const clean = (row: Row): Row =>
          row.map((value) => (typeof value === 'string' ? value.replaceAll('\u001f', '') : value))
        const [a, b] = [clean(one), clean(other)]
        const same = JSON.stringify(a) === JSON.stringify(b)
        expect(canonicalText(two, a) === canonicalText(two, b)).toBe(same)
      }),
    )
  })
})

describe('no cleaned text holds the separator, which is what makes the canonical text unambiguous', () => {
  const holds = (movie: unknown): boolean => {
    const cleaned = cleanMovie(movie)
    if (!cleaned.ok) return false
    return [...Object.values(cleaned.movie), ...cleaned.genres].some((value) => String(value).includes('\u001f'))
  }
  const texts = ['title', 'title_english', 'slug', 'summary', 'synopsis', 'description_full', 'imdb_code', 'url']
  texts.push('large_cover_image', 'language', 'mpa_rating', 'state', 'yt_trailer_code', 'date_uploaded')

  it('whatever a film is', () => {
    const written = fc.constantFrom(
      '\u001f',
      '&#31;',
      '&#x1f;',
      '&amp;#31;',
      '&NewLine;',
      '\u0000',
      ' ',
      'é',
      'x',
      '\n',
    )
    const text = fc.array(fc.oneof(written, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 6 })
    const film = fc.record({ field: fc.constantFrom(...texts), parts: text, genre: text })
    fc.assert(
      fc.property(film, ({ field, parts, genre }) => {
        expect(holds(rawMovie(1, { [field]: parts.join(''), genres: [genre.join('')] }))).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it.each(oddCatalogues.filter(({ present }) => present))('over the $name films', ({ films }) => {
    expect(films().filter(holds)).toEqual([])
  })
})
