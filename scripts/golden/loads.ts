import { generatedFilms } from '../../electron/sample/catalogue/generate.ts'
import { oddPages } from '../../electron/warehouse/testing/catalogues.ts'
import type { RawMovie } from '../../electron/warehouse/testing/loads.ts'

/** The sample catalogue as the demo has it; some films change, some go, some join with each load. */
export function sampleLoads(films: number): RawMovie[][] {
  const source = generatedFilms({ films, seed: 20, quirks: 1 })
  const all = (from: number, to: number): RawMovie[] =>
    Array.from({ length: to - from }, (_, at) => ({ ...source.film(from + at) }))
  return changing(all(0, films), all(films, films + Math.ceil(films / 10)))
}

/** Films of every quirk that the tests know, of past years too, with rows that are refused. */
export async function oddLoads(): Promise<RawMovie[][]> {
  const source = generatedFilms({ films: 800, seed: 7, quirks: 50 })
  const films: RawMovie[] = Array.from({ length: 700 }, (_, position) => ({ ...source.film(position) }))
  const past = await Promise.all(oddPages.filter(({ present }) => present).map(async ({ pages }) => await pages()))
  const rows = past.flat().flatMap(({ movies }) => movies) as RawMovie[]
  const hash = 'c0ffee1234567890abcdef1234567890deadbeef'
  const hostile = [
    { id: -1, title: 'refused' },
    {
      id: 900_001,
      title: `magnet:?xt=urn:btih:${hash}`,
      slug: 'a',
      summary: `see ${hash} &amp;amp; "quotes" \`ticks\` \\`,
    },
    { id: 900_002, title: '電影 🎬 “the” film', genres: 'Drama, War', year: '1999', rating: 7.2499999 },
    { id: 900_003, title: "o'x\u001f\u0000", genres: Array.from({ length: 90 }, (_, at) => `Genre ${at}`) },
    { id: 900_004, title: 'long', summary: 'é'.repeat(30_000) },
  ] as RawMovie[]
  const later = Array.from({ length: 100 }, (_, at): RawMovie => ({ ...source.film(700 + at) }))
  return changing([...films, ...rows, ...hostile], later)
}

/** A first load, and two in which films join, change, lose a key and, missed by both, go. */
function changing(films: readonly RawMovie[], later: readonly RawMovie[]): RawMovie[][] {
  const half = Math.ceil(later.length / 2)
  const rerated = (round: number, list: readonly RawMovie[]): RawMovie[] =>
    list.map((film, at) => {
      if (at % 9 !== round) return film
      const { runtime: _, ...rest } = film
      const rating = ((at + round) % 97) / 10
      return at % 2 === 0
        ? { ...film, rating, language: 'qqq', genres: ['space opera', 'Drama'] }
        : { ...rest, id: film.id, rating }
    })
  const first = [...films]
  const second = [
    ...rerated(
      1,
      first.filter((_, at) => at % 50 !== 3),
    ),
    ...later.slice(0, half),
  ]
  const third = [...rerated(2, second), ...later.slice(half)]
  return [first, second, third]
}
