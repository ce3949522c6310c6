import { beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyFilter } from '../../shared/filter/filter.ts'
import { readViewState } from '../../shared/views/read-view.ts'
import { filmColumnIds, stateKey, type ViewState } from '../../shared/views/view-state.ts'

vi.mock('../api.ts', () => ({ call: async () => null, asApiError: (error: unknown) => error }))
const { movieColumns } = await import('../movies/movie-columns.tsx')
const { defaultLayout } = await import('../grid/columns/layout.ts')
const { fitted, viewGrid } = await import('./film-grid.ts')
const { startViews } = await import('./start-views.ts')
const { freeName } = await import('./view-actions.ts')
const { baseOf, isUnsaved, useViewStore } = await import('./view-store.ts')

const plain: ViewState = { page: 'overview', filter: emptyFilter(), count: 'films' }

describe('views on the screen', () => {
  it('know every column of the films grid, and no other', () => {
    expect([...filmColumnIds].sort()).toEqual(movieColumns.map(({ id }) => id).sort())
  })

  it('hold nothing of a grid that nobody arranged, and fit one of other columns to those there are', () => {
    expect(viewGrid(defaultLayout(movieColumns))).toBeNull()
    const grid = { order: ['year', 'title'], widths: { title: 3 }, hidden: [], pinned: [], sort: null }
    const state: ViewState = { page: 'movies', filter: emptyFilter(), grid }
    const once = fitted(state)
    expect(stateKey(fitted(once))).toBe(stateKey(once))
    expect(once).toMatchObject({ grid: { widths: { title: 48 } } })
  })

  it('are of the start: each is a state that can be read whole, under a name of its own', () => {
    for (const view of startViews) {
      const state = view.make({ run: 3 })
      expect(readViewState(JSON.parse(JSON.stringify(state))), view.name).toEqual({ state, skipped: [] })
    }
    expect(new Set(startViews.map(({ name }) => name)).size).toBe(startViews.length)
  })

  it('are duplicated under names that are free and short enough', () => {
    const named = (...names: string[]) => ({
      views: names.map((name, at) => ({ id: String(at), name, state: plain, skipped: [] })),
    })
    expect(freeName('Drama', named())).toBe('Drama copy')
    expect(freeName('Drama', named('drama COPY', 'Drama copy 2'))).toBe('Drama copy 3')
    expect(freeName('x'.repeat(80), named())).toHaveLength(80)
  })
})

describe('what is unsaved', () => {
  beforeEach(() => useViewStore.setState({ opened: {}, isRead: true }))

  it('is a filter or an arrangement that no view holds', () => {
    const searched = { ...plain, filter: { ...emptyFilter(), search: 'the' } }
    const counted: ViewState = { ...plain, count: 'fractional' }
    const only = { filter: { filter: true, arrangement: false }, arrangement: { filter: false, arrangement: true } }
    expect(isUnsaved(plain, null)).toBe(false)
    expect(isUnsaved(searched, null)).toBe(true)
    expect(isUnsaved(searched, null, only.arrangement)).toBe(false)
    expect(isUnsaved(counted, null, only.arrangement)).toBe(true)
    const base = { id: null, name: 'A', state: counted }
    expect(isUnsaved(counted, base)).toBe(false)
    expect(isUnsaved({ ...counted, filter: searched.filter }, base, only.arrangement)).toBe(false)
    expect(isUnsaved({ ...counted, filter: searched.filter }, base, only.filter)).toBe(true)
    expect(isUnsaved(plain, base, only.filter)).toBe(false)
    expect(isUnsaved(plain, base, only.arrangement)).toBe(true)
  })

  it('is told by the view as it was saved last; one that is gone is no view any more', () => {
    const id = '6f1f2f0c-2f7c-4b5e-9d57-0a3f6a0a1b01'
    useViewStore.setState({ opened: { overview: { id, name: 'Old', state: plain } } })
    expect(baseOf('overview', useViewStore.getState())).toBeNull()
    const list = { start: null, views: [{ id, name: 'New', state: plain, skipped: [] }], unread: 0, problem: null }
    useViewStore.setState({ list: { ...list, isClosed: false } })
    expect(baseOf('overview', useViewStore.getState())).toMatchObject({ name: 'New' })
    useViewStore.setState({ isRead: false })
    expect(baseOf('overview', useViewStore.getState()), 'until they were read').toMatchObject({ name: 'Old' })
  })
})
