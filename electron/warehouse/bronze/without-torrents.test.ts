import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepareRow } from '../silver/prepare-row.ts'
import { oddCatalogues, oddPages } from '../testing/catalogues.ts'
import { rawMovie } from '../testing/loads.ts'
import { withoutTorrents } from './without-torrents.ts'

const hash = '0123456789abcdef0123456789abcdef01234567'

/** What silver takes of a row. */
function silver(row: unknown): unknown {
  const prepared = prepareRow(row)
  return prepared.ok ? { ...prepared, rules: prepared.rules.includes('date_from_torrent') } : prepared.rule
}

function told(row: unknown): Record<string, unknown> {
  const { film, isLost } = withoutTorrents(row)
  expect(isLost).toBe(false)
  return JSON.parse(film ?? 'null') as Record<string, unknown>
}

describe('a film that leaves bronze', () => {
  it('is as received, but for its torrents and what nobody knows', () => {
    const row = rawMovie(7, { title: 'Tom &amp; Jerry', year: '1999', genres: ['drama', 'Drama'], unheard_of: 'x' })
    const { unheard_of: _, torrents: __, ...rest } = row
    expect(told(row)).toEqual({ ...rest, torrents: [expect.any(Object)] })
    expect(Object.keys((told(row).torrents as object[])[0] ?? {}).sort()).toEqual([
      'date_uploaded',
      'date_uploaded_unix',
    ])
  })

  it('has of its torrents the dates of the first', () => {
    const first = {
      hash,
      url: `https://a.example/${hash}`,
      date_uploaded: '2016-02-03 04:05:06',
      date_uploaded_unix: 1454468706,
    }
    const second = { hash, date_uploaded_unix: 1 }
    expect(told(rawMovie(7, { torrents: [first, second] })).torrents).toEqual([
      { date_uploaded: '2016-02-03 04:05:06', date_uploaded_unix: 1454468706 },
    ])
    expect(told(rawMovie(7, { torrents: [{ date_uploaded: hash, date_uploaded_unix: hash }] })).torrents).toEqual([{}])
    expect(told(rawMovie(7, { torrents: hash })).torrents).toEqual([])
  })

  it('is told without what identifies a download, and cleans to the same all the same', () => {
    for (const text of [
      hash,
      `see magnet:?xt=urn:btih:${hash} now`,
      `%6d%61gnet:?xt=urn:btih:${hash}`,
      `a &amp; ${hash}`,
    ]) {
      for (const field of [
        'title',
        'title_english',
        'slug',
        'summary',
        'url',
        'language',
        'imdb_code',
        'year',
        'date_uploaded',
      ]) {
        const row = rawMovie(7, { [field]: text })
        const film = told(row)
        expect(JSON.stringify(film).toLowerCase()).not.toContain(hash)
        expect(silver(film)).toEqual(silver(row))
      }
      const genres = rawMovie(7, {
        genres: [text, 'Drama', 'Action/Adventure'],
        date_uploaded: text,
        date_uploaded_unix: text,
      })
      expect(silver(told(genres))).toEqual(silver(genres))
    }
  })

  it.for([...oddCatalogues])('cleans to the same: $name films', ({ present, films }, test) => {
    test.skip(!present, 'the recorded fixtures are absent')
    for (const row of films()) expect(silver(told(row))).toEqual(silver(row))
  })

  it.for([...oddPages])('cleans to the same: $name', async ({ present, pages }, test) => {
    test.skip(!present, 'the recorded fixtures are absent')
    for (const { movies } of await pages()) for (const row of movies) expect(silver(told(row))).toEqual(silver(row))
  })

  it('is told or refused by the same rule, whatever the row is; a good one is never lost', () => {
    const marks = fc.constantFrom(
      hash,
      'magnet:?xt=urn:btih:',
      '.torrent',
      '&amp;',
      '%62%74ih',
      '\u200b',
      '\ud83d',
      ' ',
      'Drama',
    )
    const text = fc.array(fc.oneof(marks, fc.string({ maxLength: 4 }))).map((parts) => parts.join(''))
    const value = fc.oneof(text, fc.jsonValue(), fc.array(text))
    const changes = fc.dictionary(fc.constantFrom(...Object.keys(rawMovie(1)), 'extra'), value)
    fc.assert(
      fc.property(
        fc.oneof(
          changes.map((change) => rawMovie(7, change)),
          fc.jsonValue(),
        ),
        (row) => {
          const { film, isLost } = withoutTorrents(row)
          expect(isLost).toBe(false)
          if (film === null) expect(prepareRow(row).ok).toBe(false)
          else expect(silver(JSON.parse(film))).toEqual(silver(row))
          expect((film ?? '').toLowerCase()).not.toContain(hash)
        },
      ),
      { numRuns: 500 },
    )
    const large = rawMovie(1, { torrents: Array.from({ length: 2_000 }, () => ({ a: 1, b: 2, c: 3, d: 4, e: 5 })) })
    expect(withoutTorrents(large)).toEqual({ film: null, isLost: false })
  })
})
