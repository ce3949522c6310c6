import { type FaultName, type FaultRule, numberValue, textValue } from './faults.ts'
import type { ListResponse } from './response.ts'

/** Faults inside a well-formed JSON response: the envelope and the rows are altered before they are written out. */

type Row = Record<string, unknown>
type Alter = (response: ListResponse, rows: Row[], rule: FaultRule) => void

/** 2^53 + 1: no JavaScript number holds it, so it is written as text and put in after serialising. */
const HUGE_ID = '9007199254740993'
const HUGE_ID_MARK = `@${HUGE_ID}@`

/** The address that moved responses name unless told another. */
export const MOVED_TO = 'https://moved.sample-catalogue.invalid/api/v2/'

const HOSTILE_TITLES: readonly string[] = [
  '<img src=x onerror="document.title=\'owned\'">',
  '<svg onload=alert(1)><script>alert(2)</script>',
  'nul\u0000inside',
  'lone \ud800 surrogate',
  '\u202egpj.exe\u202c reversed',
  "Robert'); DROP TABLE silver_movie;--",
  'javascript:alert(1)',
  '=HYPERLINK("http://sample-catalogue.invalid","formula")',
  `{{constructor.constructor("alert(1)")()}} ${'$'}{7*7} %s %n`,
  'bell\u0007 escape\u001b[31m line\u2028separator',
]

// biome-ignore format: short pairs read better in rows
const LANGUAGE_WORDS: Readonly<Record<string, string>> = {
  en: 'English', ja: 'Japanese', fr: 'French', it: 'Italian', de: 'German', es: 'Spanish', zh: 'Mandarin',
  hi: 'Hindi', cn: 'Cantonese', ko: 'Korean', ru: 'Russian', sv: 'Swedish', da: 'Danish', pt: 'Portuguese',
}

const first = (rows: Row[], rule: FaultRule, otherwise: number): Row[] => rows.slice(0, numberValue(rule, otherwise))

/** Answers with tokens so far. */
let answered = 0

function eachAddress(rows: Row[], change: (address: string) => string): void {
  for (const row of rows) {
    for (const [key, value] of Object.entries(row))
      if (/^url$|_image/.test(key) && typeof value === 'string') row[key] = change(value)
  }
}

const ALTERATIONS: Partial<Record<FaultName, Alter>> = {
  'moved-notice': (response, _rows, rule) => {
    response.status_message += `. NOTICE: Base URL moving to ${textValue(rule, MOVED_TO)}`
  },
  'error-status': (response) => {
    Object.assign(response, { status: 'error', status_message: 'Query failed' })
    Reflect.deleteProperty(response, 'data')
  },
  huge: (_answer, rows, rule) => {
    if (rows[0]) rows[0].title = 'A'.repeat(numberValue(rule, 10_000_000))
  },
  'wrong-types': (_answer, rows, rule) => {
    for (const row of first(rows, rule, 3)) {
      Object.assign(row, { title: 42, year: [2019], rating: {}, runtime: null, genres: 'Drama', imdb_code: false })
    }
  },
  'movies-object': (response) => {
    Object.assign(response.data, { movies: { ...response.data.movies } })
  },
  hostile: (_answer, rows) => {
    for (const [index, row] of rows.entries()) {
      row.title = HOSTILE_TITLES[index % HOSTILE_TITLES.length]
      if (index % 5 === 0) Object.defineProperty(row, '__proto__', { value: { polluted: true }, enumerable: true })
      if (index % 5 === 1) Object.assign(row, { constructor: { prototype: { polluted: true } } })
    }
  },
  'duplicate-ids': (_answer, rows, rule) => {
    for (const [index, row] of first(rows, rule, 1).entries()) row.id = rows[index + 1]?.id ?? row.id
  },
  'negative-ids': (_answer, rows, rule) => {
    for (const row of first(rows, rule, 1)) row.id = -Number(row.id)
  },
  'huge-ids': (_answer, rows, rule) => {
    for (const row of first(rows, rule, 1)) row.id = HUGE_ID_MARK
  },
  'repeated-rows': (_answer, rows, rule) => {
    for (const row of structuredClone(first(rows, rule, 3)).reverse()) rows.unshift(row)
  },
  'absent-movies': (response) => {
    Reflect.deleteProperty(response.data, 'movies')
  },
  'empty-movies': (response) => {
    response.data.movies = []
  },
  'end-shape': (response, rows, rule) => {
    if (rows.length > 0) return
    const shape = textValue(rule, 'data-list')
    if (shape === 'data-list' || shape === 'data-null')
      Object.assign(response, { data: shape === 'data-list' ? [] : null })
    else Object.assign(response.data, { movies: { false: false, text: '', null: null }[shape] })
  },
  short: (_answer, rows, rule) => {
    rows.splice(numberValue(rule, 20))
  },
  'movie-count': (response, _rows, rule) => {
    response.data.movie_count = numberValue(rule, 0)
  },
  'movie-count-by': (response, _rows, rule) => {
    response.data.movie_count += numberValue(rule, 50)
  },
  'no-movie-count': (response) => {
    Reflect.deleteProperty(response.data, 'movie_count')
  },
  'new-field': (_answer, rows) => {
    for (const row of rows) row.letterboxd_score = { value: 3.5, votes: 12 }
  },
  'missing-field': (_answer, rows, rule) => {
    for (const row of rows) Reflect.deleteProperty(row, textValue(rule, 'slug'))
  },
  'null-field': (_answer, rows, rule) => {
    for (const row of rows) row[textValue(rule, 'slug')] = null
  },
  'address-tokens': (_answer, rows) => {
    answered += 1
    eachAddress(rows, (address) => `${address}?token=${answered}`)
  },
  'mirror-host': (_answer, rows, rule) => {
    const host = textValue(rule, 'mirror.sample-catalogue.invalid')
    eachAddress(rows, (address) => address.replace(/^(https?:\/\/)[^/]+/, `$1${host}`))
  },
  'language-words': (_answer, rows) => {
    for (const row of rows) row.language = LANGUAGE_WORDS[String(row.language)] ?? row.language
  },
  'string-numbers': (_answer, rows) => {
    for (const row of rows) {
      for (const [key, value] of Object.entries(row)) if (typeof value === 'number') row[key] = String(value)
    }
  },
  'schema-drift': (response, rows, rule) => {
    for (const name of ['new-field', 'language-words', 'string-numbers'] as const)
      ALTERATIONS[name]?.(response, rows, rule)
  },
}

/** True for the faults that `alterResponse` applies. */
export function isDataFault(rule: FaultRule): boolean {
  return Object.hasOwn(ALTERATIONS, rule.fault)
}

/** Applies the data faults among the rules, in order, to a copy of a response, and returns it as JSON text. */
export function alterResponse(response: ListResponse, rules: readonly FaultRule[]): string {
  const copy = structuredClone(response)
  for (const rule of rules) {
    const rows = (copy.data?.movies ?? []) as unknown
    if (Array.isArray(rows)) ALTERATIONS[rule.fault]?.(copy, rows as Row[], rule)
  }
  return JSON.stringify(copy).replaceAll(`"${HUGE_ID_MARK}"`, HUGE_ID)
}
