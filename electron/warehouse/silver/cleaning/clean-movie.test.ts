import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleaningRules, type RuleName } from '../../../../shared/model/rules.ts'
import { rawMovie } from '../../testing/loads.ts'
import { type CleanMovie, cleanMovie } from './clean-movie.ts'

function cleaned(changes: Record<string, unknown>) {
  const result = cleanMovie(JSON.parse(JSON.stringify(rawMovie(7, changes))))
  if (!result.ok) throw new Error(`refused: ${result.rule}`)
  return result
}

/** For each rule that repairs: what is received, and what silver then holds. */
const examples: [
  rule: RuleName,
  received: Record<string, unknown>,
  stored: Partial<CleanMovie> & { genres?: string[] },
][] = [
  ['number_from_text', { year: '1999', runtime: ' 95 ', rating: '7.3' }, { year: 1999, runtime: 95, rating: 7.3 }],
  ['number_unreadable', { year: 'soon', rating: {}, runtime: [] }, { year: null, rating: null, runtime: null }],
  ['text_from_number', { title: 1917 }, { title: '1917' }],
  ['text_unreadable', { summary: ['a'], state: {} }, { summary: null, state: null }],
  ['text_entities', { title: 'Tom &amp; Jerry&#39;s &quot;Day&quot;' }, { title: 'Tom & Jerry\'s "Day"' }],
  [
    'text_entities',
    { title: 'Tom &amp;amp; Jerry', summary: 'It&amp;amp;#39;s' },
    { title: 'Tom & Jerry', summary: "It's" },
  ],
  ['text_not_utf8', { title: 'Caf\ufffd', summary: 'x' }, { title: 'Caf\ufffd' }],
  ['text_not_utf8', { url: 'https://films.example/caf\ufffd' }, { url: 'https://films.example/caf\ufffd' }],
  ['text_controls', { title: 'A\u0000B\u0007C\u200b' }, { title: 'ABC\u200b' }],
  ['text_surrogates', { summary: 'half \ud83d done' }, { summary: 'half \ufffd done' }],
  ['text_normalised', { title: 'Ame\u0301lie' }, { title: 'Amélie' }],
  ['text_trimmed', { title: '  Up \n', title_long: 'A\nB' }, { title: 'Up', title_long: 'A B' }],
  ['torrent_text_removed', { summary: 'see magnet:?xt=urn:btih:abc&dn=x now' }, { summary: 'see  now' }],
  [
    'torrent_text_removed',
    { summary: `see ${'0123456789abcdef0123456789abcdef01234567'} now` },
    { summary: 'see  now' },
  ],
  ['torrent_text_removed', { synopsis: 'get it at site.example/file.torrent now' }, { synopsis: 'get it at  now' }],
  [
    'url_refused',
    { url: 'javascript:alert(1)', large_cover_image: 'https://a.example/x.torrent' },
    { url: null, large_cover_image: null },
  ],
  ['title_fallback', { title: '', title_english: 'Up' }, { title: 'Up' }],
  ['title_fallback', { title: undefined, title_english: undefined, title_long: 'Up (2009)' }, { title: 'Up' }],
  [
    'title_fallback',
    { title: null, title_english: null, title_long: null, slug: 'up-there-2009' },
    { title: 'up there' },
  ],
  ['title_fallback', { title: '', title_english: '', title_long: ' (2021)', slug: '-2021' }, { title: '(2021)' }],
  ['title_fallback', { title: '\u200b\u2060', title_english: 'Up' }, { title: 'Up' }],
  ['slug_derived', { slug: undefined, title: 'Über uns!' }, { slug: 'uber-uns-2001' }],
  ['imdb_repaired', { imdb_code: 'TT0133093' }, { imdb_code: 'tt0133093' }],
  ['imdb_repaired', { imdb_code: '0133093' }, { imdb_code: 'tt0133093' }],
  ['imdb_invalid', { imdb_code: 'nm0000206' }, { imdb_code: null }],
  ['year_zero', { year: 0 }, { year: null }],
  ['year_out_of_range', { year: 12 }, { year: null }],
  ['rating_zero', { rating: 0 }, { rating: null }],
  ['rating_rounded', { rating: 7.2499999 }, { rating: 7.2 }],
  ['rating_out_of_range', { rating: 11 }, { rating: null }],
  ['runtime_zero', { runtime: 0 }, { runtime: null }],
  ['runtime_rounded', { runtime: 90.4 }, { runtime: 90 }],
  ['runtime_out_of_range', { runtime: -5 }, { runtime: null }],
  ['language_missing', { language: '' }, { language: null }],
  ['language_missing', { language: 'xx' }, { language: null }],
  ['language_cantonese', { language: 'cn' }, { language: 'yue' }],
  ['language_from_word', { language: 'English' }, { language: 'en' }],
  ['language_recoded', { language: 'pt-BR' }, { language: 'pt' }],
  ['language_recoded', { language: 'iw' }, { language: 'he' }],
  ['language_recoded', { language: 'eng' }, { language: 'en' }],
  ['language_recoded', { language: 'fre' }, { language: 'fr' }],
  ['language_recoded', { language: 'fra' }, { language: 'fr' }],
  ['language_recoded', { language: 'ger-DE' }, { language: 'de' }],
  ['language_recoded', { language: 'jp' }, { language: 'ja' }],
  ['language_recoded', { language: 'JPN' }, { language: 'ja' }],
  ['language_recoded', { language: 'us' }, { language: 'en' }],
  ['text_controls', { language: 'e\u200bn' }, { language: 'en' }],
  ['text_controls', { mpa_rating: 'PG\u200b-13' }, { mpa_rating: 'PG-13' }],
  ['text_controls', { imdb_code: 'tt\u200b0133093' }, { imdb_code: 'tt0133093' }],
  ['language_unrecognised', { language: 'Elvish tongue' }, { language: null }],
  ['mpa_repaired', { mpa_rating: 'PG-13 on a' }, { mpa_rating: 'PG-13' }],
  ['mpa_unrecognised', { mpa_rating: 'Not Rated' }, { mpa_rating: null }],
  ['mpa_repaired', { mpa_rating: 'PG - 13' }, { mpa_rating: 'PG-13' }],
  ['mpa_repaired', { mpa_rating: 'PG- 13' }, { mpa_rating: 'PG-13' }],
  ['mpa_repaired', { mpa_rating: 'R on appea' }, { mpa_rating: 'R' }],
  ['mpa_repaired', { mpa_rating: 'PG on appe' }, { mpa_rating: 'PG' }],
  ['genres_missing', { genres: undefined }, { genres: ['other'] }],
  ['genres_missing', { genres: [] }, { genres: ['other'] }],
  ['genre_respelled', { genres: ['sci fi', 'DRAMA', 'space opera'] }, { genres: ['Drama', 'Sci-Fi', 'Space Opera'] }],
  ['genre_respelled', { genres: ['Sci/Fi', 'film/noir'] }, { genres: ['Film-Noir', 'Sci-Fi'] }],
  ['genre_split', { genres: ['Action/Adventure', 'Drama'] }, { genres: ['Action', 'Adventure', 'Drama'] }],
  [
    'genre_split',
    { genres: ['sci-fi \uff0f fantasy', 'War, Western'] },
    { genres: ['Fantasy', 'Sci-Fi', 'War', 'Western'] },
  ],
  ['genre_split', { genres: ['Action &amp; Adventure'] }, { genres: ['Action', 'Adventure'] }],
  ['genre_respelled', { genres: ['sword and sandal'] }, { genres: ['Sword And Sandal'] }],
  ['text_controls', { genres: ['Dra\u200bma', 'Drama\u2060', '\ufeffDrama'] }, { genres: ['Drama'] }],
  ['genre_unreadable', { genres: ['/', '\u200b', 'Drama'] }, { genres: ['Drama'] }],
  ['genre_repeated', { genres: ['Drama', 'drama'] }, { genres: ['Drama'] }],
  ['genre_unreadable', { genres: ['Drama', null, 5, ''] }, { genres: ['Drama'] }],
  ['genres_from_text', { genres: 'Drama, War' }, { genres: ['Drama', 'War'] }],
  [
    'date_from_torrent',
    {
      date_uploaded: null,
      date_uploaded_unix: null,
      torrents: [{ date_uploaded: '2016-02-03 04:05:06', date_uploaded_unix: 1454468706 }],
    },
    { date_uploaded: '2016-02-03', date_uploaded_unix: 1454468706 },
  ],
  [
    'date_unix_from_text',
    { date_uploaded: '2016-02-03 04:05:06', date_uploaded_unix: null },
    { date_uploaded_unix: 1454472306 },
  ],
  [
    'date_unix_from_text',
    { date_uploaded: '2016-02-03T04:05:06+02:00', date_uploaded_unix: null },
    { date_uploaded: '2016-02-03', date_uploaded_unix: 1454472306 - 7200 },
  ],
  [
    'date_unix_from_text',
    { date_uploaded: '2016-02-03T23:05:06.25-0330', date_uploaded_unix: null },
    { date_uploaded: '2016-02-03', date_uploaded_unix: 1454553306 },
  ],
  [
    'date_unix_from_text',
    { date_uploaded: '2016-02-03T04:05:06Z', date_uploaded_unix: null },
    { date_uploaded_unix: 1454472306 },
  ],
  [
    'date_from_unix',
    { date_uploaded: '0000-00-00 00:00:00', date_uploaded_unix: 1454472306 },
    { date_uploaded: '2016-02-03' },
  ],
  [
    'date_disagreement',
    { date_uploaded: '2010-01-01 00:00:00', date_uploaded_unix: 1454472306 },
    { date_uploaded: '2016-02-03' },
  ],
  [
    'date_out_of_range',
    { date_uploaded: '1970-01-01 00:00:00', date_uploaded_unix: 5, torrents: [] },
    { date_uploaded: null },
  ],
  [
    'date_unknown',
    { date_uploaded: undefined, date_uploaded_unix: undefined, torrents: undefined },
    { date_uploaded: null, date_uploaded_unix: null },
  ],
]

const refusals: [rule: RuleName, row: unknown][] = [
  ['row_not_object', null],
  ['row_not_object', 'film'],
  ['row_not_object', [1]],
  ['id_invalid', rawMovie(-4)],
  ['id_invalid', { ...rawMovie(1), id: 2 ** 53 + 2 }],
  ['id_invalid', { ...rawMovie(1), id: 1.5 }],
  ['id_invalid', { ...rawMovie(1), id: null }],
  ['title_missing', rawMovie(1, { title: '', title_english: null, title_long: undefined, slug: ' ' })],
  ['field_too_long', rawMovie(1, { summary: 'x'.repeat(65_537) })],
  ['field_too_long', rawMovie(1, { title: '\u4e00'.repeat(22_000) })],
  ['field_too_long', rawMovie(1, { genres: 'Drama,'.repeat(11_000) })],
  ['row_too_large', rawMovie(1, { unheard_of: 'x '.repeat(140_000) })],
  ['row_too_large', rawMovie(1, { [`${'x '.repeat(140_000)}`]: 1 })],
  ['row_too_large', rawMovie(1, { torrents: Array.from({ length: 2_000 }, () => ({ a: 1, b: 2, c: 3, d: 4, e: 5 })) })],
  ['too_many_genres', rawMovie(1, { genres: Array.from({ length: 101 }, (_, at) => `Genre ${at}`) })],
  ['too_many_genres', rawMovie(1, { genres: 'Drama,'.repeat(10_000) })],
  ['too_many_genres', rawMovie(1, { genres: Array.from({ length: 30 }, (_, at) => `a${at},b${at},c${at},d${at}`) })],
]

describe('cleaning rules', () => {
  it.each(examples)('%s: %j', (rule, received, stored) => {
    const { movie, genres, rules } = cleaned(received)
    expect(rules).toContain(rule)
    const { genres: wanted, ...fields } = stored
    expect(movie).toMatchObject(fields)
    if (wanted) expect(genres).toEqual(wanted)
  })

  it.each(refusals)('%s refuses the row', (rule, row) => {
    expect(cleanMovie(row)).toMatchObject({ ok: false, rule })
  })

  it('has an example of every rule, and names each once', () => {
    const shown = new Set([...examples.map(([rule]) => rule), ...refusals.map(([rule]) => rule)])
    expect(cleaningRules.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([])
    expect(new Set(cleaningRules.map(({ name }) => name)).size).toBe(cleaningRules.length)
  })

  it('leaves a sound film alone', () => {
    const { movie, genres, rules } = cleaned({})
    expect(rules).toEqual([])
    expect(genres).toEqual(['Action', 'Drama'])
    expect(movie).toMatchObject({
      movie_id: 7,
      title: 'Film number 7',
      rating: 6.5,
      runtime: 101,
      language: 'en',
      mpa_rating: 'R',
    })
  })

  it('ignores hostile keys', () => {
    const row: unknown = JSON.parse(
      '{"id":3,"title":"T","slug":"t","__proto__":{"year":1999},"constructor":{"prototype":{"x":1}}}',
    )
    const result = cleanMovie(row)
    expect(result.ok && result.movie.year).toBe(null)
    expect(({} as Record<string, unknown>).x).toBe(undefined)
  })

  it('keeps every torrent and magnet value out', () => {
    const secret = 'A'.repeat(40)
    const { movie } = cleaned({
      torrents: [
        { url: `https://x.example/torrent/download/${secret}`, hash: secret, magnet: `magnet:?xt=urn:btih:${secret}` },
      ],
      magnet: `magnet:?xt=urn:btih:${secret}`,
      summary: `magnet:?xt=urn:btih:${secret}`,
      url: `https://x.example/torrent/download/${secret}`,
    })
    expect(JSON.stringify(movie)).not.toContain(secret)
  })

  it('never throws and always gives storable values, whatever a row is', () => {
    const keys = fc.constantFrom(...Object.keys(rawMovie(1)), '__proto__', 'extra')
    const row = fc.oneof(
      fc.jsonValue(),
      fc.anything(),
      fc.dictionary(keys, fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }))),
    )
    fc.assert(
      fc.property(row, fc.boolean(), (value, sound) => {
        const base = sound && typeof value === 'object' && value !== null ? { id: 5, title: 'T', ...value } : value
        const result = cleanMovie(base)
        if (!result.ok) return result.reason.length > 0
        const cells = Object.values(result.movie)
        return (
          Number.isSafeInteger(result.movie.movie_id) &&
          result.genres.length > 0 &&
          result.movie.title.length > 0 &&
          cells.every(
            (cell) =>
              cell === null ||
              typeof cell === 'number' ||
              (typeof cell === 'string' && Buffer.from(cell).toString() === cell),
          )
        )
      }),
      { numRuns: 2000 },
    )
  })
})
