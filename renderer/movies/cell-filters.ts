import type { MovieRow } from '../../shared/contract/explore.ts'
import type { MenuEntry } from '../components/index.ts'
import { genreLabel, languageLabel, type Members } from '../filter/members.ts'
import {
  excludeRange,
  type FilterChange,
  pickGenre,
  pickLanguages,
  pickRange,
  toggleGenre,
  toggleLanguages,
} from '../filter/reducers.ts'
import { formatDecimal } from '../format.ts'

interface CellFilter {
  /** What the value is called in the menu. */
  words: string
  only: FilterChange
  not: FilterChange
}

/** The filters that a cell's value stands for: one a genre, none for titles and ids. */
export function cellFilters(row: MovieRow, columnId: string, members: Members): CellFilter[] {
  const range = (field: 'year' | 'rating' | 'runtime' | 'uploaded', value: number, words: string): CellFilter[] => [
    { words, only: pickRange(field, [value, value], false), not: excludeRange(field, [value, value]) },
  ]
  switch (columnId) {
    case 'year':
      return row.year === null ? [] : range('year', row.year, `year ${row.year}`)
    case 'rating':
      return row.rating === null ? [] : range('rating', row.rating, `rating ${formatDecimal(row.rating)}`)
    case 'runtime':
      return row.runtime === null ? [] : range('runtime', row.runtime, `${row.runtime} min`)
    case 'uploaded':
      return row.uploaded === null
        ? []
        : range('uploaded', Number(row.uploaded.replaceAll('-', '')), `uploaded ${row.uploaded}`)
    case 'language':
      return [
        {
          words: languageLabel(row.language, row.languageName),
          only: pickLanguages([row.language], false),
          not: toggleLanguages([row.language], 'none'),
        },
      ]
    case 'genres':
      return row.genres.flatMap((name) => {
        const genre = members.genres.find((member) => member.name === name)
        if (!genre) return []
        const { genreId } = genre
        return [{ words: genreLabel(name), only: pickGenre(genreId, false), not: toggleGenre(genreId, 'none') }]
      })
    default:
      return []
  }
}

/** Those filters as menu lines. */
export function cellFilterMenu(filters: readonly CellFilter[], apply: (change: FilterChange) => void): MenuEntry[] {
  return filters.flatMap(({ words, only, not }): MenuEntry[] => [
    { label: `Only ${words}`, onSelect: () => apply(only) },
    { label: `Not ${words}`, onSelect: () => apply(not) },
  ])
}
