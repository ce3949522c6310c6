import { randomUUID } from 'node:crypto'
import type { ViewList } from '../../../shared/contract/views.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import { largestView, mostViews } from '../../../shared/views/bounds.ts'
import { readViewState } from '../../../shared/views/read-view.ts'
import type { ViewState } from '../../../shared/views/view-state.ts'
import { withoutIdentity } from '../storage/without-identity.ts'
import { readViewFile, type StoredView, type ViewFile, writeViewFile } from './view-file.ts'

/** What was deleted in this session, to be put back: the view, its place, and whether it was the start. */
interface Removed {
  view: StoredView
  at: number
  wasStart: boolean
}

/** The views of the open workspace. Each change reads the file anew and writes it whole, one after the other. */
export class SavedViews {
  readonly #dataDir: () => string
  readonly #removed = new Map<string, Removed>()
  #before: Promise<unknown> = Promise.resolve()
  /** What a damaged file was called, until it was told. */
  #setAside: string | null = null

  /** @param dataDir folder of the open workspace */
  constructor(dataDir: () => string) {
    this.#dataDir = dataDir
  }

  list(): ViewList {
    return this.#told(this.#read())
  }

  /**
   * Saves a state: over a view, by its id, or as a new one.
   *
   * @throws KnownError `not_found` for an id that is gone, `conflict` for a name that is taken, `bad_input` beyond the bounds
   */
  async save(id: string | null, name: string, given: ViewState): Promise<ViewList & { id: string }> {
    const state = withoutIdentity(given)
    const bare = String(withoutIdentity(name)).trim()
    if (bare === '') throw new KnownError('bad_input', 'Give the view another name.')
    if (JSON.stringify(state).length > largestView)
      throw new KnownError('bad_input', 'This view holds more than can be saved. Take some filters away.')
    const saved = id ?? randomUUID()
    const list = await this.#change((file) => {
      refuseTaken(file, bare, saved)
      const at = file.views.findIndex((view) => view.id === id)
      if (id !== null && at < 0) throw gone()
      if (id === null && file.views.length >= mostViews)
        throw new KnownError('bad_input', `There are ${mostViews} views already. Delete some first.`)
      const view = { id: saved, name: bare, state }
      return { ...file, views: at < 0 ? [...file.views, view] : file.views.with(at, view) }
    })
    return { ...list, id: saved }
  }

  /** @throws KnownError as `save` */
  async rename(id: string, name: string): Promise<ViewList> {
    const bare = String(withoutIdentity(name)).trim()
    if (bare === '') throw new KnownError('bad_input', 'Give the view another name.')
    return this.#change((file) => {
      refuseTaken(file, bare, id)
      const at = placeOf(file, id)
      return { ...file, views: file.views.with(at, { ...(file.views[at] as StoredView), name: bare }) }
    })
  }

  /** Deletes a view; `restore` puts it back, as long as the app runs. */
  remove(id: string): Promise<ViewList> {
    return this.#change((file) => {
      const at = placeOf(file, id)
      const wasStart = file.start === id
      this.#removed.set(id, { view: file.views[at] as StoredView, at, wasStart })
      return { ...file, start: wasStart ? null : file.start, views: file.views.toSpliced(at, 1) }
    })
  }

  /** Puts a deleted view back where it was. */
  restore(id: string): Promise<ViewList> {
    return this.#change((file) => {
      const removed = this.#removed.get(id)
      if (!removed) throw gone()
      refuseTaken(file, removed.view.name, id)
      if (file.views.length >= mostViews)
        throw new KnownError('bad_input', `There are ${mostViews} views already. Delete some first.`)
      this.#removed.delete(id)
      const start = removed.wasStart && file.start === null ? id : file.start
      return { ...file, start, views: file.views.toSpliced(removed.at, 0, removed.view) }
    })
  }

  /** Has the app open with a view; null = as it was left. */
  setStart(id: string | null): Promise<ViewList> {
    return this.#change((file) => {
      if (id !== null) placeOf(file, id)
      return { ...file, start: id }
    })
  }

  #read(): ViewFile {
    const file = readViewFile(this.#dataDir())
    this.#setAside = file.setAside ?? this.#setAside
    return file
  }

  /** One change after the other; a file that is closed to us is not written. */
  #change(step: (file: ViewFile) => ViewFile): Promise<ViewList> {
    const dataDir = this.#dataDir()
    const own = this.#before
      .catch(() => {})
      .then(async () => {
        const file = this.#read()
        if (file.closed !== null) throw new KnownError('read_only', file.closed)
        const next = step(file)
        await writeViewFile(dataDir, next)
        return this.#told(next)
      })
    this.#before = own
    return own
  }

  #told(file: ViewFile): ViewList {
    const setAside = this.#setAside
    this.#setAside = null
    const problem =
      setAside === null ? null : `The saved views could not be read. The damaged file is kept as ${setAside}.`
    const read = file.views.map(({ id, name, state }) => ({ id, name, read: readViewState(state) }))
    return {
      start: file.start,
      views: read.flatMap(({ id, name, read: view }) => (view ? [{ id, name, ...view }] : [])),
      unread: read.filter(({ read: view }) => view === null).length,
      problem: problem ?? file.closed,
      isClosed: file.closed !== null,
    }
  }
}

function placeOf(file: ViewFile, id: string): number {
  const at = file.views.findIndex((view) => view.id === id)
  if (at < 0) throw gone()
  return at
}

function gone(): KnownError {
  return new KnownError('not_found', 'This view is not there any more. Save it under a name instead.')
}

function refuseTaken(file: ViewFile, name: string, except: string): void {
  const folded = name.toLocaleLowerCase('en')
  if (file.views.some((view) => view.id !== except && view.name.toLocaleLowerCase('en') === folded))
    throw new KnownError('conflict', 'There is a view of this name already. Choose another name.')
}
