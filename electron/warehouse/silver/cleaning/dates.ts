import { numberOf, type RuleSet } from './text.ts'

export interface UploadDate {
  /** YYYY-MM-DD in the server's calendar. */
  day: string | null
  /** Epoch seconds. */
  unix: number | null
}

const firstSecond = Date.UTC(1990, 0, 1) / 1000
const lastSecond = Date.UTC(2101, 0, 1) / 1000 - 1
const slack = 26 * 3600
const form = /^\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\s*$/

const knownDays = new Map<string, number>()
const usual = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/

/** First second of a day written `YYYY-MM-DD`, in UTC; null where there is no such day. Remembered: films come by the day. */
function dayStart(day: string): number | null {
  const known = knownDays.get(day)
  if (known !== undefined) return known
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const at = new Date(Date.UTC(year, month - 1, date))
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== date) return null
  if (knownDays.size > 50_000) knownDays.clear()
  knownDays.set(day, at.getTime() / 1000)
  return at.getTime() / 1000
}

/** Reads `YYYY-MM-DD[ hh:mm[:ss]]`; `start` is the day's first second as if it were UTC. Null where it is no real date. */
function readText(text: string): { day: string; start: number } | null {
  if (!usual.test(text) && !form.test(text)) return null
  const day = (text.charCodeAt(0) > 32 ? text : text.trim()).slice(0, 10)
  const start = dayStart(day)
  return start === null ? null : { day, start }
}

/** Seconds from the start of the day in UTC to the moment that a text names, by its offset where it has one; 0 for a bare day. */
function secondOfDay(text: string): number {
  const [, hours, minutes, seconds, sign, offsetHours, offsetMinutes] =
    /[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:([+-])(\d{2}):?(\d{2}))?/.exec(text.trim()) ?? []
  const local = secondsOf(hours, minutes, seconds)
  const offset = secondsOf(offsetHours, offsetMinutes)
  return sign === '-' ? local + offset : local - offset
}

function secondsOf(hours = '0', minutes = '0', seconds = '0'): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

function dayOf(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 10)
}

function inRange(second: number): boolean {
  return Number.isInteger(second) && second >= firstSecond && second <= lastSecond
}

/** What one pair of `date_uploaded` and `date_uploaded_unix` says; null when neither is usable. */
function readPair(text: unknown, unixValue: unknown, rules: RuleSet): { day: string; unix: number } | null {
  let unix = unixValue === 0 ? null : numberOf(unixValue, rules)
  if (unix !== null && !inRange(unix)) {
    rules.add('date_out_of_range')
    unix = null
  }
  let written = typeof text === 'string' ? readText(text) : null
  if (written && !inRange(written.start)) {
    rules.add('date_out_of_range')
    written = null
  }
  if (unix === null) {
    if (!written) return null
    rules.add('date_unix_from_text')
    return { day: written.day, unix: written.start + (typeof text === 'string' ? secondOfDay(text) : 0) }
  }
  if (!written) {
    rules.add('date_from_unix')
    return { day: dayOf(unix), unix }
  }
  // The text is in the server's time zone, the number is not: within 26 hours of the day they say the same.
  if (unix < written.start - slack || unix > written.start + 86_400 + slack) {
    rules.add('date_disagreement')
    return { day: dayOf(unix), unix }
  }
  return { day: written.day, unix }
}

/**
 * When a film was uploaded. The day is that of the text, as the source's own calendar has it; the second orders films. A film
 * without either takes them from its first torrent, of which nothing else is read.
 */
export function cleanUpload(row: Record<string, unknown>, rules: RuleSet): UploadDate {
  const own = readPair(row.date_uploaded, row.date_uploaded_unix, rules)
  if (own) return own
  const first: unknown = Array.isArray(row.torrents) ? row.torrents[0] : undefined
  if (typeof first === 'object' && first !== null) {
    const fields = first as Record<string, unknown>
    const fromTorrent = readPair(fields.date_uploaded, fields.date_uploaded_unix, rules)
    if (fromTorrent) {
      rules.add('date_from_torrent')
      return fromTorrent
    }
  }
  rules.add('date_unknown')
  return { day: null, unix: null }
}
