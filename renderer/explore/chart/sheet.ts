import type { PivotMember } from '../../../shared/contract/questions/pivot.ts'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'
import { largest, smallest } from '../../../shared/extremes.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import type { Buckets } from '../../../shared/model/values/buckets.ts'
import { type AnyRangeId, axisDimension, isAnyRange } from '../../../shared/model/values/derived.ts'
import { formatCount, formatInteger } from '../../format.ts'
import { axisLabels, bucketName } from '../../overview/charts/range-chart.ts'
import type { PivotView } from '../table/pivot-view.ts'
import { type Cross, crossOf, type Side } from './cross.ts'
import { noPoint, type Point, pointOf, type Way } from './points.ts'

/** Slots, and series, that are drawn at most: more cannot be told apart. */
export const mostSlots = 40
export const mostSeries = 12

/** A place along the axis of a picture. */
interface Slot {
  text: string
  label: string
  /** Its member on its side of the cross; null for a place between others that no film has. */
  at: number | null
  key: number | null
}

/** A range that slots are along, with its keys from the first to the last. */
interface SheetRange {
  id: AnyRangeId
  buckets: Buckets
  keys: readonly number[]
}

/** What is drawn, laid out: slots along an axis, and in each a point of every series. */
export interface Sheet {
  view: PivotView
  measure: MeasureId
  /** Which of the small multiples it is; undefined = what is over all of them. */
  panel: number | undefined
  axis: ExploreAxis
  slots: readonly Slot[]
  /** The slots that the axis names; null = as many as there is room for. */
  axisLabels: readonly number[] | null
  range: SheetRange | null
  seriesAxis: ExploreAxis | null
  series: readonly { text: string; member: PivotMember | null }[]
  /** Series by series. */
  points: readonly (readonly Point[])[]
  notes: readonly string[]
}

/** How much of an answer a sheet holds. */
export interface Extent {
  /** Series that are drawn at most. */
  most?: number
  /** Which of its small multiples it is; absent = what is over all of them. */
  panel?: number | undefined
}

/** Lays an answer out for a measure: slots along a range where there is one. Null without a dimension. */
export function sheetOf(view: PivotView, measure: MeasureId, way: Way, extent: Extent = {}): Sheet | null {
  const cross = crossOf(view, measure)
  if (!cross) return null
  const { most = mostSeries, panel } = extent
  const { isTurned } = cross
  const [along, other] = isTurned && cross.second ? [cross.second, cross.first] : [cross.first, cross.second]
  const { slots, notes, range } = slotsOf(along)
  const members = other ? other.members.slice(0, most) : []
  const cellAt = (slot: number, series: number) =>
    isTurned ? cross.cell(series, slot, panel) : cross.cell(slot, series, panel)
  const rows = other ? members : [null]
  const points = rows.map((member, series) =>
    slots.map((slot): Point => {
      const name = panelName(cross, panel, member ? `${member.text}, ${slot.text}` : slot.text)
      const cell = slot.at === null ? null : cellAt(slot.at, series)
      const key = `${panel ?? ''} ${series} ${slot.key ?? slot.text}`
      if (!cell) return noPoint(key, name)
      const excluded = member && isTurned ? member.text : slot.text
      const point = pointOf(view, cell, name, way, excluded)
      return { ...point, mark: { ...point.mark, label: slot.label } }
    }),
  )
  return {
    view,
    measure,
    panel,
    axis: along.axis,
    slots,
    axisLabels: range ? axisLabels(range.buckets, range.keys) : null,
    range,
    seriesAxis: other?.axis ?? null,
    series: rows.map((member) => ({ text: member?.text ?? '', member: member?.member ?? null })),
    points,
    notes: [...notes, ...firstNotes(members.length, other?.members.length ?? 0), ...cross.leftOut],
  }
}

function panelName({ panels }: Cross, panel: number | undefined, name: string): string {
  return panel === undefined ? name : `${panels?.members[panel]?.text}, ${name}`
}

/** Says how many are drawn, where that is not all of them. */
export function firstNotes(drawn: number, all: number): string[] {
  return all > drawn ? [`The first ${drawn} of ${formatInteger(all)} are drawn.`] : []
}

/** The points of a cross as it stands, for so many of its first members: series by series. */
export function pointsOf(view: PivotView, cross: Cross, count: number, way: Way, panel?: number): Point[][] {
  const { first, second, cell } = cross
  return first.members.slice(0, count).map(({ text }, at) =>
    (second?.members ?? []).map((column, slot) => {
      const name = panelName(cross, panel, `${text}, ${column.text}`)
      const here = cell(at, slot, panel)
      return here ? pointOf(view, here, name, way, text) : noPoint(`${panel ?? ''} ${at} ${slot}`, name)
    }),
  )
}

function slotsOf(side: Side): { slots: Slot[]; notes: string[]; range: SheetRange | null } {
  const { axis, members } = side
  if (!isAnyRange(axis.dimension)) {
    const slots = members.slice(0, mostSlots).map(({ text }, at): Slot => ({ text, label: text, at, key: null }))
    return { slots, notes: firstNotes(slots.length, members.length), range: null }
  }
  const id = axis.dimension
  const { buckets: ways, without } = axisDimension(id)
  const buckets = ways.find((each) => each.id === axis.bucket) ?? ways[0]
  const places = new Map<number, number>()
  const notes: string[] = []
  members.forEach(({ member, films }, at) => {
    if (member.key !== null) places.set(Number(member.key), at)
    else if (member.isOthers)
      notes.push(`The others${Number.isNaN(films) ? '' : ` have ${formatCount(films, 'film')}`}, not drawn.`)
    else
      notes.push(
        Number.isNaN(films) ? `Films ${without} are not drawn.` : `${formatInteger(films)} ${without}, not drawn.`,
      )
  })
  const known = [...places.keys()]
  // Places from the first to the last, those that no film has too, so that neighbours are neighbours.
  const keys = known.length === 0 ? [] : buckets.keys(smallest(known), largest(known, Number.NEGATIVE_INFINITY))
  const slots = keys.map(
    (key): Slot => ({ text: bucketName(id, buckets, key), label: buckets.axis(key), at: places.get(key) ?? null, key }),
  )
  return { slots, notes, range: { id, buckets, keys } }
}
