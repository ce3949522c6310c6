import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { genresApart, nearness, stepsApart } from '../../../../shared/model/values/nearness.ts'
import type { WritableDb } from '../../file/connection.ts'
import { anyFilm } from '../../testing/any-films.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { addFilm, type SmallFilm, smallWarehouse } from '../../testing/small-warehouse.ts'
import { type FilmColumns, rowOf } from '../columns/film-columns.ts'
import { filmCard, toldOnce } from './card.ts'
import { inspectFilm } from './inspect.ts'
import { placesOf } from './places.ts'
import { similarRows } from './similar.ts'

async function columnsOf(films: readonly SmallFilm[]): Promise<{ db: WritableDb; columns: FilmColumns }> {
  const db = smallWarehouse(':memory:', films)
  return { db, columns: (await engineOver(db)).columns }
}

const idOf = (index: number) => 1 + index * 3

describe('of films of every kind', () => {
  const films = fc.sample(anyFilm, { seed: 20261130, numRuns: 500 })
  let db: WritableDb
  let columns: FilmColumns
  beforeAll(async () => {
    ;({ db, columns } = await columnsOf(films))
  })
  afterAll(() => db.close())

  it('a place is what SQL counts', () => {
    const count = db.prepare<{ id: number; genre: string | null }, Record<string, number>>(
      `WITH own AS (SELECT movie_id, year_key, rating FROM fact_movies WHERE movie_id = @id)
       SELECT COUNT(f.rating) AS rated, COUNT(*) - COUNT(f.rating) AS unrated,
         COALESCE(SUM(f.rating > own.rating), 0) AS higher,
         COALESCE(SUM(f.rating = own.rating AND f.movie_id <> own.movie_id), 0) AS equal
       FROM fact_movies AS f JOIN own USING (year_key)
       WHERE @genre IS NULL OR EXISTS (SELECT 1 FROM genre_junction JOIN dim_genre USING (genre_id)
         WHERE movie_id = f.movie_id AND genre_name = @genre)`,
    )
    for (const [index, film] of films.entries()) {
      const id = idOf(index)
      const places = placesOf(columns, rowOf(columns, id))
      const genres = [...new Set(film.genres ?? [])].map((genre) => `genre ${genre}`).sort()
      if (film.year === null) expect(places).toEqual([])
      else expect(places.map(({ genre }) => genre ?? '').sort()).toEqual(['', ...genres])
      for (const place of places)
        expect(place).toEqual({ genre: place.genre, ...count.get({ id, genre: place.genre }) })
    }
  })

  it('the similar ones are those that the documented distance puts first', () => {
    const apart = (a: SmallFilm, b: SmallFilm): number | null => {
      const [mine, theirs] = [new Set(a.genres), new Set(b.genres)]
      const common = [...mine].filter((genre) => theirs.has(genre)).length
      if (mine.size > 0 && common === 0) return null
      const tenths = (rating: number | null | undefined) => (rating == null ? null : Math.round(rating * 10))
      const own = tenths(a.rating)
      return (
        (mine.size > 0 ? genresApart(common, mine.size + theirs.size - common) : 0) +
        (a.year == null ? 0 : stepsApart(a.year, b.year ?? null)) +
        (own === null ? 0 : stepsApart(own, tenths(b.rating)))
      )
    }
    let compared = 0
    for (const [index, film] of films.entries()) {
      const found = similarRows(columns, rowOf(columns, idOf(index))).map((row) => columns.ids[row])
      const isUnknown = film.year === null && film.rating === null && (film.genres ?? []).length === 0
      const ranked = films
        .map((other, at) => ({ id: idOf(at), apart: apart(film, other), rating: other.rating ?? -1 }))
        .filter((other) => other.id !== idOf(index) && other.apart !== null)
        .sort((a, b) => (a.apart ?? 0) - (b.apart ?? 0) || b.rating - a.rating || a.id - b.id)
        .slice(0, nearness.shown)
      expect(found).toEqual(isUnknown ? [] : ranked.map(({ id }) => id))
      if (found.length > 0) compared++
    }
    expect(compared).toBeGreaterThan(400)
  })
})

describe('a card', () => {
  const drama = { year: 1994, genres: [1] }
  const films: SmallFilm[] = [
    { ...drama, title: 'First', rating: 9 },
    { ...drama, title: 'Tied', rating: 8, genres: [1, 2] },
    { ...drama, title: 'Tied too', rating: 8 },
    { ...drama, title: 'Unrated' },
    { title: 'Yearless', rating: 8, genres: [1] },
    { title: 'Nothing known' },
  ]
  let db: WritableDb
  let columns: FilmColumns
  beforeAll(async () => {
    ;({ db, columns } = await columnsOf(films))
  })
  afterAll(() => db.close())
  const cardOf = (title: string) => {
    const card = filmCard(db, columns, idOf(films.findIndex((film) => film.title === title)))
    if (card === null || card === 'gone') throw new Error(`no card of ${title}`)
    return card
  }

  it('tells ties, and films that cannot be placed, apart', () => {
    expect(cardOf('Tied').places).toEqual([
      { genre: null, rated: 3, unrated: 1, higher: 1, equal: 1 },
      { genre: 'genre 1', rated: 3, unrated: 1, higher: 1, equal: 1 },
      { genre: 'genre 2', rated: 1, unrated: 0, higher: 0, equal: 0 },
    ])
    expect(cardOf('Unrated').places[0]).toEqual({ genre: null, rated: 3, unrated: 1, higher: 0, equal: 0 })
    expect(cardOf('Yearless').places).toEqual([])
  })

  it('compares by what the film itself has, and names nothing where it has nothing', () => {
    expect(cardOf('First').similar.map(({ title }) => title)).toEqual(['Tied too', 'Tied', 'Unrated', 'Yearless'])
    expect(cardOf('Nothing known').similar).toEqual([])
  })

  it('offers a trailer only where its code can be one', () => {
    const set = db.prepare('UPDATE silver_movie SET yt_trailer_code = ? WHERE movie_id = 1')
    for (const [code, trailer] of [
      ['dQw4w9_-gXc', 'dQw4w9_-gXc'],
      ['javascript:', null],
      ['', null],
      [null, null],
    ]) {
      set.run(code)
      expect(cardOf('First').trailer).toBe(trailer)
    }
  })

  it('is none of a film that gold does not have, and is asked again where a newer gold lacks one', () => {
    expect(filmCard(db, columns, 2)).toBeNull()
    db.prepare('DELETE FROM genre_junction WHERE movie_id = ?').run(idOf(2))
    db.prepare('DELETE FROM fact_movies WHERE movie_id = ?').run(idOf(2))
    expect(filmCard(db, columns, 1)).toBe('gone')
  })

  it('has each text once', () => {
    const long = 'A man  walks.\nHe comes back.'
    expect(toldOnce([long, 'a man walks.', ' A man walks. He comes back. '])).toEqual([long])
    expect(toldOnce(['A man walks.', long, 'He comes back.'])).toEqual([long])
    expect(toldOnce([null, '', ' ', 'One.', 'Two.'])).toEqual(['One.', 'Two.'])
  })
})

it('a film’s ratings begin with the one it came with and follow every change, the unknown too', () => {
  const db = smallWarehouse(':memory:', [{ title: 'A', rating: 7.1 }])
  addFilm(db, 100, { title: 'B', rating: 6, firstRun: 2 })
  const change = db.prepare(
    'INSERT INTO movie_change (movie_id, field, old, new, run_id, at) VALUES (1, ?, ?, ?, ?, 0)',
  )
  change.run('rating', '6.8', '7', 2)
  change.run('year', '1994', '1995', 2)
  change.run('rating', '7', null, 3)
  change.run('rating', null, '7.1', 3)
  db.prepare('INSERT INTO movie_presence (movie_id, confirmed_run) VALUES (1, 3)').run()
  expect(inspectFilm(db, 1)).toMatchObject({
    ratings: [
      { runId: 1, rating: 6.8 },
      { runId: 2, rating: 7 },
      { runId: 3, rating: null },
      { runId: 3, rating: 7.1 },
    ],
    confirmedRun: 3,
  })
  expect(inspectFilm(db, 100)).toMatchObject({ ratings: [{ runId: 2, rating: 6 }], confirmedRun: null })
  db.close()
})
