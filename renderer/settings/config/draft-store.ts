import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { create } from 'zustand'
import type { ConfigFile } from '../../../shared/config.ts'
import { call } from '../../api.ts'
import { toastError } from '../../components/toast/toast.tsx'
import { useAppStore } from '../../state/app-store.ts'
import {
  checkDraft,
  type Draft,
  editDraft,
  openDraft,
  rebaseDraft,
  redoDraft,
  savedDraft,
  undoDraft,
} from './config-draft.ts'

/** Rest after the last key before the text is checked, in milliseconds. */
const checkAfterMs = 150

/** What is being edited; kept here so that leaving the page loses nothing. */
const useDrafts = create<Partial<Record<ConfigFile, Draft>>>(() => ({}))

function change(file: ConfigFile, step: (draft: Draft) => Draft): void {
  useDrafts.setState((drafts) => {
    const draft = drafts[file]
    return draft ? { [file]: step(draft) } : drafts
  })
}

const timers = new Map<ConfigFile, ReturnType<typeof setTimeout>>()
/** Form edits run one after the other, each on the text the one before left. */
const patches = new Map<ConfigFile, Promise<void>>()

function checkSoon(file: ConfigFile): void {
  clearTimeout(timers.get(file))
  timers.set(
    file,
    setTimeout(() => {
      const draft = useDrafts.getState()[file]
      if (!draft || draft.checked.text === draft.text) return
      call('config.validate', { file, text: draft.text })
        .then((checked) => change(file, (current) => checkDraft(current, checked)))
        .catch((error: unknown) => toastError('The text could not be checked', error))
    }, checkAfterMs),
  )
}

/** Edits by the raw editor and the buttons. */
export const draftActions = {
  /** Another text; edits that share a gesture are undone together. */
  edit(file: ConfigFile, text: string, gesture: string | null): void {
    change(file, (draft) => editDraft(draft, text, gesture))
    checkSoon(file)
  },
  undo(file: ConfigFile): void {
    change(file, undoDraft)
    checkSoon(file)
  },
  redo(file: ConfigFile): void {
    change(file, redoDraft)
    checkSoon(file)
  },
  /** One field of the form: the core sets it in the text, so that comments and unknown keys stay. */
  setField(file: ConfigFile, values: Record<string, unknown>, gesture: string): void {
    const before = patches.get(file) ?? Promise.resolve()
    const next = before.then(async () => {
      const draft = useDrafts.getState()[file]
      if (!draft) return
      try {
        const patched = await call('config.patch', { file, text: draft.text, values })
        change(file, (current) => checkDraft(editDraft(current, patched.text, gesture), patched))
      } catch (error) {
        toastError('The field could not be changed', error)
      }
    })
    patches.set(file, next)
  },
  /** A pure step of `config-draft.ts`. */
  step(file: ConfigFile, step: (draft: Draft) => Draft): void {
    change(file, step)
    checkSoon(file)
  },
  /** Writes the text to disk. Rejects with what stood in the way. */
  async save(file: ConfigFile): Promise<void> {
    const draft = useDrafts.getState()[file]
    if (!draft) return
    const saved = await call('config.save', { file, text: draft.text, baseHash: draft.base.hash })
    change(file, (current) => savedDraft(current, saved))
  },
}

/** The key of what is on disk: read again after every change, here or elsewhere, and after a workspace switch. */
export function useConfigKey(): readonly [string, string, number] {
  const workspace = useAppStore((state) => state.workspace)
  const version = useAppStore((state) => state.configVersion)
  return ['config', workspace, version]
}

/** The draft of a file, following the disk. `error` when the files could not be read at all. */
export function useDraft(file: ConfigFile): { draft: Draft | undefined; error: unknown; retry: () => void } {
  const key = useConfigKey()
  const workspace = key[1]
  const read = useQuery({ queryKey: key, queryFn: () => call('config.read') })
  const onDisk = read.data?.files.find((state) => state.file === file)
  useEffect(() => {
    if (!onDisk) return
    useDrafts.setState((drafts) => {
      const draft = drafts[file]
      return { [file]: draft ? rebaseDraft(draft, onDisk) : openDraft(onDisk) }
    })
  }, [file, onDisk])
  useEffect(() => dropForeignDrafts(workspace), [workspace])
  const draft = useDrafts((drafts) => drafts[file])
  return { draft, error: read.error, retry: () => void read.refetch() }
}

let draftsOf: string | null = null

/** Drafts belong to the files of one workspace. */
function dropForeignDrafts(workspace: string): void {
  if (draftsOf !== null && draftsOf !== workspace) useDrafts.setState({}, true)
  draftsOf = workspace
}
