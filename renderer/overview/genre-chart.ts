import type { GenreBucket } from '../../shared/contract/explore.ts'
import type { MovieFilter } from '../../shared/filter.ts'
import type { LinkedChart } from '../charts/linked.ts'
import type { Mark } from '../charts/model.ts'
import { genreLabel } from '../filter/members.ts'
import { clearClause, type FilterChange, pickGenre, toggleGenre } from '../filter/reducers.ts'
import { formatDecimal, formatInteger } from '../format.ts'
import type { CountMode } from './count-mode.ts'
import { countedText, countTip, ghostNote, scaleOf, total } from './counted.ts'
import { memberState } from './mark-states.ts'

/** A fractional count: whole where it is large, one decimal where that tells more. */
export function weightText(value: number): string {
  return value >= 100 || Number.isInteger(value) ? formatInteger(value) : formatDecimal(value)
}

/** Only films of this genre, in place of the whole genre clause: what its bar counts. */
export function onlyGenre(genreId: number): FilterChange {
  return (filter) => ({ ...filter, genres: { any: [genreId], all: [], none: [] } })
}

/** What genre bars count, in words for the line under the title. */
function caption(
  mode: CountMode,
  marks: readonly Mark[],
  films: number,
  allFilms: number,
): { counted: string; notes: string[] } {
  const bars = total(marks, 'value')
  const some = countedText(films, allFilms, 'film')
  switch (mode) {
    case 'films':
      return { counted: some, notes: [`Several genres a film: bars add up to ${formatInteger(bars)}.`] }
    case 'assignments':
      return {
        counted: countedText(bars, total(marks, 'all'), 'assignment'),
        notes: ['Assignments: shares are of these, not of films.'],
      }
    case 'fractional':
      return { counted: some, notes: ['Fractional: shared out, adding up to the films.'] }
  }
}

/** Films by genre, the most frequent of the whole catalogue first, so that bars keep their place whatever is filtered. */
export function genreChart(
  genres: readonly GenreBucket[],
  clause: MovieFilter['genres'],
  mode: CountMode,
): LinkedChart {
  const fractional = mode === 'fractional'
  const included = [...clause.any, ...clause.all]
  const sorted = [...genres].sort((a, b) => b.all - a.all || a.key - b.key)
  const marks = sorted.map(
    (bucket): Mark => ({
      key: String(bucket.key),
      label: genreLabel(bucket.label),
      name: genreLabel(bucket.label),
      value: fractional ? bucket.weight : bucket.count,
      all: fractional ? bucket.allWeight : bucket.all,
      state: memberState(included, clause.none, [bucket.key]),
    }),
  )
  // Weights of one film add up to one, so their sum is the number of films.
  const films = Math.round(genres.reduce((sum, bucket) => sum + bucket.weight, 0))
  const allFilms = Math.round(genres.reduce((sum, bucket) => sum + bucket.allWeight, 0))
  const scale = scaleOf(marks)
  const { counted, notes } = caption(mode, marks, films, allFilms)
  const format = fractional ? weightText : formatInteger
  const base = mode === 'assignments' ? total(marks, 'value') : films
  const idAt = (index: number) => sorted[index]?.key ?? -1
  return {
    model: {
      id: 'genres',
      title: 'Films by genre',
      counted,
      notes: [...notes, ...ghostNote(scale)],
      drawing: { kind: 'bars', marks, scale, axisLabels: [] },
      format,
      tip: (index) => {
        const mark = marks[index]
        const noun = fractional ? 'films, shared out' : 'films'
        return mark ? countTip(mark, base, noun, format) : { title: '', lines: [] }
      },
      table: () => ({
        columns: [
          { label: 'Genre', numeric: false },
          { label: 'Films', numeric: true },
          { label: 'Films, shared out', numeric: true },
          { label: 'Films in the whole catalogue', numeric: true },
        ],
        rows: sorted.map((bucket) => [genreLabel(bucket.label), bucket.count, bucket.weight, bucket.all]),
      }),
    },
    groupBy: 'genre',
    isActive: included.length + clause.none.length > 0,
    act: (index, action) =>
      action === 'exclude' ? toggleGenre(idAt(index), 'none') : pickGenre(idAt(index), action === 'add'),
    only: (index) => onlyGenre(idAt(index)),
    clear: clearClause('genres'),
  }
}
