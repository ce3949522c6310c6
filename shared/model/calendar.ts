import type { GoldAttribute } from './dimension.ts'

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const dayMs = 86_400_000

/** Week of the year by ISO 8601: the week that holds the year's first Thursday is week 1. */
function isoWeek(at: Date): number {
  const thursday = new Date(at.getTime() + (4 - (at.getUTCDay() || 7)) * dayMs)
  return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / dayMs / 7) + 1
}

/** `yyyymmdd` of a day written `YYYY-MM-DD`. */
export function dateKey(day: string | number): number {
  return Number(String(day).replaceAll('-', ''))
}

/** A part of a day, for a column of a table. */
function part(column: string, label: string, width: number, of: (day: string) => number): GoldAttribute {
  return { column, type: 'INTEGER', unknown: null, label, kind: 'integer', width, of: (day) => of(String(day)) }
}

/** A name of a day or of a part of it. */
function word(column: string, label: string, width: number, of: (day: string) => string): GoldAttribute {
  return { column, type: 'TEXT', unknown: 'Unknown', label, kind: 'text', width, of: (day) => of(String(day)) }
}

const utc = (day: string) => new Date(`${day}T00:00:00Z`)
const monthName = (day: string) => months[utc(day).getUTCMonth()] ?? ''
const weekday = (day: string) => weekdays[utc(day).getUTCDay()] ?? ''

/** What a calendar tells of a day written `YYYY-MM-DD`. English names from a table, so that gold is the same on every machine. */
export const dateAttributes: readonly GoldAttribute[] = [
  { ...word('date_iso', 'ISO', 110, (day) => `${day}T00:00:00Z`), unknown: null },
  word('date_full', 'In full', 200, (day) => {
    const at = utc(day)
    return `${weekday(day)}, ${at.getUTCDate()} ${monthName(day)} ${at.getUTCFullYear()}`
  }),
  word('day_of_week', 'Weekday', 110, weekday),
  part('day_of_month', 'Day', 70, (day) => utc(day).getUTCDate()),
  part('day_of_year', 'Day of year', 100, (day) => {
    const at = utc(day)
    return Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / dayMs) + 1
  }),
  part('week_of_year', 'Week', 80, (day) => isoWeek(utc(day))),
  part('month', 'Month', 80, (day) => utc(day).getUTCMonth() + 1),
  word('month_name', 'Month name', 120, monthName),
  part('quarter', 'Quarter', 80, (day) => Math.floor(utc(day).getUTCMonth() / 3) + 1),
  part('year', 'Year', 80, (day) => utc(day).getUTCFullYear()),
  part('is_weekend', 'Weekend', 90, (day) => (utc(day).getUTCDay() % 6 === 0 ? 1 : 0)),
]

/** All columns of `dim_date` for a day written `YYYY-MM-DD`. */
export function dateMember(day: string): Record<string, string | number> {
  return {
    date_key: dateKey(day),
    date: day,
    ...Object.fromEntries(dateAttributes.map(({ column, of }) => [column, of(day)])),
  }
}
