import { useId } from 'react'
import { dimensionOf, type RangeId } from '../../../shared/model/dimensions.ts'
import { Button, NumberField, Select } from '../../components/index.ts'
import { rangeText, subjectOf } from '../describe.ts'
import '../filter.css'
import type { Range } from '../ranges.ts'
import { brushRange, clearClause, setUnknown, type UnknownMode } from '../reducers.ts'
import { useFilterStore } from '../store.ts'

/** Automatic keeps films without a value until a range is set, and then leaves them out. */
const unknownChoices: readonly { value: UnknownMode; label: string }[] = [
  { value: 'auto', label: 'Unknown if no range' },
  { value: 'include', label: 'Keep unknown' },
  { value: 'exclude', label: 'Leave out unknown' },
  { value: 'only', label: 'Only unknown' },
]

/** The range two ends stand for, the wrong way round put right; null when neither is given. */
export function rangeFromEnds(id: RangeId, from: number | null, to: number | null): Range | null {
  if (from === null && to === null) return null
  const low = from ?? 0
  const high = to ?? dimensionOf(id).bounds.open
  return low <= high ? [low, high] : [high, low]
}

/**
 * A facet over numbers: from, to, and what becomes of films without a value. Several ranges (picked in a chart) are named; typing
 * an end replaces them by one.
 */
export function RangeFacet({ id }: { id: RangeId }) {
  const domId = useId()
  const clause = useFilterStore((state) => state.filter.where[id])
  const apply = useFilterStore((state) => state.apply)
  const { unit, bounds } = dimensionOf(id)
  const { min, max, step, open } = bounds
  const only = clause.in.length === 1 ? clause.in[0] : undefined
  const from = only && only[0] > 0 ? only[0] : null
  const to = only && only[1] < open ? only[1] : null
  const commit = (next: { from: number | null; to: number | null }) =>
    apply(brushRange(id, rangeFromEnds(id, next.from, next.to)))
  const active = clause.in.length + clause.out.length > 0 || clause.unknown !== 'auto'
  const many = clause.in.length > 1 || clause.out.length > 0

  return (
    <section className="facet" aria-labelledby={`${domId}-label`}>
      <div className="facet-head">
        <h2 id={`${domId}-label`}>
          {subjectOf(id)} {(unit || bounds.hint) && <span className="muted small">{unit || bounds.hint}</span>}
        </h2>
        <span className="spacer" />
        {active && (
          <Button variant="quiet" small onClick={() => apply(clearClause(id))}>
            Clear
          </Button>
        )}
      </div>
      <div className="facet-ends">
        <NumberField
          label={`${subjectOf(id)} from`}
          value={from}
          min={min}
          max={max}
          step={step}
          clip
          disabled={clause.unknown === 'only'}
          onCommit={(value) => commit({ from: value, to })}
        />
        <span className="muted">to</span>
        <NumberField
          label={`${subjectOf(id)} to`}
          value={to}
          min={min}
          max={max}
          step={step}
          clip
          disabled={clause.unknown === 'only'}
          onCommit={(value) => commit({ from, to: value })}
        />
      </div>
      {many && (
        <p className="small muted">
          {[
            ...clause.in.map((range) => rangeText(id, range)),
            ...clause.out.map((range) => `not ${rangeText(id, range)}`),
          ].join(', ')}
        </p>
      )}
      <Select
        label={`${subjectOf(id)}: films without a value`}
        value={clause.unknown}
        options={unknownChoices}
        onChange={(mode) => apply(setUnknown(id, mode))}
      />
    </section>
  )
}
