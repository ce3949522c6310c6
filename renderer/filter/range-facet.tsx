import { useId } from 'react'
import type { RangeField } from '../../shared/filter.ts'
import { Button, NumberField, Select } from '../components/index.ts'
import { rangeText, subjectOf } from './describe.ts'
import './filter.css'
import { openEnd, type Range } from './ranges.ts'
import { brushRange, clearClause, setUnknown, type UnknownMode } from './reducers.ts'
import { useFilterStore } from './store.ts'

type NumberRangeField = Exclude<RangeField, 'uploaded'>

const bounds: Record<NumberRangeField, { min: number; max: number; step: number; unit: string }> = {
  year: { min: 1870, max: 2100, step: 1, unit: '' },
  rating: { min: 0, max: 10, step: 0.1, unit: 'of 10' },
  runtime: { min: 1, max: 1000, step: 1, unit: 'min' },
}

/** Automatic keeps films without a value until a range is set, and then leaves them out. */
const unknownChoices: readonly { value: UnknownMode; label: string }[] = [
  { value: 'auto', label: 'Unknown only without a range' },
  { value: 'include', label: 'Keep unknown' },
  { value: 'exclude', label: 'Leave out unknown' },
  { value: 'only', label: 'Only unknown' },
]

/** The range two ends stand for, the wrong way round put right; null when neither is given. */
export function rangeFromEnds(field: NumberRangeField, from: number | null, to: number | null): Range | null {
  if (from === null && to === null) return null
  const low = from ?? 0
  const high = to ?? openEnd[field]
  return low <= high ? [low, high] : [high, low]
}

/**
 * A facet over numbers: from, to, and what becomes of films without a value. Several ranges (picked in a chart) are named; typing
 * an end replaces them by one.
 */
export function RangeFacet({ field }: { field: NumberRangeField }) {
  const id = useId()
  const clause = useFilterStore((state) => state.filter[field])
  const apply = useFilterStore((state) => state.apply)
  const { min, max, step, unit } = bounds[field]
  const only = clause.in.length === 1 ? clause.in[0] : undefined
  const from = only && only[0] > 0 ? only[0] : null
  const to = only && only[1] < openEnd[field] ? only[1] : null
  const commit = (next: { from: number | null; to: number | null }) =>
    apply(brushRange(field, rangeFromEnds(field, next.from, next.to)))
  const active = clause.in.length + clause.out.length > 0 || clause.unknown !== 'auto'
  const many = clause.in.length > 1 || clause.out.length > 0

  return (
    <section className="facet" aria-labelledby={`${id}-label`}>
      <div className="facet-head">
        <h2 id={`${id}-label`}>
          {subjectOf(field)} {unit && <span className="muted small">{unit}</span>}
        </h2>
        <span className="spacer" />
        {active && (
          <Button variant="quiet" small onClick={() => apply(clearClause(field))}>
            Clear
          </Button>
        )}
      </div>
      <div className="facet-ends">
        <NumberField
          label={`${subjectOf(field)} from`}
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
          label={`${subjectOf(field)} to`}
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
            ...clause.in.map((range) => rangeText(field, range)),
            ...clause.out.map((range) => `not ${rangeText(field, range)}`),
          ].join(', ')}
        </p>
      )}
      <Select
        label={`${subjectOf(field)}: films without a value`}
        value={clause.unknown}
        options={unknownChoices}
        onChange={(mode) => apply(setUnknown(field, mode))}
      />
    </section>
  )
}
