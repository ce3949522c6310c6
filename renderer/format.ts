import type { Measure } from '../shared/model/measures.ts'

/**
 * The one formatter of the app: every number, date, size and duration on the screen comes from here. The interface is
 * English, so numbers and dates are too, whatever the system's language; dates are ISO, which every reader can sort by eye.
 */
const locale = 'en-GB'
const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const upToOneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
const twoDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
const tick = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 6 })
const tickShare = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 6 })
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
const monthYear = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Stands wherever a value is unknown; never 0. */
export const unknownText = '—'

/** 70613 → `70,613`; null → `—`. */
export function formatInteger(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? unknownText : integer.format(value)
}

/** 6.25 → `6.3`; `digits` may be 1 or 2. */
export function formatDecimal(value: number | null | undefined, digits: 1 | 2 = 1): string {
  if (value === null || value === undefined || Number.isNaN(value)) return unknownText
  return (digits === 1 ? oneDecimal : twoDecimals).format(value)
}

/** A value of a measure, with as many decimals as the model gives it. */
export function formatMeasure(value: number | null | undefined, { format }: Pick<Measure, 'format'>): string {
  if (format === 'integer') return formatInteger(value)
  if (format === 'share') return formatPercent(value)
  return formatDecimal(value, format === 'hundredths' ? 2 : 1)
}

/** 70613 → `70.6K`, where there is little room. */
export function formatCompact(value: number): string {
  return compact.format(value)
}

/** A number that an axis names, as it is: 6.25 is no 6.3, and 1,250 → `1.25K`. Of a share in percent. */
export function formatTick(value: number, isShare = false): string {
  return (isShare ? tickShare : tick).format(value)
}

/** A share from 0 to 1 → `12.5%`; anything above zero but under a tenth of a percent says so. */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || Number.isNaN(share)) return unknownText
  if (share > 0 && share < 0.001) return '<0.1%'
  return percent.format(share)
}

/** `1 film`, `2 films`: a count with its word. Give the plural when it is not the word with an s. */
export function formatCount(value: number, word: string, plural = `${word}s`): string {
  return `${formatInteger(value)} ${value === 1 ? word : plural}`
}

/** Bytes in binary steps: `512 B`, `1.5 KiB`, `34 MiB`. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || Number.isNaN(bytes)) return unknownText
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = bytes
  let step = 0
  while (Math.abs(value) >= 1024 && step < units.length - 1) {
    value /= 1024
    step += 1
  }
  const text = step === 0 || Math.abs(value) >= 100 ? integer.format(value) : upToOneDecimal.format(value)
  return `${text} ${units[step] ?? 'B'}`
}

/** Milliseconds as people say them: `340 ms`, `2.4 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return unknownText
  if (ms < 1000) return `${integer.format(Math.max(0, ms))} ms`
  if (ms < 59_950) return `${oneDecimal.format(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${integer.format(Math.floor(minutes / 60))} h ${pad(minutes % 60)} min`
}

/** A countdown or an estimate in whole seconds: `12 s`, `3 min 05 s`. */
export function formatSeconds(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)
}

/** A rate with what it counts: `1,240 films/s`. */
export function formatRate(perSecond: number, what: string): string {
  return `${perSecond > 0 && perSecond < 10 ? oneDecimal.format(perSecond) : integer.format(perSecond)} ${what}/s`
}

/** A year is never grouped: `1994`. */
export function formatYear(year: number | null | undefined): string {
  return year === null || year === undefined ? unknownText : String(year)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

/** Epoch milliseconds → `2026-11-23 14:05` in local time. */
export function formatTimestamp(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return unknownText
  const at = new Date(ms)
  if (Number.isNaN(at.getTime())) return unknownText
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${pad(at.getHours())}:${pad(at.getMinutes())}`
}

/** Of which catalogue, and when: the last line of what is saved. */
export function catalogueLine(isSample: boolean, at: number): string {
  return `${isSample ? 'Sample catalogue, invented films' : 'YTS catalogue'}, ${formatTimestamp(at)}.`
}

/** Epoch milliseconds → `14:05:09`, the time of day. */
export function formatTime(ms: number): string {
  const at = new Date(ms)
  return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`
}

/** How long ago, in the largest unit that fits: `just now`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function formatAgo(ms: number | null | undefined, now: number): string {
  if (ms === null || ms === undefined) return unknownText
  const minutes = Math.floor((now - ms) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ago`
  const days = Math.floor(hours / 24)
  return `${formatCount(days, 'day')} ago`
}

/** A date key as in `dim_date` (20210331) → `2021-03-31`; 0 is the unknown member. */
export function formatDateKey(key: number | null | undefined): string {
  if (!key) return unknownText
  const text = String(key).padStart(8, '0')
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`
}

/** A month as yyyymm (202103) → `Mar 2021`. */
export function formatMonth(yyyymm: number): string {
  return monthYear.format(new Date(Date.UTC(Math.floor(yyyymm / 100), (yyyymm % 100) - 1, 1)))
}
