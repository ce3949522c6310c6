import type { ChannelOutput } from '../../../../shared/contract/index.ts'
import { type ExploreAxis, emptySpec } from '../../../../shared/explore-spec.ts'
import { type Limits, limits } from '../explore/limits.ts'
import { pivotOfFilms } from '../explore/pivot.ts'
import { coarseAxes } from './coarse-axes.ts'
import { joined } from './joined.ts'
import type { SideFilms } from './side-films.ts'

type Differing = ChannelOutput<'compare.differs'>['members'][number]

/** A member is told of where a side has so many films of it, unless another number is asked for. */
const usualLeast = 30
/** Members that are told of at most, those that differ most first. */
const mostMembers = 60

const none: Limits = { ...limits, numbers: Number.POSITIVE_INFINITY }

/**
 * What two sides differ in most: the members of all dimensions by the difference of the shares that they have of the films of each side.
 * The unknown are apart: they say how much is known, and nothing of the films.
 *
 * @param least films of a member that a side must have for it to be told of
 */
export function differingMembers(a: SideFilms, b: SideFilms, least = usualLeast): ChannelOutput<'compare.differs'> {
  const all = coarseAxes.flatMap((axis) => membersOf(axis, a, b, least))
  const most = (members: readonly Differing[]) =>
    members.toSorted((x, y) => Math.abs(y.shareA - y.shareB) - Math.abs(x.shareA - x.shareB)).slice(0, mostMembers)
  return {
    a: a.films.length,
    b: b.films.length,
    least,
    members: most(all.filter(({ member }) => member.key !== null)),
    unknown: most(all.filter(({ member }) => member.key === null)),
  }
}

function membersOf(axis: ExploreAxis, a: SideFilms, b: SideFilms, least: number): Differing[] {
  const spec = { ...emptySpec, rows: [axis] }
  const [first, second] = [a, b].map(({ columns, films }) => pivotOfFilms(columns, films, spec, none))
  if (!first || !second || 'refused' in first || 'refused' in second) return []
  const both = joined(spec, first.pivot, second.pivot)
  return both.pivot.rows.flatMap(({ path: [member] }, at): Differing[] => {
    const [filmsA, filmsB] = [both.pivot.films[at] as number, both.b.films[at] as number]
    if (!member || Math.max(filmsA, filmsB) < least) return []
    const shareA = a.films.length === 0 ? 0 : filmsA / a.films.length
    const shareB = b.films.length === 0 ? 0 : filmsB / b.films.length
    return shareA === shareB ? [] : [{ axis, member, filmsA, filmsB, shareA, shareB }]
  })
}
