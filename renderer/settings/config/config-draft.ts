import type { ConfigFileState } from '../../../shared/contract/app.ts'
import { formatCount } from '../../format.ts'

/** Steps that can be undone. */
const undoSteps = 100

/** A configuration file being edited: the form and the raw text are two views of `text`. */
export interface Draft {
  /** The file as it is on disk, as far as known. */
  base: ConfigFileState
  text: string
  /** What the core said about a text; it belongs to `text` when `checked.text` equals it. */
  checked: ConfigFileState
  undo: readonly string[]
  redo: readonly string[]
  /** What the last edit was part of; edits of one gesture are undone together. */
  gesture: string | null
  /** The file changed on disk while it was being edited here. */
  newer: ConfigFileState | null
}

/** A file as read from disk, not yet touched. */
export function openDraft(base: ConfigFileState): Draft {
  return { base, text: base.text, checked: base, undo: [], redo: [], gesture: null, newer: null }
}

/** Whether there is something to save. */
export function isDirty(draft: Draft): boolean {
  return draft.text !== draft.base.text
}

/** The draft with another text, as one undoable step, or as part of the step before when both are of one gesture. */
export function editDraft(draft: Draft, text: string, gesture: string | null): Draft {
  if (text === draft.text) return draft
  const joins = gesture !== null && gesture === draft.gesture && draft.undo.length > 0
  const undo = joins ? draft.undo : [...draft.undo, draft.text].slice(-undoSteps)
  return { ...draft, text, undo, redo: [], gesture }
}

/** Takes what the core said about a text; dropped when the text has changed meanwhile. */
export function checkDraft(draft: Draft, checked: ConfigFileState): Draft {
  return checked.text === draft.text ? { ...draft, checked } : draft
}

/** One step back. */
export function undoDraft(draft: Draft): Draft {
  const text = draft.undo.at(-1)
  if (text === undefined) return draft
  return { ...draft, text, undo: draft.undo.slice(0, -1), redo: [...draft.redo, draft.text], gesture: null }
}

/** One step forward again. */
export function redoDraft(draft: Draft): Draft {
  const text = draft.redo.at(-1)
  if (text === undefined) return draft
  return { ...draft, text, redo: draft.redo.slice(0, -1), undo: [...draft.undo, draft.text], gesture: null }
}

/** The file as read again. An untouched draft follows it; an edited one keeps its text and remembers the newer file. */
export function rebaseDraft(draft: Draft, base: ConfigFileState): Draft {
  if (base.hash === draft.base.hash) return draft
  if (!isDirty(draft) || base.text === draft.text) return openDraft(base)
  return { ...draft, newer: base }
}

/** Settles a change on disk: `mine` keeps the text, to be saved over the newer file; `theirs` drops it. */
export function settleDraft(draft: Draft, keep: 'mine' | 'theirs'): Draft {
  if (!draft.newer) return draft
  return keep === 'theirs' ? openDraft(draft.newer) : { ...draft, base: draft.newer, newer: null }
}

/** The draft after its text was saved; the steps before the save can still be undone. */
export function savedDraft(draft: Draft, saved: ConfigFileState): Draft {
  return {
    ...draft,
    base: saved,
    checked: draft.text === saved.text ? saved : draft.checked,
    newer: null,
    gesture: null,
  }
}

/** Why the draft cannot be saved; null when it can. */
export function saveObstacle(draft: Draft): string | null {
  if (!isDirty(draft)) return 'Nothing has changed'
  if (draft.newer) return 'The file changed on disk: choose which text to keep'
  if (draft.checked.text !== draft.text) return 'Checking…'
  const errors = draft.checked.issues.filter((issue) => issue.severity === 'error').length
  if (errors > 0) return errors === 1 ? 'Mend the error first' : `Mend the ${formatCount(errors, 'error')} first`
  return null
}

/** What the errors of a text mean for the app now, in a few words; null where it has none. */
export function effectOfErrors(draft: Draft): string | null {
  const { issues, stopsLoads } = draft.checked
  const errors = issues.filter((issue) => issue.severity === 'error')
  if (errors.length === 0) return null
  // What is only in the editor changes nothing yet, and cannot be saved as it is.
  if (isDirty(draft)) return 'the app goes on with the file as it was saved'
  if (stopsLoads) return 'no load starts until this is mended'
  if (errors.every(({ field }) => field === 'schedule.cron'))
    return 'no load starts by the schedule until this is mended'
  return 'the app uses the default for what it cannot read'
}

/** The host of an address; the text itself when it is none. */
function hostOf(url: unknown): string {
  if (typeof url !== 'string') return ''
  try {
    return new URL(url).host
  } catch {
    return url
  }
}

/** The host that saving would make the source of loads; null when the host stays. */
export function newHost(draft: Draft): string | null {
  const before = hostOf(draft.base.values.yts_url)
  const after = hostOf(draft.checked.values.yts_url)
  return after !== '' && after !== before ? after : null
}
