import { ArrowDownUp, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { axisTitle, type ExploreAxis, type ExploreSpec, sameAxis } from '../../../shared/explore-spec.ts'
import { measureOf } from '../../../shared/model/measures.ts'
import { isAnyRange } from '../../../shared/model/values/derived.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import { Button, classes, IconButton, Menu, type MenuEntry } from '../../components/index.ts'
import { dropProps } from './drag.ts'
import { MeasureShelf } from './measure-shelf.tsx'
import { type Moved, pillProps } from './pill.ts'
import { pillKey, shelfBeside } from './pill-keys.ts'
import {
  allAxes,
  dropAxis,
  isUsed,
  keepTop,
  onShelf,
  putAxis,
  roomOf,
  type Shelf,
  type SpecChange,
  shelves,
  swapRows,
  transpose,
} from './spec-changes.ts'
import { changeSpec, useQuestion } from './spec-store.ts'

const shelfLabels: Record<Shelf, string> = {
  rows: 'Rows',
  columns: 'Columns',
  colour: 'Colour',
  multiples: 'Small multiples',
}
const tops = [5, 10, 20, 50, 100] as const

type Change = (change: SpecChange) => void

interface AxisShelfProps {
  shelf: Shelf
  spec: ExploreSpec
  change: Change
  moved: Moved
}

/** What is asked: dimensions on their shelves, measures, the order of the rows and how many of them. All of it by menus. */
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
      {shelves.map((shelf) => (
        <AxisShelf key={shelf} shelf={shelf} spec={spec} change={change} moved={moved} />
      ))}
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
  const axes = onShelf(spec, shelf)
  const label = shelfLabels[shelf]
  return (
    <div className="shelf" {...dropProps((axis) => change(putAxis(shelf, axis)))}>
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
            ...shelves
              .filter((other) => other !== shelf)
              .map((other) => ({
                label: `Move to ${inSentence(shelfLabels[other])}`,
                ...(other === shelfBeside(shelf, 1) ? { shortcut: 'Alt+Down' } : {}),
                ...(other === shelfBeside(shelf, -1) ? { shortcut: 'Alt+Up' } : {}),
                onSelect: () => change(putAxis(other, axis)),
              })),
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

/** The order of the rows, and how many of them beside all others. */
function RowsShelf({ spec, change }: { spec: ExploreSpec; change: Change }) {
  const [axis] = spec.rows
  if (!axis) return null
  const { sort, top } = spec
  const natural = isAnyRange(axis.dimension) ? axisTitle(axis) : 'Most films'
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
