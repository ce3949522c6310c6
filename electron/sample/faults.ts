import { hash32, unit } from './catalogue/random.ts'

/** Faults by name: what each does, how one is written on a command line, and when a rule applies. */

/** Every fault, with the meaning of its value. Kept as data so that `--help`, README and parser agree. */
export const FAULTS = {
  latency: 'waits VALUE ms before answering',
  status: 'answers HTTP status VALUE with a small HTML body',
  '429': 'answers 429; VALUE is Retry-After: seconds, `date:SECONDS` (HTTP date ahead), `past`, `1e9`, `abc`, `none`',
  'rate-limit': 'answers 429 to more than VALUE requests a second',
  random: 'with probability VALUE one of 500, 503, 429, reset, reset-body, truncate, html',
  reset: 'closes the connection before any header',
  'reset-body': 'closes the connection in mid-body',
  truncate: 'declares a longer content-length than it sends',
  'cut-chunk': 'chunked response, cut inside a chunk',
  drip: 'sends one byte every VALUE ms',
  hang: 'never answers',
  'gzip-bomb': 'a gzipped body that unpacks to VALUE MiB',
  redirect: 'answers 302; VALUE is `other`, `same`, `loop`, `http` or an address',
  moved: 'answers 301 to VALUE, an address on another host',
  'moved-notice': 'status_message announces VALUE as the new base address',
  clone: 'answers as the clone sites do',
  html: 'an HTML page with status 200',
  challenge: 'a page with status 403 that wants proof of a person',
  'invalid-json': 'the response cut in half, with a correct content-length',
  'empty-body': 'status 200 and no bytes',
  'error-status': 'envelope with status `error`',
  deep: 'JSON nested VALUE deep',
  huge: 'a title of VALUE characters in the first row',
  'wrong-types': 'the first VALUE rows have fields of wrong types',
  'movies-object': '`movies` is an object instead of a list',
  'wrong-page': 'answers the page VALUE further on',
  hostile: 'titles and keys meant to break a reader: markup, NUL, lone surrogate, bidi, `__proto__`',
  'duplicate-ids': 'the first VALUE rows have the id of the row after them',
  'negative-ids': 'the first VALUE rows have negative ids',
  'huge-ids': 'the first VALUE rows have the id 2^53+1',
  'repeated-rows': 'the first VALUE rows come twice in the page',
  'absent-movies': 'no `movies` key',
  'empty-movies': '`movies` is an empty list',
  'end-shape': 'a page without films says so as PHP does: VALUE is `data-list`, `data-null`, `false`, `text` or `null`',
  short: 'only the first VALUE rows of the page',
  'movie-count': '`movie_count` is VALUE',
  'movie-count-by': '`movie_count` is off by VALUE',
  'no-movie-count': 'no `movie_count` key',
  'new-field': 'every row has a field that is not known yet',
  'missing-field': 'no row has the field VALUE',
  'null-field': 'every row has null for the field VALUE',
  'address-tokens': 'addresses of pages and images have a token that differs in every response',
  'mirror-host': 'addresses of pages and images are of the host VALUE',
  'text-before': 'a PHP warning before the JSON',
  'text-after': 'a PHP warning after the JSON',
  'language-words': 'languages as words, as until 2020',
  'string-numbers': 'numbers as strings',
  'schema-drift': 'new-field, language-words and string-numbers together',
  'newest-first': 'the order that was asked for is ignored: newest first',
  twice: 'a film is always also at another place: VALUE is `RANK:PLACE`, both from 0',
  unordered: 'neighbours change places from request to request (breaks the order that clients may rely on)',
} as const

export type FaultName = keyof typeof FAULTS

/** The faults whose value is no number. */
const TEXT_VALUED: ReadonlySet<FaultName> = new Set([
  '429',
  'redirect',
  'moved',
  'moved-notice',
  'missing-field',
  'null-field',
  'end-shape',
  'mirror-host',
  'twice',
])

/** One fault and when it strikes. All given conditions must hold; with none it strikes always. */
export interface FaultRule {
  fault: FaultName
  value?: string | number
  /** Only these pages. */
  pages?: readonly number[]
  /** Only the nth requests since the start, from 1. */
  requests?: readonly number[]
  /** Only the first n attempts at each page. */
  attempts?: number
  /** Only so many times in all. */
  times?: number
  /** Only with this probability (by seed, page and attempt: the order of requests does not matter). */
  p?: number
}

/** What a rule is matched against. */
export interface Occasion {
  /** The nth request since the start, from 1. */
  request: number
  page: number
  /** The nth request of this page, from 1. */
  attempt: number
}

/** A mistake in the writing of a fault. */
export class FaultError extends Error {}

/**
 * Reads `NAME[=VALUE][@CONDITION[;CONDITION]...]`, for example `429=2@pages:3,5-7;attempts:1` or `reset@p:0.1`.
 * Throws FaultError naming what is wrong.
 */
export function parseFault(text: string): FaultRule {
  const [head = '', conditions] = splitOnce(text, '@')
  const [name = '', value] = splitOnce(head, '=')
  if (!Object.hasOwn(FAULTS, name))
    throw new FaultError(`No fault is called "${name}". Known: ${Object.keys(FAULTS).join(', ')}.`)
  const rule: FaultRule = { fault: name as FaultName }
  if (value !== undefined) rule.value = value
  for (const condition of conditions?.split(';') ?? []) {
    const [key = '', setting = ''] = splitOnce(condition, ':')
    if (key === 'pages' || key === 'requests') rule[key] = parseList(setting, condition)
    else if (key === 'attempts' || key === 'times' || key === 'p') rule[key] = parseNumber(setting, condition)
    else throw new FaultError(`"${condition}" is no condition. Known: pages:, requests:, attempts:, times:, p:.`)
  }
  return rule
}

/** The rules in force, and how often each has struck. */
export class FaultBook {
  readonly #seed: number
  #rules: FaultRule[] = []
  #struck: number[] = []

  constructor(seed: number, rules: readonly (FaultRule | string)[] = []) {
    this.#seed = seed
    this.set(rules)
  }

  /** Replaces all rules; counts start again. Throws FaultError and keeps the old ones when one is misspelt. */
  set(rules: readonly (FaultRule | string)[]): void {
    const parsed = rules.map((rule) => (typeof rule === 'string' ? parseFault(rule) : rule))
    for (const rule of parsed) if (!TEXT_VALUED.has(rule.fault)) numberValue(rule, 0)
    this.#rules = parsed
    this.#struck = this.#rules.map(() => 0)
  }

  /** The rules that strike on an occasion, in the order given. */
  strike(occasion: Occasion): FaultRule[] {
    const striking: FaultRule[] = []
    for (const [index, rule] of this.#rules.entries()) {
      if (!this.#applies(rule, index, occasion)) continue
      this.#struck[index] = (this.#struck[index] ?? 0) + 1
      striking.push(rule.fault === 'random' ? this.#randomFault(index, occasion) : rule)
    }
    return striking
  }

  #applies(rule: FaultRule, index: number, { request, page, attempt }: Occasion): boolean {
    if (rule.pages && !rule.pages.includes(page)) return false
    if (rule.requests && !rule.requests.includes(request)) return false
    if (rule.attempts !== undefined && attempt > rule.attempts) return false
    if (rule.times !== undefined && (this.#struck[index] ?? 0) >= rule.times) return false
    const chance = rule.fault === 'random' ? Number(rule.value ?? 0.3) : rule.p
    return chance === undefined || unit(this.#seed + index, page, attempt) < chance
  }

  #randomFault(index: number, { page, attempt }: Occasion): FaultRule {
    const choices: readonly FaultRule[] = [
      { fault: 'status', value: 500 },
      { fault: 'status', value: 503 },
      { fault: '429', value: '0' },
      { fault: 'reset' },
      { fault: 'reset-body' },
      { fault: 'truncate' },
      { fault: 'html' },
    ]
    return choices[hash32(this.#seed - index, page, attempt) % choices.length] as FaultRule
  }
}

/** A rule's value as a number, or a default. */
export function numberValue(rule: FaultRule, otherwise: number): number {
  const value = rule.value === undefined || rule.value === '' ? otherwise : Number(rule.value)
  if (!Number.isFinite(value)) throw new FaultError(`The fault ${rule.fault} wants a number, not "${rule.value}".`)
  return value
}

/** A rule's value as text, or a default. */
export function textValue(rule: FaultRule, otherwise: string): string {
  return rule.value === undefined || rule.value === '' ? otherwise : String(rule.value)
}

function splitOnce(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)]
}

function parseNumber(text: string, where: string): number {
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) throw new FaultError(`"${where}" wants a number.`)
  return value
}

function parseList(text: string, where: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from = '', to] = splitOnce(part, '-')
    const first = parseNumber(from, where)
    const last = to === undefined ? first : parseNumber(to, where)
    if (last - first > 1_000_000) throw new FaultError(`"${where}" names too many.`)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  })
}
