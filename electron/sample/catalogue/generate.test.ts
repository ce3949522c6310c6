import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SampleFilm } from './film.ts'
import { generatedFilms } from './generate.ts'
import { GENRES } from './vocabulary.ts'

const COUNTED = 25_962
const source = generatedFilms({ films: COUNTED, seed: 42 })
const films: SampleFilm[] = Array.from({ length: source.size }, (_, position) => source.film(position))
const count = (test: (film: SampleFilm) => boolean): number => films.filter(test).length
const mean = (numbers: number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length

describe('generated films', () => {
  it('are a pure function of seed and position', () => {
    const again = generatedFilms({ films: COUNTED, seed: 42 })
    for (const position of [25_000, 3, 12_345, 0]) expect(again.film(position)).toEqual(films[position])
    expect(generatedFilms({ films: COUNTED, seed: 43 }).film(3)).not.toEqual(films[3])
  })

  it('reach the millionth without the ones before', () => {
    const million = generatedFilms({ films: 1_000_000, seed: 7 })
    const last = million.film(999_999)
    expect(last.id).toBeGreaterThan(1_000_000)
    expect(million.positionOf(last.id)).toBe(999_999)
  })

  it('have ids that grow, with gaps, and can be found by id', () => {
    const ids = films.map((film) => film.id)
    expect(ids.every((id, i) => i === 0 || id > (ids[i - 1] ?? 0))).toBe(true)
    const span = (ids.at(-1) ?? 0) - (ids[0] ?? 0) + 1
    expect(span / ids.length).toBeGreaterThan(1.02)
    fc.assert(
      fc.property(fc.nat(span + 100), fc.integer(), (offset, seed) => {
        const some = generatedFilms({ films: 100, seed })
        const id = 11 + offset
        const position = some.positionOf(id)
        expect(position < 0 || some.id(position) === id).toBe(true)
      }),
    )
    fc.assert(fc.property(fc.nat(2_000_000), (position) => source.positionOf(source.id(position)) === position))
  })

  it('come in upload order, also the ones appended later, with some seconds shared', () => {
    let shared = 0
    for (let position = 1; position < COUNTED + 500; position++) {
      const step = source.unix(position) - source.unix(position - 1)
      expect(step).toBeGreaterThanOrEqual(0)
      if (step === 0) shared++
    }
    expect(shared).toBeGreaterThan(60)
    expect(new Date(source.unix(0) * 1000).toISOString()).toMatch(/^2015-1/)
    expect(new Date(source.unix(COUNTED - 1) * 1000).toISOString()).toMatch(/^2026-10/)
  })

  it('agree with the counted catalogue', () => {
    const near = (actual: number, counted: number, tolerance: number): void => {
      expect(actual).toBeGreaterThan(counted * (1 - tolerance))
      expect(actual).toBeLessThan(counted * (1 + tolerance))
    }
    near(
      count((f) => f.runtime === 0),
      1287,
      0.15,
    )
    near(
      count((f) => f.date_uploaded_unix === undefined),
      237,
      0.3,
    )
    near(
      count((f) => f.rating === 0),
      49,
      0.6,
    )
    near(
      count((f) => Number.isInteger(f.rating)),
      2499,
      0.2,
    )
    near(
      count((f) => f.language === 'en'),
      20_606,
      0.03,
    )
    near(
      count((f) => f.language === 'ja'),
      943,
      0.15,
    )
    near(
      count((f) => f.language === 'cn'),
      308,
      0.3,
    )
    near(
      count((f) => f.mpa_rating === 'PG-13'),
      2360,
      0.1,
    )
    near(
      count((f) => /^PG-13 on a|^PG - 13|^R on|^PG- 13|^PG on/.test(f.mpa_rating)),
      68,
      0.6,
    )
    for (const { name, share } of GENRES.filter((genre) => genre.share > 0.02)) {
      near(
        count((f) => f.genres?.includes(name) === true),
        share * COUNTED,
        0.12,
      )
    }
    expect(count((f) => f.genres === undefined)).toBeGreaterThan(0)
    expect(count((f) => f.torrents === undefined)).toBeGreaterThan(0)
    expect(new Set(films.map((f) => f.language)).size).toBeGreaterThan(45)
  })

  it('look like films in charts', () => {
    const rated = films.filter((f) => f.rating > 0)
    expect(mean(rated.map((f) => f.rating))).toBeGreaterThan(5.9)
    expect(mean(rated.map((f) => f.rating))).toBeLessThan(6.5)
    const of = (name: string): number[] => rated.filter((f) => f.genres?.includes(name)).map((f) => f.rating)
    expect(mean(of('Horror'))).toBeLessThan(5.8)
    expect(mean(of('Documentary'))).toBeGreaterThan(6.5)
    const runtime = mean(films.filter((f) => f.runtime > 0).map((f) => f.runtime))
    expect(runtime).toBeGreaterThan(92)
    expect(runtime).toBeLessThan(106)
    const years = films.filter((f) => f.year > 0).map((f) => f.year)
    expect(Math.min(...years)).toBeLessThan(1935)
    expect(Math.max(...years)).toBe(2026)
    expect(years.filter((year) => year >= 2000).length / years.length).toBeGreaterThan(0.6)
    expect(mean(films.map((f) => f.description_full.length))).toBeGreaterThan(300)
  })

  it('are as demanding to read as live ones: characters beyond Latin-1, thousands of genre combinations', () => {
    const beyondLatin1 = (text: string): boolean => /[^\0-\xff]/.test(text)
    expect(count((f) => beyondLatin1(f.description_full)) / films.length).toBeGreaterThan(0.15)
    expect(count((f) => beyondLatin1(f.title))).toBeGreaterThan(500)
    expect(new Set(films.map((f) => f.genres?.join())).size).toBeGreaterThan(2000)
  })

  it('have awkward texts', () => {
    const titles = films.map((film) => film.title)
    expect(titles.some((title) => title.length > 150)).toBe(true)
    expect(titles.some((title) => /\p{Script=Han}/u.test(title))).toBe(true)
    expect(titles.some((title) => /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(title))).toBe(true)
    expect(titles.some((title) => title.includes('"'))).toBe(true)
    expect(titles.some((title) => title.includes('&amp;'))).toBe(true)
    expect(titles.some((title) => title !== title.trim())).toBe(true)
    expect(titles.some((title) => title !== title.normalize('NFC'))).toBe(true)
  })

  it('lead nowhere: reserved hosts only, no torrent address, hashes that are none', () => {
    for (const film of films.slice(0, 2000)) {
      for (const address of JSON.stringify(film).match(/https?:\/\/[^/"]+/g) ?? [])
        expect(address).toMatch(/\.invalid$/)
      for (const torrent of film.torrents ?? []) {
        expect(torrent.url).toBe('')
        expect(torrent.hash).toMatch(/^SAMPLE-NOT-A-HASH-/)
      }
    }
  })

  it('are all regular without quirks, and odd early on with many', () => {
    const plain = generatedFilms({ films: 2000, seed: 1, quirks: 0 })
    const odd = generatedFilms({ films: 2000, seed: 1, quirks: 100 })
    const has = (from: typeof plain, test: (film: SampleFilm) => boolean): boolean =>
      Array.from({ length: 2000 }, (_, i) => from.film(i)).some(test)
    const tests: ((film: SampleFilm) => boolean)[] = [
      (f) => f.year === 0,
      (f) => f.runtime === 0,
      (f) => f.genres === undefined,
      (f) => f.torrents === undefined,
      (f) => f.date_uploaded === undefined && f.torrents !== undefined,
    ]
    for (const test of tests) {
      expect(has(plain, test)).toBe(false)
      expect(has(odd, test)).toBe(true)
    }
  })
})
