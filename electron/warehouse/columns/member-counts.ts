import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { columnSums, rowSums } from './facet-counts.ts'
import type { FilmEngine } from './film-engine.ts'

/** How many films of the whole catalogue each member of a dimension has, by surrogate key. Empty for an unknown column. */
export function memberFilms(engine: FilmEngine, factKey: string): Map<number, number> {
  const { columns, index } = engine
  const counts = engine.unfiltered()
  const ratings = columns.rating.values.length
  const byKey = (keys: readonly number[], films: Uint32Array) =>
    new Map(keys.map((key, code) => [key, films[code] as number]))
  switch (factKey) {
    case 'year_key':
      return byKey(columns.year.keys, rowSums(counts.yearRating, ratings))
    case 'rating_key':
      return byKey(columns.rating.keys, columnSums(counts.yearRating, ratings))
    case 'runtime_key':
      return byKey(columns.runtime.keys, counts.runtimes)
    case 'language_key':
      return byKey(columns.language.keys, counts.languages)
    case 'date_key':
      return byKey(columns.uploaded.keys, counts.uploaded)
    case 'genre_id': {
      const films = new Map<number, number>()
      rowSums(counts.setDecade, index.decades.length).forEach((count, set) => {
        for (const id of columns.genreSets.members[set] ?? []) films.set(id, (films.get(id) ?? 0) + count)
      })
      return films
    }
    default:
      return new Map()
  }
}

/** The genres and languages that the catalogue's films have, most films first, for facets and chips. */
export function facetMembers(engine: FilmEngine): ChannelOutput<'facets.members'> {
  const { columns } = engine
  const byGenre = memberFilms(engine, 'genre_id')
  const { languages } = engine.unfiltered()
  return {
    genres: [...columns.genreSets.names]
      .map(([genreId, name]) => ({ genreId, name, films: byGenre.get(genreId) ?? 0 }))
      .filter(({ genreId, films }) => films > 0 || genreId > 0)
      .sort((a, b) => b.films - a.films || a.genreId - b.genreId),
    languages: columns.language.values
      .map((code, index) => ({
        code: code ?? '',
        name: columns.languageNames[index] ?? '',
        films: languages[index] as number,
      }))
      .filter(({ films }) => films > 0)
      .sort((a, b) => b.films - a.films || a.name.localeCompare(b.name, 'en')),
  }
}
