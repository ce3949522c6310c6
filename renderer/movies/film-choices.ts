import { emptyFilter, isEmptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import { filterSentence } from '../filter/describe.ts'
import type { MemberNames } from '../filter/members.ts'
import { formatCount, formatInteger } from '../format.ts'
import type { GridOrder } from '../grid/columns/layout.ts'
import { orderText } from '../grid/columns/order.ts'
import type { GridChoices } from '../grid/export-grid.ts'
import type { ExportChoice } from '../state/actions/export-offer.ts'
import { movieColumns } from './movie-columns.tsx'
import { movieOrderOf } from './use-movie-source.ts'

interface Shown {
  filter: MovieFilter
  /** What the grid is sorted by; null = as usual. */
  order: GridOrder | null
  /** Films of the catalogue; null while they are counted. */
  films: number | null
  names: MemberNames
}

/** What can be exported of the films: those of the filter, and all. */
export function filmChoices({ filter, order, films, names }: Shown): GridChoices {
  const sort = movieOrderOf(order)
  return (columns, total) => {
    const choice = (id: string, label: string, rows: number, of: MovieFilter): ExportChoice => ({
      id,
      label,
      rows,
      columns,
      source: (picked) => ({ kind: 'films', filter: of, sort: [...sort], columns: [...picked] }),
      about: {
        title: 'Films',
        words: [filterSentence(of, names), `Order: ${orderText(sort, movieColumns)}.`],
        filter: of,
        sql: null,
      },
    })
    const all = choice('all', `All films: ${formatInteger(films ?? total)}`, films ?? total, emptyFilter())
    if (isEmptyFilter(filter)) return [all]
    return [choice('filtered', `${formatCount(total, 'film')}, as filtered`, total, filter), all]
  }
}
