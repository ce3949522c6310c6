import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { fail, ok, type Result } from '../../../shared/ipc/result.ts'
import { largestView, linkScheme, longestLink } from '../../../shared/views/bounds.ts'
import { withoutRun } from '../../../shared/views/known-members.ts'
import { readViewState } from '../../../shared/views/read-view.ts'
import { repeated } from '../../../shared/views/skipped.ts'
import { type NamedState, type ViewState, viewNameSchema } from '../../../shared/views/view-state.ts'
import { withoutIdentity } from '../storage/without-identity.ts'

/** The version of what links and files hold. */
const version = 1
const before = `${linkScheme}://view/${version}/`
/** How deep a state may be nested; ours are far from it. */
const deepest = 24

/** A view that came from outside, as far as it is understood. */
export interface GivenView extends NamedState {
  /** What of it is not known here, each as a part of a sentence. */
  skipped: string[]
}

/** A view as text to give away. */
export interface ViewAsText {
  /** null where it would be longer than links may be. */
  link: string | null
  file: string
  /** What stays behind, each as a part of a sentence. */
  left: string[]
}

/** Writes a view as a link and as a file. A run is of one catalogue and stays behind; what identifies a download does too. */
export function textOfView({ name, state }: NamedState): ViewAsText {
  const { state: given, skipped } = withoutRun(withoutIdentity(state) as ViewState)
  const named = { name: String(withoutIdentity(name)), state: given }
  const packed = deflateRawSync(JSON.stringify(short(named)), { level: 9 }).toString('base64url')
  const link = `${before}${packed}`
  return {
    link: link.length > longestLink ? null : link,
    file: `${JSON.stringify({ version, ...named }, null, 1)}\n`,
    left: skipped,
  }
}

/** Without the clauses of the filter that keep every film: reading puts them back. */
function short({ name, state }: NamedState): unknown {
  const { where, ...rest } = state.filter
  const isSaid = (clause: object) =>
    Object.values(clause).some((part) => (Array.isArray(part) ? part.length > 0 : part !== 'auto'))
  const said = Object.entries(where).filter(([, clause]) => isSaid(clause))
  return { name, state: { ...state, filter: { ...rest, where: Object.fromEntries(said) } } }
}

/**
 * Reads a link. Whatever it holds, it ends in a state of the schema or in a sentence: nothing of it is run, opened or looked up, and
 * nothing is unpacked beyond the size of a view.
 */
export function readLink(link: string): Result<GivenView> {
  const parts = new RegExp(`^${linkScheme}://view/(0|[1-9]\\d{0,5})/([A-Za-z0-9_-]+)/?$`).exec(link)
  if (!parts || link.length > longestLink) return refused('This link is no link to a view.')
  if (Number(parts[1]) !== version)
    return refused('This link is of another version of the app. Update the app to open it.')
  const packed = Buffer.from(parts[2] ?? '', 'base64url')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(inflateRawSync(packed, { maxOutputLength: largestView }))
  } catch {
    return refused('This link is damaged or was cut. Copy the whole of it.')
  }
  return readGiven(parsed(text), 'link')
}

/** Reads a file that was saved of a view. */
export function readViewText(text: string): Result<GivenView> {
  const raw = parsed(text)
  if (!isRecord(raw) || !Number.isInteger(raw.version)) return refused('This file is no view.')
  if (raw.version !== version) return refused('This file is of another version of the app. Update the app to open it.')
  return readGiven(raw, 'file')
}

function readGiven(raw: unknown, what: 'link' | 'file'): Result<GivenView> {
  const read = isRecord(raw) ? readViewState(raw.state) : null
  if (!isRecord(raw) || !read) return refused(`This ${what} holds no view that this version of the app can show.`)
  const others = Object.keys(raw).filter((key) => key !== 'name' && key !== 'state' && key !== 'version')
  const name = viewNameSchema.safeParse(
    repeated(typeof raw.name === 'string' ? String(withoutIdentity(raw.name.slice(0, 200))) : ''),
  )
  return ok({
    name: name.success ? name.data : 'A view without a name',
    state: withoutIdentity(read.state) as ViewState,
    skipped: [...read.skipped, ...others.map((key) => `“${repeated(key)}”`)],
  })
}

/** What a text holds; null for one that is no JSON, or beyond the bounds: that is not parsed. */
function parsed(text: string): unknown {
  if (text.length > 2 * largestView || depthOf(text) > deepest) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** How deep brackets are nested, those in texts among them: a bound, told before anything is parsed. */
function depthOf(text: string): number {
  let depth = 0
  let most = 0
  for (const letter of text) {
    if (letter === '[' || letter === '{') most = Math.max(most, ++depth)
    else if (letter === ']' || letter === '}') depth -= 1
  }
  return most
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refused(message: string): Result<GivenView> {
  return fail('bad_input', message)
}
