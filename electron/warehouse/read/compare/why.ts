import type { ChannelOutput } from '../../../../shared/contract/index.ts'
import { type ExploreAxis, emptySpec } from '../../../../shared/explore-spec.ts'
import { type MeasureId, measureIds, measureOf } from '../../../../shared/model/measures.ts'
import { axisOf } from '../explore/axis.ts'
import { limits } from '../explore/limits.ts'
import { pivotOfFilms } from '../explore/pivot.ts'
import { coarseAxes } from './coarse-axes.ts'
import { differingMembers } from './differs.ts'
import type { SideFilms } from './side-films.ts'

type Why = Omit<ChannelOutput<'compare.why'>, 'goldVersion'>
type Pull = Why['up'][number]

/** Members that are told of on each side. */
const mostPulls = 5
/** Members that are tried: of many films, for those of few pull little. */
const mostTried = 60

const all = { ...limits, numbers: Number.POSITIVE_INFINITY }

/**
 * Why a number is what it is: the films of a mark beside the others of its row, and which members of all dimensions pull it.
 *
 * @param mark the films of the mark
 * @param rest the films around it that it has not
 */
export function whyOf(mark: SideFilms, rest: SideFilms, measure: MeasureId): Why {
  const { additive, takes } = measureOf(measure)
  const sides = { mark: sideOf(mark, measure), rest: sideOf(rest, measure) }
  // What is counted is pulled by nothing: it is told what the films are more, and less, often than those around.
  if (additive !== 'never' || takes.kind === 'share') {
    const { members } = differingMembers(mark, rest)
    // What all of them have is what they are asked by.
    const some = members.filter(({ shareA }) => shareA < 1)
    const told = (up: boolean) => some.filter(({ shareA, shareB }) => shareA > shareB === up).slice(0, mostPulls)
    return { ...sides, up: [], down: [], more: told(true), less: told(false) }
  }
  const pulls = pullsOf(mark, measure, sides.mark.value)
  return {
    ...sides,
    up: pulls.filter(({ without }) => without < sides.mark.value).slice(0, mostPulls),
    down: pulls.filter(({ without }) => without > sides.mark.value).slice(0, mostPulls),
    more: [],
    less: [],
  }
}

/** Numbers of some films, all together; NaN = unknown. */
function numbersOf({ columns, films }: SideFilms, measures: readonly MeasureId[]): number[] {
  const answer = pivotOfFilms(columns, films, { ...emptySpec, measures: [...measures] }, all)
  return 'pivot' in answer ? [...answer.pivot.values] : measures.map(() => Number.NaN)
}

function sideOf(side: SideFilms, measure: MeasureId): Why['mark'] {
  const { takes } = measureOf(measure)
  const of = 'of' in takes && (takes.of === 'rating' || takes.of === 'runtime') ? takes.of : null
  const [value = Number.NaN] = numbersOf(side, [measure])
  if (of === null) return { films: side.films.length, known: null, value, low: null, high: null }
  const { codes } = side.columns.of[of]
  // The unknown has the code 0.
  const known = side.films.reduce((count, row) => count + Number(codes[row] !== 0), 0)
  const at = (quantile: number) =>
    measureIds.find((id) => {
      const each = measureOf(id).takes
      return each.kind === 'quantile' && each.of === of && each.at === quantile
    })
  const told = (id: MeasureId | undefined) => (id ? (numbersOf(side, [id])[0] ?? Number.NaN) : Number.NaN)
  return { films: side.films.length, known, value, low: told(at(0.1)), high: told(at(0.9)) }
}

/** The members without whose films the number would be most another one, those that pull most first. */
function pullsOf(mark: SideFilms, measure: MeasureId, value: number): Pull[] {
  if (Number.isNaN(value)) return []
  const { of } = measureOf(measure)
  const tried = coarseAxes
    // That high ratings pull a rating up is no news.
    .filter(({ dimension }) => dimension !== of)
    .flatMap((axis) => membersOf(mark, axis))
    .filter(({ films }) => films < mark.films.length)
    .sort((a, b) => b.films - a.films)
    .slice(0, mostTried)
  return tried
    .flatMap(({ place, ...told }): Pull[] => {
      const [without = Number.NaN] = numbersOf(withoutMember(mark, told.axis, place), [measure])
      return Number.isNaN(without) || without === value ? [] : [{ ...told, without }]
    })
    .sort((a, b) => Math.abs(b.without - value) - Math.abs(a.without - value))
}

/** The members that films have of a dimension, with their place in it. */
function membersOf({ columns, films }: SideFilms, axis: ExploreAxis) {
  const answer = pivotOfFilms(columns, films, { ...emptySpec, rows: [axis] }, all)
  if (!('pivot' in answer)) return []
  const { members } = axisOf(columns, axis)
  return answer.pivot.rows.flatMap(({ path: [member] }, at) => {
    if (!member) return []
    const place = members.findIndex(({ key }) => key === member.key)
    return [{ axis, member, films: answer.pivot.films[at] as number, place }]
  })
}

function withoutMember({ columns, films }: SideFilms, axis: ExploreAxis, place: number): SideFilms {
  const { codes, starts, flat } = axisOf(columns, axis)
  const has = Uint8Array.from({ length: starts.length - 1 }, (_, code) => {
    for (let at = starts[code] as number; at < (starts[code + 1] as number); at++) if (flat[at] === place) return 1
    return 0
  })
  return { columns, films: films.filter((row) => has[codes[row] as number] === 0) }
}
