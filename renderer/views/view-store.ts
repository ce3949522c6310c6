import * as z from 'zod'
import { create } from 'zustand'
import { comparisonSchema } from '../../shared/compare/comparison.ts'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { emptyFilter, filterSchema, isEmptyFilter } from '../../shared/filter/filter.ts'
import { stateKey, type ViewState, viewPages, viewStateSchema } from '../../shared/views/view-state.ts'
import { call } from '../api.ts'
import { toast } from '../components/toast/toast.tsx'
import { useAppStore } from '../state/app-store.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'
import { arrangementKey, plainState, type ViewPage } from './view-parts.ts'

export type ViewList = ChannelOutput<'views.list'>

/** The view that a page shows, or showed before it was changed. */
const openedSchema = z.object({
  /** Of a saved view; null = a start view, or one that came by a link: those are saved under a name of their own. */
  id: z.string().nullable(),
  name: z.string(),
  state: viewStateSchema,
})
export type OpenedView = z.infer<typeof openedSchema>

const openedByPage = z.object({
  overview: openedSchema.optional(),
  explore: openedSchema.optional(),
  movies: openedSchema.optional(),
})
export type OpenedByPage = z.infer<typeof openedByPage>

/** Everything that opening a view changes, to come back to. */
const snapshotSchema = z.object({
  route: z.string().max(500),
  filter: filterSchema,
  comparison: comparisonSchema.nullable().default(null),
  /** What pages keep, by their keys; each checks its own. */
  kept: z.record(z.string(), z.unknown()),
  opened: openedByPage,
})
export type Snapshot = z.infer<typeof snapshotSchema>

const draftsKey = 'views.drafts'
const openedKey = 'views.opened'
/** How many unsaved states are kept to come back to. */
const mostDrafts = 5

interface ViewStore {
  list: ViewList
  /** The list was read. */
  isRead: boolean
  opened: OpenedByPage
  /** Unsaved states that were left by opening a view, the latest last. */
  drafts: readonly Snapshot[]
  /** What the page in sight shows, as its menu told last, and the view it was opened as, fitted to what the page has today. */
  shown: { state: ViewState; base: OpenedView | null } | null
}

const noViews: ViewList = { start: null, views: [], unread: 0, problem: null, isClosed: false }

export const useViewStore = create<ViewStore>()(() => ({
  list: noViews,
  isRead: false,
  opened: {},
  drafts: [],
  shown: null,
}))

/** The view a page shows, as it was saved; null = none. */
export function baseOf(
  page: ViewPage,
  { opened, list, isRead }: Pick<ViewStore, 'opened' | 'list' | 'isRead'>,
): OpenedView | null {
  const own = opened[page]
  // Until the views were read, it is what it was when it was opened.
  if (!own || own.id === null || !isRead) return own ?? null
  const saved = list.views.find(({ id }) => id === own.id)
  return saved ? { id: saved.id, name: saved.name, state: saved.state } : null
}

/** Says which view a page shows. */
export function setOpened(page: ViewPage, view: OpenedView | undefined): void {
  useViewStore.setState(({ opened }) => {
    const { [page]: _, ...others } = opened
    return { opened: view ? { ...others, [page]: view } : others }
  })
  rememberUi(openedKey, useViewStore.getState().opened)
}

/** Says which views all pages show. */
export function replaceOpened(opened: OpenedByPage): void {
  useViewStore.setState({ opened })
  rememberUi(openedKey, opened)
}

/** Keeps an unsaved state to come back to. */
export function keepDraft(draft: Snapshot): void {
  setDrafts([...useViewStore.getState().drafts, draft].slice(-mostDrafts))
}

/** Takes the latest of the unsaved states; null = there is none. */
export function takeDraft(): Snapshot | null {
  const { drafts } = useViewStore.getState()
  setDrafts(drafts.slice(0, -1))
  return drafts.at(-1) ?? null
}

function setDrafts(drafts: readonly Snapshot[]): void {
  useViewStore.setState({ drafts })
  rememberUi(draftsKey, drafts)
}

/**
 * Whether something of a page would be lost that no view holds: its filter, or how it is arranged.
 *
 * @param parts what is about to be replaced
 */
export function isUnsaved(
  state: ViewState,
  base: OpenedView | null,
  parts: { filter: boolean; arrangement: boolean } = { filter: true, arrangement: true },
): boolean {
  if (base) {
    const of = parts.filter ? state : withFilterOf(state, base.state)
    return parts.arrangement
      ? stateKey(of) !== stateKey(base.state)
      : stateKey(withFilterOf(base.state, of)) !== stateKey(base.state)
  }
  const plain = plainState(state.page, emptyFilter())
  return (
    (parts.filter && !isEmptyFilter(state.filter)) ||
    (parts.arrangement && arrangementKey(state) !== arrangementKey(plain))
  )
}

/** A state with the films of another: its filter, and what they are compared with. */
function withFilterOf(state: ViewState, { filter, ...other }: ViewState): ViewState {
  if (state.page === 'movies') return { ...state, filter }
  const comparison = other.page === 'movies' ? undefined : other.comparison
  const { comparison: _, ...own } = state
  return { ...own, filter, ...(comparison ? { comparison } : {}) }
}

/** Takes over a list that main answered with. */
export function tookList(list: ViewList): void {
  useViewStore.setState({ list, isRead: true })
}

async function readList(): Promise<void> {
  const workspace = useAppStore.getState().workspace
  const list = await call('views.list').catch(() => null)
  if (!list || useAppStore.getState().workspace !== workspace) return
  tookList(list)
  if (list.problem !== null) toast('Saved views', 'error', { description: list.problem })
  else if (list.unread > 0)
    toast(`${list.unread} saved ${list.unread === 1 ? 'view' : 'views'} cannot be shown by this version`, 'info')
}

function takeKept(): void {
  const opened = openedByPage.safeParse(restoredUi(openedKey))
  const drafts = z.array(snapshotSchema).max(mostDrafts).safeParse(restoredUi(draftsKey))
  useViewStore.setState({
    list: noViews,
    isRead: false,
    opened: opened.success ? opened.data : {},
    drafts: drafts.success ? drafts.data : [],
    shown: null,
  })
  void readList()
}

/** Reads the views of the open workspace, and of each that is opened later. Returns the way to stop. */
export function connectViews(): () => void {
  takeKept()
  return useAppStore.subscribe((state, previous) => {
    if (state.workspace !== previous.workspace) takeKept()
  })
}

/** The page of a route, where views are of it. */
export function viewPageOf(page: string): ViewPage | null {
  return viewPages.find((each) => each === page) ?? null
}
