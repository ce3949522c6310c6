import type { MovieRow } from '../../shared/contract/explore.ts'
import {
  type DimensionId,
  dimensionIds,
  dimensionOf,
  isRange,
  isSet,
  type NamedId,
  type RangeId,
} from '../../shared/model/dimensions.ts'
import { memberLabel } from '../filter/members.ts'
import { valueText } from '../filter/values.ts'
import { unknownText } from '../format.ts'
import type { GridColumn } from '../grid/grid-types.ts'
import { extraColumns } from './extra-columns.tsx'
import { FilmTitle } from './film-title.tsx'

function rangeColumn(id: RangeId): Partial<GridColumn<MovieRow>> & Pick<GridColumn<MovieRow>, 'value' | 'text'> {
  const { unit, format } = dimensionOf(id)
  const text = (row: MovieRow) => valueText(id, row.values[id])
  return {
    align: 'end',
    firstDir: 'desc',
    ...(unit ? { unit } : {}),
    value: (row) => (format === 'day' && row.values[id] !== null ? text(row) : row.values[id]),
    text,
  }
}

function namedColumn(id: NamedId): Pick<GridColumn<MovieRow>, 'value' | 'text'> {
  const text = (row: MovieRow) =>
    isSet(id)
      ? row.values[id].map((name) => memberLabel(id, name)).join(', ')
      : memberLabel(id, row.values[id], row.names[id])
  return { value: text, text: (row) => text(row) || unknownText }
}

function dimensionColumn(id: DimensionId): GridColumn<MovieRow> {
  const { key, label, width } = dimensionOf(id).column
  return {
    id: key,
    label,
    width,
    ...(isSet(id) ? { grow: 1 } : {}),
    // A film may have several members of a set, which have no order.
    ...(isSet(id) ? { noSort: 'A film may have several: this column does not sort' } : { sortKey: key }),
    ...(isRange(id) ? rangeColumn(id) : namedColumn(id)),
  }
}

/** The films grid: the fact table joined with its dimensions, in its default order. */
export const movieColumns: readonly GridColumn<MovieRow>[] = [
  {
    id: 'title',
    label: 'Title',
    width: 232,
    grow: 1,
    pinned: true,
    sortKey: 'title',
    value: (row) => row.title,
    text: (row) => row.title,
    render: (row) => <FilmTitle title={row.title} />,
  },
  ...dimensionIds.map(dimensionColumn),
  {
    id: 'imdb_code',
    label: 'IMDb code',
    width: 104,
    mono: true,
    sortKey: 'imdb_code',
    value: (row) => row.imdbCode,
    text: (row) => row.imdbCode ?? unknownText,
  },
  ...extraColumns,
  {
    id: 'movie_id',
    label: 'Film id',
    width: 88,
    align: 'end',
    hidden: true,
    sortKey: 'movie_id',
    value: (row) => row.movieId,
    text: (row) => String(row.movieId),
  },
]
