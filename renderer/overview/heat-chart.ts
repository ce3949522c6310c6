import type { GenreBucket, Overview } from '../../shared/contract/explore.ts'
import { isEmptyRange, type MovieFilter } from '../../shared/filter.ts'
import type { LinkedChart } from '../charts/linked.ts'
import type { Mark, MarkState } from '../charts/model.ts'
import { genreLabel } from '../filter/members.ts'
import { covers, type Range } from '../filter/ranges.ts'
import { brushRange, clearClause, type FilterChange, pickRange, sameFilter, toggleGenre } from '../filter/reducers.ts'
import { formatCompact, formatInteger } from '../format.ts'
import type { CountMode } from './count-mode.ts'
import { countedText, countTip, total } from './counted.ts'
import { onlyGenre, weightText } from './genre-chart.ts'
import { memberState, rangeState } from './mark-states.ts'

/** A cell is marked as kept when its genre and its decade both are, dropped when either is. */
function cellState(genre: MarkState, decade: MarkState): MarkState {
  if (genre === 'dropped' || decade === 'dropped') return 'dropped'
  if (genre === 'aside' || decade === 'aside') return 'aside'
  return genre === 'kept' && decade === 'kept' ? 'kept' : 'free'
}

const both =
  (...changes: FilterChange[]): FilterChange =>
  (filter) =>
    changes.reduce((next, change) => change(next), filter)

/** Only films of a genre and a decade, in place of both clauses: what the cell counts. */
function onlyCell(genreId: number, decade: Range): FilterChange {
  return both(onlyGenre(genreId), brushRange('year', decade))
}

/** A click: the cell becomes the only one, or both clauses go when it already was. */
function pickCell(genreId: number, decade: Range): FilterChange {
  return (filter) => {
    const picked = onlyCell(genreId, decade)(filter)
    return sameFilter(picked, filter) ? both(clearClause('genres'), clearClause('year'))(filter) : picked
  }
}

/** Shift and click: genre and decade join what is kept; both leave it again when both were in it. */
function addCell(genreId: number, decade: Range): FilterChange {
  return (filter) => {
    const hasGenre = filter.genres.any.includes(genreId)
    const hasDecade = covers('year', filter.year.in, decade)
    const genre = hasGenre === (hasGenre && hasDecade) ? toggleGenre(genreId, 'any') : null
    const years = hasDecade === (hasGenre && hasDecade) ? pickRange('year', decade, true) : null
    return both(...[genre, years].filter((change) => change !== null))(filter)
  }
}

/**
 * Genre by decade. Rows keep the order of the genre bars, columns are the decades. A cell filters by both; its counts leave both the
 * genre and the year clause aside.
 */
export function heatChart(
  cells: Overview['heat'],
  genres: readonly GenreBucket[],
  clauses: Pick<MovieFilter, 'genres' | 'year'>,
  mode: CountMode,
): LinkedChart {
  const fractional = mode === 'fractional'
  const rows = [...genres].sort((a, b) => b.all - a.all || a.key - b.key)
  const decades = [...new Set(cells.map((cell) => cell.decade))].filter((decade) => decade > 0).sort((a, b) => a - b)
  const byKey = new Map(cells.map((cell) => [`${cell.genreId} ${cell.decade}`, cell]))
  const span = (decade: number): Range => [decade, decade + 9]
  const included = [...clauses.genres.any, ...clauses.genres.all]
  const places = rows.flatMap((genre) => decades.map((decade) => ({ genre, decade })))
  const decadeStates = new Map(decades.map((decade) => [decade, rangeState('year', clauses.year, span(decade))]))
  const marks = places.map(({ genre, decade }): Mark => {
    const cell = byKey.get(`${genre.key} ${decade}`)
    return {
      key: `${genre.key} ${decade}`,
      label: genreLabel(genre.label),
      name: `${genreLabel(genre.label)}, ${decade}s`,
      value: (fractional ? cell?.weight : cell?.count) ?? 0,
      all: cell?.all ?? 0,
      state: cellState(memberState(included, clauses.genres.none, [genre.key]), decadeStates.get(decade) ?? 'free'),
    }
  })
  const sum = total(marks, 'value')
  const format = fractional ? weightText : formatInteger
  const notes: Record<CountMode, string> = {
    films: 'Several genres a film: cells add up to more.',
    assignments: 'Assignments of films with a year.',
    fractional: 'Fractional: shared out, adding up to the films.',
  }
  return {
    model: {
      id: 'genre-decade',
      title: 'Genre by decade',
      counted: fractional ? countedText(sum, sum, 'film') : countedText(sum, total(marks, 'all'), 'assignment'),
      notes: [notes[mode]],
      drawing: {
        kind: 'heat',
        marks,
        columns: decades.map((decade) => `${decade}s`),
        rows: rows.map((genre) => genreLabel(genre.label)),
        max: Math.max(0, ...marks.map((mark) => mark.value)),
      },
      format: (value) => (value >= 1000 ? formatCompact(value) : format(value)),
      tip: (index) => {
        const mark = marks[index]
        if (!mark) return { title: '', lines: [] }
        const tip = countTip(mark, sum, fractional ? 'films, shared out' : 'films', format)
        // The whole catalogue is known in films only, which a fraction must not be compared with.
        return fractional ? { ...tip, lines: tip.lines.slice(0, 2) } : tip
      },
      table: () => ({
        columns: [
          { label: 'Genre', numeric: false },
          { label: 'Decade', numeric: false },
          { label: fractional ? 'Films, shared out' : 'Films', numeric: true },
          { label: 'Films in the whole catalogue', numeric: true },
        ],
        rows: places.map(({ genre, decade }, index) => [
          genreLabel(genre.label),
          `${decade}s`,
          marks[index]?.value ?? 0,
          marks[index]?.all ?? 0,
        ]),
      }),
    },
    groupBy: 'genre_decade',
    isActive: included.length + clauses.genres.none.length > 0 || !isEmptyRange(clauses.year),
    act: (index, action) => {
      const place = places[index]
      if (!place) return (filter) => filter
      if (action === 'exclude') return toggleGenre(place.genre.key, 'none')
      return action === 'add'
        ? addCell(place.genre.key, span(place.decade))
        : pickCell(place.genre.key, span(place.decade))
    },
    excludes: (index) => `the whole genre ${genreLabel(places[index]?.genre.label ?? '')}`,
    only: (index) => {
      const place = places[index]
      return place ? onlyCell(place.genre.key, span(place.decade)) : (filter) => filter
    },
    clear: both(clearClause('genres'), clearClause('year')),
  }
}
