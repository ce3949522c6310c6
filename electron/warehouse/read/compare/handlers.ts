import type { Side } from '../../../../shared/compare/comparison.ts'
import type { ChannelsOf, Handlers } from '../../../../shared/contract/index.ts'
import type { MovieFilter } from '../../../../shared/filter/filter.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { comparedPivot } from './compare.ts'
import { differingMembers } from './differs.ts'
import { overlapOf, type SideFilms, sideFilms, without } from './side-films.ts'
import { sideOverview } from './side-overview.ts'
import { whyOf } from './why.ts'

type CompareChannel = Extract<ChannelsOf<'reader'>, `compare.${string}`>
type Sides = { a: Side; b: Side }

/**
 * What the reader answers of two sides, each time of one published gold.
 *
 * @param engineOf gives the engine of a filter's catalogue, that of now or of then
 */
export function compareHandlers(
  engineOf: (filter: MovieFilter) => Promise<FilmEngine>,
): Pick<Handlers<ChannelsOf<'reader'>>, CompareChannel> {
  async function both<T>({ a, b }: Sides, of: (engine: FilmEngine, side: Side) => T): Promise<{ a: T; b: T }> {
    for (let attempt = 0; ; attempt++) {
      const [first, second] = [await engineOf(a.filter), await engineOf(b.filter)]
      if (first.columns.goldVersion === second.columns.goldVersion || attempt === 3)
        return { a: of(first, a), b: of(second, b) }
    }
  }
  const films = (sides: Sides): Promise<{ a: SideFilms; b: SideFilms }> => both(sides, sideFilms)
  return {
    'compare.sides': async (sides) => {
      const { a, b } = await films(sides)
      return { a: a.films.length, b: b.films.length, overlap: overlapOf(a, b) }
    },
    'compare.query': async ({ spec, ...sides }) => {
      const { a, b } = await films(sides)
      return comparedPivot(a, b, spec)
    },
    'compare.differs': async ({ least, ...sides }) => {
      const { a, b } = await films(sides)
      return differingMembers(a, b, least)
    },
    'compare.overview': (sides) => both(sides, sideOverview),
    'compare.why': async ({ mark, around, measure }) => {
      const { a, b } = await films({ a: { filter: mark, isRest: false }, b: { filter: around, isRest: false } })
      return { goldVersion: a.columns.goldVersion, ...whyOf(a, without(b, a), measure) }
    },
  }
}
