import { maskText } from '../masking/mask-torrents.ts'

/** A response's body as JSON, and what stood around it. */
export interface ResponseBody {
  json: unknown
  /** Text before and after the JSON (a warning of the server's language, say), masked and cut; null where there is none. */
  around: string | null
}

/** Places at which the JSON of a body with text around it is looked for. */
const MAX_STARTS = 50
const MAX_AROUND = 200
const webPage = /^\s*(<!doctype|<html|<\?xml|<head|<body)/i

/** Whether a text is a page for people, whatever it may hold besides. */
export function isWebPage(text: string): boolean {
  return webPage.test(text.slice(0, 500))
}

/** Reads the JSON of a body, also one with text before or after it; null where there is none. Never throws. */
export function readBody(text: string): ResponseBody | null {
  const whole = parsed(text)
  if (whole !== undefined) return { json: whole, around: null }
  if (isWebPage(text)) return null
  let from = text.indexOf('{')
  // However the braces lie, about as much is looked at as two readings of the text.
  let left = 2 * text.length
  for (let start = 0; from >= 0 && start < MAX_STARTS && left > 0; start++) {
    const end = endOfObject(text, from)
    left -= (end ?? text.length) - from
    const json = end === null ? undefined : parsed(text.slice(from, end))
    // Braces may stand in the warning, and films are objects as well: an envelope has a status.
    if (end !== null && typeof json === 'object' && json !== null && Object.hasOwn(json, 'status')) {
      return { json, around: told(`${text.slice(0, from)} … ${text.slice(end)}`) }
    }
    from = text.indexOf('{', from + 1)
  }
  return null
}

/**
 * The films of a response's `data` in the shapes that PHP gives them: a list, an object whose keys are numbers, or nothing in its
 * many spellings. Null for anything else.
 */
export function filmRows(data: unknown): readonly unknown[] | null {
  if (isNothing(data)) return []
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null
  const movies: unknown = 'movies' in data ? data.movies : null
  if (isNothing(movies)) return []
  if (Array.isArray(movies)) return movies
  if (typeof movies !== 'object' || movies === null) return null
  // Such keys are visited in ascending order.
  return Object.keys(movies).every((key) => /^\d{1,9}$/.test(key)) ? Object.values(movies) : null
}

/** PHP's ways to say that there is nothing. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === '' || isEmptyList(value)
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** Values that the largest page may hold: a thousand films with everything that the source has ever sent are about 300,000. */
const MAX_VALUES = 1_000_000

/**
 * Whether a JSON text holds more values than any page, told without making them: made, a few bytes of text are a hundred of
 * memory. Commas and brackets outside texts are counted.
 */
export function holdsTooMuch(text: string): boolean {
  if (text.length <= MAX_VALUES) return false
  let values = 0
  let isText = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isText) {
      if (code === 92) at++
      else if (code === 34) isText = false
    } else if (code === 34) isText = true
    else if ((code === 44 || code === 91 || code === 123) && ++values > MAX_VALUES) return true
  }
  return false
}

function parsed(text: string): unknown {
  if (holdsTooMuch(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Where the object that begins at `from` ends; null where it does not. */
function endOfObject(text: string, from: number): number | null {
  let depth = 0
  let isText = false
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isText) {
      if (code === 92) at++
      else if (code === 34) isText = false
    } else if (code === 34) isText = true
    else if (code === 123) depth++
    else if (code === 125 && --depth === 0) return at + 1
  }
  return null
}

function told(text: string): string {
  return maskText(text.slice(0, 10_000)).replace(/\s+/g, ' ').trim().slice(0, MAX_AROUND)
}
