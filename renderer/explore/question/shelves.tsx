import { ArrowDownUp, Plus } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { type CalculationId, calculationIds } from '../../../shared/explore-arrangement.ts'
import { axisTitle, type ExploreAxis, type ExploreSpec, sameAxis } from '../../../shared/explore-spec.ts'
import { isRange } from '../../../shared/model/dimensions.ts'
import { type MeasureId, measureIds, measureOf } from '../../../shared/model/measures.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import { Button, classes, IconButton, Menu, type MenuEntry } from '../../components/index.ts'
import type { Question } from '../../state/question.ts'
import { alongText, calculationLabels } from '../table/calculations.ts'
import { shownLabel } from '../words.ts'
import { type Pill, pillChange, pillKey } from './pill-keys.ts'
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
import { changeCalculation, changeSpec, useQuestion } from './spec-store.ts'

const shelfLabels: Record<Shelf, string> = { rows: 'Rows', columns: 'Columns' }
const tops = [5, 10, 20, 50, 100] as const

type Change = (change: SpecChange) => void
type Moved = (pill: Pill, step: SpecChange) => void

interface AxisShelfProps {
  shelf: Shelf
  spec: ExploreSpec
  change: Change
  moved: Moved
}

/** What makes a button a pill that keys move. */
function pillProps(pill: Pill, moved: Moved) {
  return {
    'data-pill': pillKey(pill),
    onKeyDown: (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey
      const step = isPlain ? pillChange(pill, { key: event.key, alt: event.altKey }) : null
      if (!step) return
      event.preventDefault()
      event.stopPropagation()
      moved(pill, step)
    },
  }
}

/** What is asked: dimensions on rows and columns, measures, the order of the rows and how many of them. All of it by menus. */
export function Shelves() {
  const { spec, calculations } = useQuestion()
  const change = changeSpec
  const bar = useRef<HTMLDivElement>(null)
  const follow = useRef<string | null>(null)
  // The keyboard stays with a pill that goes elsewhere, and on the shelves when one goes away.
  useEffect(() => {
    const key = follow.current
    follow.current = null
    if (key === null || !bar.current) return
    const pills = [...bar.current.querySelectorAll<HTMLElement>('[data-pill]')]
    const target = pills.find((pill) => pill.dataset.pill === key) ?? bar.current.querySelector<HTMLElement>('button')
    target?.focus()
  })
  const moved: Moved = (pill, step) => {
    follow.current = pillKey(pill)
    change(step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not lay its parts out in one line
    <div ref={bar} className="shelves" role="group" aria-label="What is explored">
      <AxisShelf shelf="rows" spec={spec} change={change} moved={moved} />
      <AxisShelf shelf="columns" spec={spec} change={change} moved={moved} />
      <MeasureShelf spec={spec} calculations={calculations} change={change} moved={moved} />
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

function AxisShelf({ shelf, spec, change, moved }: AxisShelfProps) {
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
            <Button
              small
              className="pill"
              aria-label={`${label}: ${axisTitle(axis)}`}
              {...pillProps({ kind: 'axis', shelf, at, axis }, moved)}
            >
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
            {
              label: `Move to ${inSentence(shelfLabels[other])}`,
              shortcut: 'Alt+Down',
              onSelect: () => change(putAxis(other, axis)),
            },
            ...(shelf === 'rows' && axes.length > 1
              ? [{ label: 'Swap the two', onSelect: () => change(swapRows) }]
              : []),
            { label: 'Swap rows and columns', shortcut: 'T', onSelect: () => change(transpose) },
            { label: 'Remove', shortcut: 'Delete', onSelect: () => change(dropAxis(shelf, at)) },
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

/** What can be shown of a measure in place of its numbers. */
function calculationEntries(spec: ExploreSpec, measure: MeasureId, now: CalculationId | undefined): MenuEntry[] {
  const isPossible = spec.rows.length + spec.columns.length > 0
  return [
    { kind: 'label', label: 'Shown as' },
    { label: 'Its numbers', checked: now === undefined, onSelect: () => changeCalculation(measure, null) },
    ...calculationIds.map(
      (id): MenuEntry => ({
        label: `${sentence(calculationLabels[id])} ${alongText(spec, id)}`.trimEnd(),
        checked: id === now,
        disabled: !isPossible,
        reason: 'there is no dimension',
        onSelect: () => changeCalculation(measure, id),
      }),
    ),
  ]
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function MeasureShelf(props: {
  spec: ExploreSpec
  calculations: Question['calculations']
  change: Change
  moved: Moved
}) {
  const { spec, calculations, change, moved } = props
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
              aria-label={`Measure: ${shownLabel(id, calculations[id])}`}
              title={measureOf(id).explain}
              {...pillProps({ kind: 'measure', at, id }, moved)}
            >
              <span className="truncate">{shownLabel(id, calculations[id])}</span>
            </Button>
          }
          entries={[
            ...calculationEntries(spec, id, calculations[id]),
            { kind: 'separator' },
            ...measureEntries(spec, id, (next) => change(putMeasure(next, at))),
            { kind: 'separator' },
            {
              label: 'Remove',
              shortcut: 'Delete',
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
