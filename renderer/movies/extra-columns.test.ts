import { describe, expect, it } from 'vitest'
import type { MovieRow } from '../../shared/contract/explore.ts'
import { emptyFilter } from '../../shared/filter/filter.ts'
import { unknownText } from '../format.ts'
import { defaultLayout, restoreLayout, visibleOrder } from '../grid/columns/layout.ts'
import { cellFilters } from './cell-filters.ts'
import { needsExtra, runOfCell } from './extra-columns.tsx'
import { movieColumns } from './movie-columns.tsx'

const onRequest = ['title_long', 'decade', 'description', 'first_run', 'last_run']

function film(over: { year?: number | null; extra?: MovieRow['extra'] } = {}): MovieRow {
  return {
    movieId: 7,
    title: 'Alien',
    imdbCode: null,
    runId: 12,
    values: { year: over.year === undefined ? 1979 : over.year } as MovieRow['values'],
    names: {},
    ...(over.extra ? { extra: over.extra } : {}),
  }
}

function column(id: string) {
  const found = movieColumns.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no column ${id}`)
  return found
}

describe('columns of films that few ask for', () => {
  it('are hidden at first, each with a place among the others', () => {
    const layout = defaultLayout(movieColumns)
    expect(layout.order).toEqual(expect.arrayContaining(onRequest))
    expect(layout.hidden).toEqual(expect.arrayContaining(onRequest))
    expect(visibleOrder(layout)).toContain('mpa_rating')
  })

  it('leave a layout as it was that an older version kept', () => {
    const older = movieColumns.map(({ id }) => id).filter((id) => !onRequest.includes(id))
    const kept = {
      order: older.toReversed(),
      widths: { title: 400 },
      hidden: ['movie_id', 'rating'],
      pinned: ['title'],
      sort: { key: 'rating', dir: 'desc' },
    }
    const layout = restoreLayout(kept, movieColumns)
    expect(visibleOrder(layout)).toEqual([
      'title',
      ...kept.order.filter((id) => !['title', ...kept.hidden].includes(id)),
    ])
    expect(layout).toMatchObject({ widths: kept.widths, sort: [kept.sort] })
    expect(layout.hidden).toEqual(expect.arrayContaining(onRequest))
  })

  it('say whether they sort: the decade as the year does', () => {
    expect(column('decade')).toMatchObject({ sortKey: 'year', firstDir: column('year').firstDir })
    expect(column('last_run').sortKey).toBe('last_run')
    for (const { id, sortKey, noSort } of movieColumns)
      expect([id, sortKey ?? noSort]).toEqual([id, expect.any(String)])
  })

  it('are read only where one is shown that needs it', () => {
    expect(needsExtra(defaultLayout(movieColumns).hidden)).toBe(false)
    for (const id of ['title_long', 'description', 'first_run'])
      expect(needsExtra(onRequest.filter((other) => other !== id))).toBe(true)
    for (const id of ['decade', 'last_run']) expect(needsExtra(onRequest.filter((other) => other !== id))).toBe(false)
  })

  it('show unknown as unknown, and nothing before it is read', () => {
    const unknown = film({ year: null, extra: { titleLong: null, description: '', firstRun: null } })
    for (const id of ['title_long', 'decade', 'description', 'first_run'])
      expect([id, column(id).text(unknown), column(id).value(unknown) || null]).toEqual([id, unknownText, null])
    for (const id of ['title_long', 'description', 'first_run'])
      expect([id, column(id).text(film()), column(id).value(film())]).toEqual([id, '', null])
    const known = film({ extra: { titleLong: 'Alien (1979)', description: 'In space.', firstRun: 3 } })
    expect(onRequest.map((id) => column(id).value(known))).toEqual(['Alien (1979)', '1970s', 'In space.', 3, 12])
    expect(onRequest.map((id) => column(id).text(known))).toEqual(['Alien (1979)', '1970s', 'In space.', '3', '12'])
  })

  it('filter by the decade, lead to the run', () => {
    const [decade] = cellFilters(film(), 'decade')
    expect(decade?.words).toBe('1970s')
    expect(decade?.only(emptyFilter())).toEqual(cellFilters(film({ year: 1970 }), 'decade')[0]?.only(emptyFilter()))
    expect(JSON.stringify(decade?.only(emptyFilter()))).toContain('1979')
    expect(cellFilters(film({ year: null }), 'decade')).toEqual([])
    expect(runOfCell(film(), 'last_run')).toBe(12)
    expect(runOfCell(film(), 'first_run')).toBeNull()
    expect(runOfCell(film(), 'year')).toBeNull()
  })
})
