import type { OverBudget } from '../../shared/contract/questions/pivot.ts'
import { Button, EmptyState } from '../components/index.ts'
import { formatCount, formatInteger } from '../format.ts'
import { keepTop } from './question/spec-changes.ts'
import { changeSpec } from './question/spec-store.ts'

/** More numbers than one table holds: how many, and what would fit. Nothing is cut. */
export function Refused({ refused }: { refused: OverBudget }) {
  const { rows, columns, measures, numbers, limit, fits, multiples } = refused
  if (multiples) {
    return (
      <EmptyState title="That is too much for one page">
        {formatCount(multiples.count, 'small multiple')}; {formatInteger(multiples.most)} are drawn at most. Put their
        dimension together more coarsely, take another one, or filter.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="That is too much for one table"
      actions={
        fits === null ? undefined : (
          <Button variant="primary" onClick={() => changeSpec(keepTop(fits))}>
            Keep the first {formatInteger(fits)} rows
          </Button>
        )
      }
    >
      {formatCount(rows, 'row')} × {formatCount(columns, 'column')} × {formatCount(measures, 'measure')} ={' '}
      {formatInteger(numbers)} numbers, totals included; a table holds {formatInteger(limit)}.{' '}
      {fits === null ? 'Take a dimension away, or filter.' : 'The others would share one row.'}
    </EmptyState>
  )
}
