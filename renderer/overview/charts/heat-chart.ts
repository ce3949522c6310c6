import type { HeatCell, MemberBucket } from '../../../shared/contract/explore.ts'
import { largest } from '../../../shared/extremes.ts'
import { isEmptyClause, type MovieFilter } from '../../../shared/filter/filter.ts'
import { type ChartIdOf, charts } from '../../../shared/model/charts.ts'
import { dimensionOf, type NamedId, type RangeId } from '../../../shared/model/dimensions.ts'
import { measures } from '../../../shared/model/measures.ts'
import type { Buckets } from '../../../shared/model/values/buckets.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { Mark, MarkState } from '../../charts/model.ts'
import { memberLabel } from '../../filter/members.ts'
import { covers, type Range } from '../../filter/ranges.ts'
import {
  brushRange,
  clearClause,
  countedMembers,
  type FilterChange,
  onlyMembers,
  pickRange,
  sameFilter,
  toggleMembers,
} from '../../filter/reducers.ts'
import { formatCompact, formatInteger } from '../../format.ts'
import type { CountMode } from '../count-mode.ts'
import { countedText, countTip } from '../counted.ts'
import { memberState, rangeState } from './mark-states.ts'
import { drawnMembers, mostFirst, weightText } from './member-chart.ts'

/** The two dimensions of a heat map: members down, buckets of a range across. */
export interface HeatAxes {
  row: NamedId
  column: RangeId
  buckets: Buckets
}

/** The axes of a heat map, as the model has them. */
export function heatAxes(id: ChartIdOf<'heat'>): HeatAxes {
  const [row, column] = charts[id].axes
  if (!column) throw new Error(`heat map ${id} has one axis`)
  const { buckets } = dimensionOf(column.dimension as RangeId)
  return {
    row: row.dimension as NamedId,
    column: column.dimension as RangeId,
    buckets: buckets.find((each) => each.id === column.bucket) ?? buckets[0],
  }
}

/** A cell is marked as kept when its row and its column both are, dropped when either is. */
function cellState(row: MarkState, column: MarkState): MarkState {
  if (row === 'dropped' || column === 'dropped') return 'dropped'
  if (row === 'aside' || column === 'aside') return 'aside'
  return row === 'kept' && column === 'kept' ? 'kept' : 'free'
}

const both =
  (...changes: FilterChange[]): FilterChange =>
  (filter) =>
    changes.reduce((next, change) => change(next), filter)

/** Only films of a member and a range, in place of both clauses. */
function onlyCell({ row, column }: HeatAxes, name: string, range: Range): FilterChange {
  return both(onlyMembers(row, [name]), brushRange(column, range))
}

/** A click: the cell becomes the only one, or both clauses go when it already was. */
function pickCell(axes: HeatAxes, name: string, range: Range): FilterChange {
  return (filter) => {
    const picked = onlyCell(axes, name, range)(filter)
    return sameFilter(picked, filter) ? both(clearClause(axes.row), clearClause(axes.column))(filter) : picked
  }
}

/** Shift and click: member and range join what is kept; both leave it again when both were in it. */
function addCell({ row, column }: HeatAxes, name: string, range: Range): FilterChange {
  return (filter) => {
    const hasMember = filter.where[row].any.includes(name)
    const hasRange = covers(column, filter.where[column].in, range)
    const isWhole = hasMember && hasRange
    const member = hasMember === isWhole ? toggleMembers(row, [name], 'any') : null
    const ranges = hasRange === isWhole ? pickRange(column, range, true) : null
    return both(...[member, ranges].filter((change) => change !== null))(filter)
  }
}

/**
 * Members by buckets, such as genre by decade. Rows keep the order of the bars of the members. A cell filters by both; its counts
 * leave both clauses aside; under "all of" those of the members stay, and each count is what adding the row's member gives.
 */
export function heatChart(
  id: ChartIdOf<'heat'>,
  cells: readonly HeatCell[],
  buckets: readonly MemberBucket[],
  where: MovieFilter['where'],
  mode: CountMode,
): LinkedChart {
  const axes = heatAxes(id)
  const { row, column, buckets: ways } = axes
  const { drawn: members, notes: leftOut } = drawnMembers(row, mostFirst(buckets))
  const fractional = mode === 'fractional'
  const keys = [...new Set(cells.map((cell) => cell.column))].sort((a, b) => a - b)
  const byKey = new Map(cells.map((cell) => [`${cell.column} ${cell.row}`, cell]))
  const clause = where[row]
  const included = [...clause.any, ...('all' in clause ? clause.all : [])]
  const columnStates = new Map(keys.map((key) => [key, rangeState(column, where[column], ways.range(key))]))
  const places = members.flatMap(({ key: name, label }) => {
    const words = memberLabel(row, name, label)
    return keys.map((key) => ({ name, words, key, range: ways.range(key) }))
  })
  const marks = places.map(({ name, words, key }): Mark => {
    const cell = byKey.get(`${key} ${name}`)
    return {
      key: `${key} ${name}`,
      label: words,
      name: `${words}, ${ways.axis(key)}`,
      value: (fractional ? cell?.weight : cell?.count) ?? 0,
      all: cell?.all ?? 0,
      state: cellState(memberState(included, clause.none, [name]), columnStates.get(key) ?? 'free'),
    }
  })
  // Of all members, also those of which no row is drawn.
  const sum = cells.reduce((films, cell) => films + (fractional ? cell.weight : cell.count), 0)
  const sumAll = cells.reduce((films, cell) => films + cell.all, 0)
  const format = fractional ? weightText : formatInteger
  const { label: rowLabel, plural } = dimensionOf(row)
  const notes: Record<CountMode, string> = {
    films: `Several ${inSentence(plural)} a film: cells add up to more.`,
    assignments: `Assignments of films ${dimensionOf(column).without.replace('without', 'with')}.`,
    fractional: 'Fractional: shared out, adding up to the films.',
  }
  return {
    model: {
      id,
      title: charts[id].title,
      counted: fractional ? countedText(sum, sum, 'film') : countedText(sum, sumAll, 'assignment'),
      notes: [notes[mode], ...leftOut],
      drawing: {
        kind: 'heat',
        marks,
        columns: keys.map(ways.axis),
        rows: members.map(({ key, label }) => memberLabel(row, key, label)),
        max: largest(
          marks.map((mark) => mark.value),
          0,
        ),
        unit: fractional ? measures.fractional.unit : measures.films.unit,
      },
      format: (value) => (value >= 1000 ? formatCompact(value) : format(value)),
      tip: (index) => {
        const mark = marks[index]
        if (!mark) return { title: '', lines: [] }
        const tip = countTip(mark, sum, fractional ? measures.fractional.unit : measures.films.unit, format)
        // The whole catalogue is known in films only, which a fraction must not be compared with.
        return fractional ? { ...tip, lines: tip.lines.slice(0, 2) } : tip
      },
      table: () => ({
        columns: [
          { label: rowLabel, numeric: false },
          { label: ways.label, numeric: false },
          { label: fractional ? 'Films, shared out' : 'Films', numeric: true },
          { label: 'Films in the whole catalogue', numeric: true },
        ],
        rows: places.map(({ words, key }, index) => [
          words,
          ways.axis(key),
          marks[index]?.value ?? 0,
          marks[index]?.all ?? 0,
        ]),
      }),
    },
    groupBy: id,
    isActive: !isEmptyClause(clause) || !isEmptyClause(where[column]),
    act: (index, action) => {
      const place = places[index]
      if (!place) return (filter) => filter
      if (action === 'exclude') return toggleMembers(row, [place.name], 'none')
      return action === 'add' ? addCell(axes, place.name, place.range) : pickCell(axes, place.name, place.range)
    },
    excludes: (index) => `the whole ${inSentence(rowLabel)} ${places[index]?.words ?? ''}`,
    only: (index) => {
      const place = places[index]
      return place ? onlyCell(axes, place.name, place.range) : (filter) => filter
    },
    behind: (index) => {
      const place = places[index]
      return place ? both(countedMembers(row, [place.name]), brushRange(column, place.range)) : (filter) => filter
    },
    clear: both(clearClause(row), clearClause(column)),
    leavesOut:
      'all' in clause && clause.all.length > 0 ? clearClause(column) : both(clearClause(row), clearClause(column)),
  }
}
