import { emptySpec } from '../../shared/explore-spec.ts'
import { emptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import type { ViewState } from '../../shared/views/view-state.ts'
import { call } from '../api.ts'
import { toast, toastError } from '../components/toast/toast.tsx'
import { go } from '../state/route.ts'
import { openView } from './open-view.ts'

/** A view that is there from the start; it cannot be changed, but saved under another name. */
interface StartView {
  id: string
  name: string
  /** What it shows, in one sentence. */
  tells: string
}

/** One of a page that views are of. */
interface StartViewState extends StartView {
  /** Made when it is opened, because some of it is of that moment. */
  make: (last: { run: number | null }) => ViewState
  /** Needs a load that has finished. */
  ofLastRun?: boolean
}

/** One that is a place of the app, which has neither a filter nor an arrangement to save. */
interface StartPlace extends StartView {
  go: () => void
}

const genre = { dimension: 'genre' } as const
const decade = { dimension: 'year', bucket: 'decade' } as const
const language = { dimension: 'language' } as const

type Explored = Extract<ViewState, { page: 'explore' }>

function explored(spec: Partial<Explored['explore']['spec']>, where: Partial<MovieFilter['where']> = {}): Explored {
  return { page: 'explore', filter: filterOf(where), explore: { spec: { ...emptySpec, ...spec }, view: 'both' } }
}

function filterOf(where: Partial<MovieFilter['where']>): MovieFilter {
  const filter = emptyFilter()
  return { ...filter, where: { ...filter.where, ...where } }
}

const byRating = {
  order: [],
  widths: {},
  hidden: ['movie_id'],
  pinned: [],
  sort: [{ key: 'rating' as const, dir: 'desc' as const }],
}

export const startViews: readonly (StartViewState | StartPlace)[] = [
  {
    id: 'start:genres-over-decades',
    name: 'Genres over decades',
    tells: 'What share of each decade’s films every genre has, each film shared out over its genres.',
    make: () => explored({ rows: [genre], columns: [decade], measures: ['share_of_column'] }),
  },
  {
    id: 'start:rating-spread',
    name: 'Rating spread by genre',
    tells: 'Where eight of ten ratings of a genre lie, the widest first.',
    make: () =>
      explored({
        rows: [genre],
        measures: ['spread_rating', 'p10_rating', 'median_rating', 'p90_rating'],
        sort: { measure: 'spread_rating', dir: 'desc', column: null },
      }),
  },
  {
    id: 'start:long-and-good',
    name: 'Long and good',
    tells: 'Films of two and a half hours or more, rated 7.5 or better, the best first.',
    make: () => ({
      page: 'movies',
      filter: filterOf({
        runtime: { in: [[150, 99_999]], out: [], unknown: 'auto' },
        rating: { in: [[7.5, 10]], out: [], unknown: 'auto' },
      }),
      grid: byRating,
    }),
  },
  {
    id: 'start:beyond-english',
    name: 'Beyond English',
    tells: 'The languages besides English: how many films, and how they are rated.',
    make: () =>
      explored(
        { rows: [language], measures: ['films', 'mean_rating', 'median_rating'], top: 20 },
        { language: { any: [], none: ['en'] } },
      ),
  },
  {
    id: 'start:upload-rhythm',
    name: 'Upload rhythm',
    tells: 'How many films were put into the catalogue on each weekday, month by month.',
    make: () =>
      explored({
        rows: [{ dimension: 'weekday', bucket: 'weekday' }],
        columns: [{ dimension: 'uploaded', bucket: 'month' }],
        measures: ['films'],
      }),
  },
  {
    id: 'start:unknowns',
    name: 'The unknowns',
    tells: 'Films without a rating, by how long they run; the last row has no runtime either.',
    make: () =>
      explored(
        { rows: [{ dimension: 'runtime', bucket: 'ten_minutes' }], measures: ['films'] },
        { rating: { in: [], out: [], unknown: 'only' } },
      ),
  },
  {
    id: 'start:new-since-last-load',
    name: 'New since the last load',
    tells: 'The films that the last finished load added.',
    ofLastRun: true,
    make: ({ run }) => ({
      page: 'movies',
      filter: { ...emptyFilter(), run: run === null ? null : { runId: run, kind: 'added' } },
      grid: null,
    }),
  },
  {
    id: 'start:rating-movers',
    name: 'Rating movers',
    tells: 'How far ratings moved between the last two loads, and the films whose rating moved most.',
    go: () => go('/runs', 'trends'),
  },
]

/** Shows a start view; says so where there was no load that it could be of. */
export async function openStartView(view: StartViewState | StartPlace): Promise<void> {
  if ('go' in view) {
    view.go()
    return
  }
  let run: number | null = null
  if (view.ofLastRun) {
    try {
      const { runs } = await call('runs.list', { offset: 0, limit: 50 })
      run = runs.find(({ status }) => status === 'complete')?.runId ?? null
    } catch (error) {
      toastError(`${view.name} could not be opened`, error)
      return
    }
    if (run === null) {
      toast('No load has finished yet', 'info', {
        description: 'Sync first: this view shows what the last load added.',
      })
      return
    }
  }
  openView({ id: null, name: view.name, state: view.make({ run }) })
}
