import { ArrowDownUp, Plus } from 'lucide-react'
import { axisTitle, type ExploreAxis, type ExploreSpec, sameAxis } from '../../../shared/explore-spec.ts'
import { isRange } from '../../../shared/model/dimensions.ts'
import { type MeasureId, measureIds, measureOf } from '../../../shared/model/measures.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import { Button, classes, IconButton, Menu, type MenuEntry } from '../../components/index.ts'
import {
  allAxes,
  dropAxis,
  dropMeasure,
  isUsed,
  keepTop,
  mostMeasures,
  putAxis,
  putMeasure,
  roomOf,
  type Shelf,
  type SpecChange,
  swapRows,
  transpose,
} from './spec-changes.ts'
import { changeSpec, useQuestion } from './spec-store.ts'

const shelfLabels: Record<Shelf, string> = { rows: 'Rows', columns: 'Columns' }
const tops = [5, 10, 20, 50, 100] as const

type Change = (change: SpecChange) => void

/** What is asked: dimensions on rows and columns, measures, the order of the rows and how many of them. All of it by menus. */
export function Shelves() {
  const { spec } = useQuestion()
  const change = changeSpec
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not lay its parts out in one line
    <div className="shelves" role="group" aria-label="What is explored">
      <AxisShelf shelf="rows" spec={spec} change={change} />
      <AxisShelf shelf="columns" spec={spec} change={change} />
      <MeasureShelf spec={spec} change={change} />
      <RowsShelf spec={spec} change={change} />
    </div>
  )
}

/** Every dimension to choose from; those on another shelf move here. */
function axisEntries(
  spec: ExploreSpec,
  isHere: (axis: ExploreAxis) => boolean,
  choose: (axis: ExploreAxis) => void,
): MenuEntry[] {
  return allAxes.map((axis) => ({
    label: axisTitle(axis),
    checked: isHere(axis),
    disabled: !isHere(axis) && isUsed(spec, axis),
    reason: 'on a shelf already',
    onSelect: () => choose(axis),
  }))
}

function AxisShelf({ shelf, spec, change }: { shelf: Shelf; spec: ExploreSpec; change: Change }) {
  const axes = spec[shelf]
  const other: Shelf = shelf === 'rows' ? 'columns' : 'rows'
  const label = shelfLabels[shelf]
  return (
    <div className="shelf">
      <span className="shelf-name">{label}</span>
      {axes.map((axis, at) => (
        <Menu
          key={axisTitle(axis)}
          trigger={
            <Button small className="pill" aria-label={`${label}: ${axisTitle(axis)}`}>
              {axisTitle(axis)}
            </Button>
          }
          entries={[
            ...axisEntries(
              spec,
              (each) => sameAxis(each, axis),
              (next) => change(putAxis(shelf, next, at)),
            ),
            { kind: 'separator' },
            { label: `Move to ${inSentence(shelfLabels[other])}`, onSelect: () => change(putAxis(other, axis)) },
            ...(shelf === 'rows' && axes.length > 1
              ? [{ label: 'Swap the two', onSelect: () => change(swapRows) }]
              : []),
            { label: 'Swap rows and columns', shortcut: 'T', onSelect: () => change(transpose) },
            { label: 'Remove', onSelect: () => change(dropAxis(shelf, at)) },
          ]}
        />
      ))}
      {axes.length < roomOf[shelf] ? (
        <Menu
          trigger={<IconButton small label={`Add a dimension to ${inSentence(label)}`} icon={<Plus aria-hidden />} />}
          entries={axisEntries(
            spec,
            () => false,
            (axis) => change(putAxis(shelf, axis)),
          )}
        />
      ) : null}
    </div>
  )
}

const groupNames = { none: 'Counts', rating: 'Rating', runtime: 'Runtime' } as const

/** Every measure to choose from, by what it is of. */
function measureEntries(spec: ExploreSpec, here: MeasureId | null, choose: (measure: MeasureId) => void): MenuEntry[] {
  const groupOf = (id: MeasureId): keyof typeof groupNames => {
    const { of } = measureOf(id)
    return of === 'rating' || of === 'runtime' ? of : 'none'
  }
  return Object.entries(groupNames).flatMap(([group, label]): MenuEntry[] => [
    { kind: 'label', label },
    ...measureIds
      .filter((id) => groupOf(id) === group)
      .map(
        (id): MenuEntry => ({
          label: measureOf(id).label,
          checked: id === here,
          disabled: id !== here && spec.measures.includes(id),
          reason: 'shown already',
          onSelect: () => choose(id),
        }),
      ),
  ])
}

function MeasureShelf({ spec, change }: { spec: ExploreSpec; change: Change }) {
  return (
    <div className="shelf">
      <span className="shelf-name">Measures</span>
      {spec.measures.map((id, at) => (
        <Menu
          key={id}
          trigger={
            <Button
              small
              className="pill measure"
              aria-label={`Measure: ${measureOf(id).label}`}
              title={measureOf(id).explain}
            >
              {measureOf(id).label}
            </Button>
          }
          entries={[
            ...measureEntries(spec, id, (next) => change(putMeasure(next, at))),
            { kind: 'separator' },
            {
              label: 'Remove',
              disabled: spec.measures.length < 2,
              reason: 'it is the only one',
              onSelect: () => change(dropMeasure(at)),
            },
          ]}
        />
      ))}
      {spec.measures.length < mostMeasures ? (
        <Menu
          trigger={<IconButton small label="Add a measure" icon={<Plus aria-hidden />} />}
          entries={measureEntries(spec, null, (id) => change(putMeasure(id)))}
        />
      ) : null}
    </div>
  )
}

/** The order of the rows, and how many of them beside all others. */
function RowsShelf({ spec, change }: { spec: ExploreSpec; change: Change }) {
  const [axis] = spec.rows
  if (!axis) return null
  const { sort, top } = spec
  const natural = isRange(axis.dimension) ? axisTitle(axis) : 'Most films'
  const by = sort ? `${measureOf(sort.measure).label}${sort.column ? ' in a column' : ''}` : natural
  return (
    <div className="shelf">
      <span className="shelf-name">Order</span>
      <Menu
        trigger={
          <Button small className="pill" aria-label={`Order of rows: ${by}`}>
            <ArrowDownUp aria-hidden />
            <span className="truncate">{by}</span>
          </Button>
        }
        entries={[
          { label: natural, checked: sort === null, onSelect: () => change((each) => ({ ...each, sort: null })) },
          ...spec.measures.flatMap((measure): MenuEntry[] =>
            (['desc', 'asc'] as const).map((dir) => ({
              label: `${measureOf(measure).label}, ${dir === 'desc' ? 'largest' : 'smallest'} first`,
              checked: sort?.measure === measure && sort.dir === dir && sort.column === null,
              onSelect: () => change((each) => ({ ...each, sort: { measure, dir, column: null } })),
            })),
          ),
        ]}
      />
      <Menu
        trigger={
          <Button
            small
            className={classes('pill', top !== null && 'on')}
            aria-label={top === null ? 'Shown: All rows' : `Shown: First ${top} + others`}
          >
            {top === null ? 'All rows' : `First ${top} + others`}
          </Button>
        }
        entries={[
          { label: 'All rows', checked: top === null, onSelect: () => change(keepTop(null)) },
          ...tops.map((count) => ({
            label: `First ${count}, and one row of all others`,
            checked: top === count,
            onSelect: () => change(keepTop(count)),
          })),
        ]}
      />
    </div>
  )
}
