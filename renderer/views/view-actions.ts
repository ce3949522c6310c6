import type { ViewState } from '../../shared/views/view-state.ts'
import { call } from '../api.ts'
import { forgetToasts, toast, toastError } from '../components/toast/toast.tsx'
import { type OpenedView, setOpened, tookList, type ViewList } from './view-store.ts'

/** Saves a state over its view. */
export async function saveView(view: OpenedView, state: ViewState): Promise<void> {
  try {
    const list = await call('views.save', { id: view.id, name: view.name, state })
    tookList(list)
    setOpened(state.page, { id: list.id, name: view.name, state })
    toast(`Saved ${view.name}`, 'success')
  } catch (error) {
    toastError(`${view.name} was not saved`, error)
  }
}

/**
 * Saves a state as a new view.
 *
 * @throws ApiError for the dialog that asks for the name to show: a name that is taken, no more room
 */
export async function saveViewAs(name: string, state: ViewState): Promise<void> {
  const list = await call('views.save', { id: null, name, state })
  tookList(list)
  setOpened(state.page, { id: list.id, name: name.trim(), state })
  toast(`Saved ${name.trim()}`, 'success')
}

/** @throws ApiError as `saveViewAs` */
export async function renameView(id: string, name: string): Promise<void> {
  tookList(await call('views.rename', { id, name }))
}

/** Saves the view once more, as it was saved, and shows the copy. */
export async function duplicateView({ name, state }: OpenedView, list: ViewList): Promise<void> {
  const copy = freeName(name, list)
  try {
    const next = await call('views.save', { id: null, name: copy, state })
    tookList(next)
    setOpened(state.page, { id: next.id, name: copy, state })
    toast(`Saved ${copy}`, 'success')
  } catch (error) {
    toastError('The view was not duplicated', error)
  }
}

/** "Drama", "Drama copy", "Drama copy 2" …: the first that no view has. */
export function freeName(name: string, { views }: Pick<ViewList, 'views'>): string {
  const taken = new Set(views.map((view) => view.name.toLocaleLowerCase('en')))
  for (let at = 1; ; at++) {
    const end = at === 1 ? ' copy' : ` copy ${at}`
    const copy = `${[...name].slice(0, 80 - end.length).join('')}${end}`
    if (!taken.has(copy.toLocaleLowerCase('en'))) return copy
  }
}

/** Has the app open with a view, or as it was left. */
export async function setStartView(id: string | null): Promise<void> {
  try {
    tookList(await call('views.setStart', { id }))
  } catch (error) {
    toastError('The start was not changed', error)
  }
}

/** Deletes a view at once; the message has the way to take it back. What the page shows stays. */
export async function deleteView(view: { id: string; name: string; state: ViewState }): Promise<void> {
  const about = `delete ${view.id}`
  try {
    tookList(await call('views.remove', { id: view.id }))
    setOpened(view.state.page, undefined)
    toast(`Deleted ${view.name}`, 'info', {
      about,
      action: { label: 'Undo', onSelect: () => void restoreView(view, about) },
    })
  } catch (error) {
    toastError(`${view.name} was not deleted`, error)
  }
}

async function restoreView(view: { id: string; name: string; state: ViewState }, about: string): Promise<void> {
  try {
    tookList(await call('views.restore', { id: view.id }))
    forgetToasts(about)
    setOpened(view.state.page, view)
  } catch (error) {
    toastError(`${view.name} did not come back`, error)
  }
}
