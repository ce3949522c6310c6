import type { ChannelOutput } from '../../../../shared/contract/index.ts'
import { type DimensionId, dimensionIds, dimensions, namedIds } from '../../../../shared/model/dimensions.ts'
import type { FilmEngine } from './film-engine.ts'
import { SetColumn } from './set-column.ts'

/** How many films of the whole catalogue each code of a dimension has. */
export function memberFilms(engine: FilmEngine, id: DimensionId): Uint32Array {
  const column = engine.columns.of[id]
  const films = engine.unfiltered().of[id].passing
  return column instanceof SetColumn ? column.byMember(films).films : films
}

/** How many films of the whole catalogue each member has, by the surrogate key of its dimension. Empty for another column. */
export function filmsByKey(engine: FilmEngine, key: string): Map<number, number> {
  const id = dimensionIds.find((each) => dimensions[each].gold.key === key)
  if (!id) return new Map()
  const films = memberFilms(engine, id)
  return new Map(engine.columns.of[id].keys.map((memberKey, code) => [memberKey, films[code] ?? 0]))
}

/** The members that the catalogue's films have, most films first, for facets and chips. */
export function facetMembers(engine: FilmEngine): ChannelOutput<'facets.members'> {
  const members = namedIds.map((id) => {
    const { values, labels, keys } = engine.columns.of[id]
    const films = memberFilms(engine, id)
    return values
      .map((name, code) => ({
        name: name ?? '',
        label: labels[code] ?? '',
        key: keys[code] ?? 0,
        films: films[code] ?? 0,
      }))
      .filter((member) => member.films > 0)
      .sort((a, b) => b.films - a.films || a.label.localeCompare(b.label, 'en'))
  })
  return Object.fromEntries(namedIds.map((id, index) => [id, members[index]])) as ChannelOutput<'facets.members'>
}
