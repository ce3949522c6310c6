import type { MovieRow } from '../../shared/contract/explore.ts'
import { genreLabel, languageLabel } from '../filter/members.ts'
import { formatDecimal, formatYear, unknownText } from '../format.ts'
import type { GridColumn } from '../grid/grid-types.ts'
import { FilmTitle } from './film-title.tsx'

/** The films grid: the fact table joined with its dimensions, in its default order. */
export const movieColumns: readonly GridColumn<MovieRow>[] = [
  {
    id: 'title',
    label: 'Title',
    width: 232,
    pinned: true,
    sortKey: 'title',
    value: (row) => row.title,
    text: (row) => row.title,
    render: (row) => <FilmTitle title={row.title} />,
  },
  {
    id: 'year',
    label: 'Year',
    width: 64,
    align: 'end',
    sortKey: 'year',
    firstDir: 'desc',
    value: (row) => row.year,
    text: (row) => formatYear(row.year),
  },
  {
    id: 'rating',
    label: 'Rating',
    width: 80,
    align: 'end',
    sortKey: 'rating',
    firstDir: 'desc',
    value: (row) => row.rating,
    text: (row) => formatDecimal(row.rating),
  },
  {
    id: 'runtime',
    label: 'Runtime',
    unit: 'min',
    width: 96,
    align: 'end',
    sortKey: 'runtime',
    firstDir: 'desc',
    value: (row) => row.runtime,
    text: (row) => (row.runtime === null ? unknownText : String(row.runtime)),
  },
  {
    id: 'genres',
    label: 'Genres',
    width: 160,
    value: (row) => row.genres.map(genreLabel).join(', '),
    text: (row) => row.genres.map(genreLabel).join(', ') || unknownText,
  },
  {
    id: 'language',
    label: 'Language',
    width: 104,
    sortKey: 'language',
    value: (row) => languageLabel(row.language, row.languageName),
    text: (row) => languageLabel(row.language, row.languageName),
  },
  {
    id: 'uploaded',
    label: 'Uploaded',
    width: 104,
    align: 'end',
    sortKey: 'uploaded',
    firstDir: 'desc',
    value: (row) => row.uploaded,
    text: (row) => row.uploaded ?? unknownText,
  },
  {
    id: 'imdb_code',
    label: 'IMDb code',
    width: 104,
    mono: true,
    sortKey: 'imdb_code',
    value: (row) => row.imdbCode,
    text: (row) => row.imdbCode ?? unknownText,
  },
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
