import { generatedFilms } from '../../sample/catalogue/generate.ts'
import { SampleService } from '../../sample/service.ts'
import { pastResponses } from '../../sync/testing/past-responses.ts'
import { hasFixtures, type RawMovie, recordedCatalogue, recordedResponses } from './loads.ts'

/** A catalogue whose films have the oddities of the real one. */
interface OddCatalogue {
  name: string
  /** Whether its films are here: the recorded ones are beside a developer's checkout only. */
  present: boolean
  films(): RawMovie[]
}

/** Invented films, with every oddity counted in recorded ones fifty times as often, so that each is among them. */
function inventedFilms(): RawMovie[] {
  const source = generatedFilms({ films: 3000, seed: 7, quirks: 50 })
  return Array.from({ length: source.size }, (_, position) => ({ ...source.film(position) }))
}

export const oddCatalogues: readonly OddCatalogue[] = [
  { name: 'invented', present: true, films: inventedFilms },
  { name: 'recorded', present: hasFixtures, films: recordedCatalogue },
]

/** Pages as they came, in the order in which they were read. */
interface OddPages {
  name: string
  present: boolean
  pages(): Promise<readonly { name: string; movies: unknown[] }[]> | readonly { name: string; movies: unknown[] }[]
}

/** Newest first while films join and go: neighbouring pages repeat films and miss some. */
async function driftingPages(): Promise<{ name: string; movies: unknown[] }[]> {
  const service = new SampleService({ films: 400, seed: 4, drift: { append: 0.6, remove: 0.2, rerate: 0.3, most: 6 } })
  const pages: { name: string; movies: unknown[] }[] = []
  for (let page = 1; page <= 21; page++) {
    const { body } = await service.handle(new URL(`http://sample.test/api/v2/list_movies.json?limit=20&page=${page}`))
    const { data } = JSON.parse(body.toString('utf8')) as { data: { movies?: unknown[] } }
    if (data.movies) pages.push({ name: `page ${page}`, movies: data.movies })
  }
  return pages
}

export const oddPages: readonly OddPages[] = [
  { name: 'invented, drifting', present: true, pages: driftingPages },
  {
    name: 'invented, of past years',
    present: true,
    pages: () => pastResponses().map(({ name, text }) => ({ name, movies: JSON.parse(text).data.movies ?? [] })),
  },
  { name: 'recorded pages', present: hasFixtures, pages: () => recordedResponses('pages') },
  { name: 'recorded answers', present: hasFixtures, pages: () => recordedResponses('answers') },
]
