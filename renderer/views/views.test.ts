import { beforeEach, describe, expect, it, vi } from 'vitest'
import { emptySpec } from '../../shared/explore-spec.ts'
import { emptyFilter } from '../../shared/filter/filter.ts'
import { withKnownRun } from '../../shared/views/known-members.ts'
import { readViewState } from '../../shared/views/read-view.ts'
import { filmColumnIds, stateKey, type ViewState } from '../../shared/views/view-state.ts'
import { emptyQuestion } from '../state/question.ts'

vi.mock('../api.ts', () => ({ call: async () => null, asApiError: (error: unknown) => error }))
vi.mock('wouter/use-hash-location', () => ({ navigate: () => undefined }))
const told = vi.hoisted(() => vi.fn())
vi.mock('../components/toast/toast.tsx', async (original) => ({
  ...(await original<typeof import('../components/toast/toast.tsx')>()),
  toast: told,
}))
vi.stubGlobal('window', { location: { hash: '#/explore' } })
const { movieColumns } = await import('../movies/movie-columns.tsx')
const { defaultLayout } = await import('../grid/columns/layout.ts')
const { fitted, viewGrid } = await import('./film-grid.ts')
const { connectFilter, useFilterStore } = await import('../filter/store.ts')
const { openAtStart, openSaved, openView, revert } = await import('./open-view.ts')
const { openViewById } = await import('./palette-views.ts')
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
      if (!('make' in view)) continue
      const state = view.make({ run: 3 })
      expect(readViewState(JSON.parse(JSON.stringify(state))), view.name).toEqual({ state, skipped: [] })
    }
    expect(startViews).toHaveLength(8)
    expect(startViews.filter((view) => 'go' in view).map(({ name }) => name)).toEqual(['Rating movers'])
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
    useViewStore.setState({ opened: { overview: { id, name: 'Old', state: plain } } })
    expect(baseOf('overview', useViewStore.getState())).toBeNull()
    const list = { start: null, views: [{ id, name: 'New', state: plain, skipped: [] }], unread: 0, problem: null }
    useViewStore.setState({ list: { ...list, isClosed: false } })
    expect(baseOf('overview', useViewStore.getState())).toMatchObject({ name: 'New' })
    useViewStore.setState({ isRead: false })
    expect(baseOf('overview', useViewStore.getState()), 'until they were read').toMatchObject({ name: 'Old' })
  })
})

const id = '6f1f2f0c-2f7c-4b5e-9d57-0a3f6a0a1b01'

describe('what is skipped of a saved view', () => {
  const skipped = ['the filter by “mood”']
  const view = { id, name: 'Mine', state: plain, skipped }
  const list = { start: null, views: [view], unread: 0, problem: null, isClosed: false }
  beforeEach(() => {
    told.mockClear()
    useViewStore.setState({ opened: {}, list, isRead: true, shown: null })
    useFilterStore.getState().restart()
  })

  it.each([
    ['opened from the menu', () => openSaved(view)],
    ['opened from the palette', () => openViewById(id)],
    [
      'opened at the start',
      () =>
        openAtStart({ id, name: 'Mine', state: { ...plain, filter: { where: { mood: { any: [] } } } } }, '/overview'),
    ],
  ])('is told when it is %s: saving it would drop that for good', (_how, open) => {
    open()
    expect(told.mock.calls).toEqual([
      ['Opened Mine', 'info', expect.objectContaining({ description: '1 part skipped: the filter by “mood”.' })],
    ])
  })

  it('is nothing of a view that is known whole: nothing is told', () => {
    openSaved({ ...view, skipped: [] })
    openAtStart({ id, name: 'Mine', state: plain }, '/overview')
    expect(told).not.toHaveBeenCalled()
  })
})

describe('a view as of a run', () => {
  const asOf = { runId: 3, at: 1_700_000_000_000 }
  const state: ViewState = { page: 'overview', count: 'films', filter: { ...emptyFilter(), search: 'the', asOf } }

  it('is read from what it was written as, a broken run skipped and named', () => {
    expect(readViewState(JSON.parse(JSON.stringify(state)))).toEqual({ state, skipped: [] })
    const broken = { ...state, filter: { ...state.filter, asOf: { runId: -1, at: 'x' } } }
    expect(readViewState(broken)).toMatchObject({
      state: { filter: { search: 'the', asOf: null } },
      skipped: ['the run as of which it was'],
    })
  })

  it('of another catalogue is of that of now: a run of the same number ended at another time', () => {
    expect(withKnownRun(state, [asOf])).toEqual({ state, skipped: [] })
    for (const runs of [[], [{ runId: 3, at: 5 }], [{ ...asOf, runId: 4 }]])
      expect(withKnownRun(state, runs)).toMatchObject({
        state: { filter: { search: 'the', asOf: null } },
        skipped: ['as of run 3'],
      })
  })
})

describe('showing a view of Explore', () => {
  const search = (text: string) => useFilterStore.getState().apply((filter) => ({ ...filter, search: text }))
  const state: ViewState = {
    page: 'explore',
    filter: { ...emptyFilter(), search: 'the' },
    explore: { spec: { ...emptySpec, rows: [{ dimension: 'genre' }] }, view: 'both' },
  }
  let stop = () => {}
  beforeEach(() => {
    useViewStore.setState({ opened: {}, isRead: false, shown: null })
    stop = connectFilter()
    useFilterStore.getState().restart(emptyFilter(), emptyQuestion)
    return () => stop()
  })
  const now = () => {
    const { filter, question } = useFilterStore.getState()
    return { filter, question }
  }

  it('is one step of the undo, filter and question together', () => {
    const before = now()
    openView({ id: null, name: 'A', state })
    const opened = now()
    expect(opened).toMatchObject({ filter: state.filter, question: { spec: state.explore.spec } })
    useFilterStore.getState().undo()
    expect(now()).toEqual(before)
    useFilterStore.getState().redo()
    expect(now()).toEqual(opened)
  })

  it('again, as it was saved, is one step too', () => {
    openView({ id: null, name: 'A', state })
    search('of')
    useFilterStore.getState().ask((question) => ({ ...question, chart: 'bars' }))
    const changed = now()
    revert('explore')
    expect(now()).toMatchObject({ filter: state.filter, question: { chart: null } })
    useFilterStore.getState().undo()
    expect(now()).toEqual(changed)
  })

  it('at the start leaves nothing to undo', () => {
    openAtStart({ id, name: 'A', state }, '/overview')
    expect(now()).toMatchObject({ filter: state.filter, question: { spec: state.explore.spec } })
    expect(useFilterStore.getState().past).toEqual([])
  })
})
