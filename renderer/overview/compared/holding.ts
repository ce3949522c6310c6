import { filterSchema, isEmptyClause, type MovieFilter, type NamedClause } from '../../../shared/filter/filter.ts'
import type { DimensionId } from '../../../shared/model/dimensions.ts'
import { clearClause, type FilterChange } from '../../filter/reducers.ts'

/**
 * Has the clauses of dimensions stand beside those of the filter, where no chart leaves them aside: charts of a side are of its own
 * films alone. A filter that has no room for it stays as it is.
 */
export function holding(ids: readonly DimensionId[]): FilterChange {
  return (filter: MovieFilter) => {
    let next = filter
    for (const id of ids) {
      const clause = next.where[id]
      if (isEmptyClause(clause)) continue
      const cleared = clearClause(id)(next)
      next = { ...cleared, also: [...cleared.also, { dimension: id, clause } as NamedClause] }
    }
    return filterSchema.safeParse(next).success ? next : filter
  }
}
