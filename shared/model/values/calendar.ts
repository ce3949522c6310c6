import type { GoldAttribute } from '../dimension.ts'

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
function part(
  column: string,
  label: string,
  width: number,
  description: string,
  of: (day: string) => number,
): GoldAttribute {
  return {
    column,
    type: 'INTEGER',
    unknown: null,
    label,
    description,
    kind: 'integer',
    width,
    of: (day) => of(String(day)),
  }
}

/** A name of a day or of a part of it. */
function word(
  column: string,
  label: string,
  width: number,
  description: string,
  of: (day: string) => string,
): GoldAttribute {
  return {
    column,
    type: 'TEXT',
    unknown: 'Unknown',
    label,
    description,
    kind: 'text',
    width,
    of: (day) => of(String(day)),
  }
}

const utc = (day: string) => new Date(`${day}T00:00:00Z`)
const monthName = (day: string) => months[utc(day).getUTCMonth()] ?? ''
const weekday = (day: string) => weekdays[utc(day).getUTCDay()] ?? ''

/** What a calendar tells of a day written `YYYY-MM-DD`. English names from a table, so that gold is the same on every machine. */
export const dateAttributes: readonly GoldAttribute[] = [
  {
    ...word('date_iso', 'ISO', 110, 'Midnight of the day in UTC, ISO 8601.', (day) => `${day}T00:00:00Z`),
    unknown: null,
  },
  word('date_full', 'In full', 200, 'The day in words, with its weekday.', (day) => {
    const at = utc(day)
    return `${weekday(day)}, ${at.getUTCDate()} ${monthName(day)} ${at.getUTCFullYear()}`
  }),
  word('day_of_week', 'Weekday', 110, 'English name of the weekday.', weekday),
  part('day_of_month', 'Day', 70, 'Day of the month, 1 to 31.', (day) => utc(day).getUTCDate()),
  part('day_of_year', 'Day of year', 100, 'Day of the year, 1 to 366.', (day) => {
    const at = utc(day)
    return Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / dayMs) + 1
  }),
  part('week_of_year', 'Week', 80, 'Week of the year by ISO 8601: week 1 has the first Thursday.', (day) =>
    isoWeek(utc(day)),
  ),
  part('month', 'Month', 80, 'Month, 1 to 12.', (day) => utc(day).getUTCMonth() + 1),
  word('month_name', 'Month name', 120, 'English name of the month.', monthName),
  part('quarter', 'Quarter', 80, 'Quarter of the year, 1 to 4.', (day) => Math.floor(utc(day).getUTCMonth() / 3) + 1),
  part('year', 'Year', 80, 'Year of the day.', (day) => utc(day).getUTCFullYear()),
  part('is_weekend', 'Weekend', 90, '1 on Saturday and Sunday, else 0.', (day) =>
    utc(day).getUTCDay() % 6 === 0 ? 1 : 0,
  ),
]

/** All columns of `dim_date` for a day written `YYYY-MM-DD`. */
export function dateMember(day: string): Record<string, string | number> {
  return {
    date_key: dateKey(day),
    date: day,
    ...Object.fromEntries(dateAttributes.map(({ column, of }) => [column, of(day)])),
  }
}
