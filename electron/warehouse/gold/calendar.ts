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

/** One row of `dim_date`. */
export interface DateMember {
  date_key: number
  date: string
  date_iso: string
  date_full: string
  day_of_week: string
  day_of_month: number
  day_of_year: number
  week_of_year: number
  month: number
  month_name: string
  quarter: number
  year: number
  is_weekend: number
}

/** Week of the year by ISO 8601: the week that holds the year's first Thursday is week 1. */
function isoWeek(at: Date): number {
  const thursday = new Date(at.getTime() + (4 - (at.getUTCDay() || 7)) * dayMs)
  return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / dayMs / 7) + 1
}

/** `yyyymmdd` of a day written `YYYY-MM-DD`. */
export function dateKey(day: string): number {
  return Number(day.replaceAll('-', ''))
}

/** All attributes of a day written `YYYY-MM-DD`. English names from a table, so that gold is the same on every machine. */
export function dateMember(day: string): DateMember {
  const at = new Date(`${day}T00:00:00Z`)
  const year = at.getUTCFullYear()
  const month = at.getUTCMonth()
  const weekday = weekdays[at.getUTCDay()] ?? ''
  const monthName = months[month] ?? ''
  return {
    date_key: dateKey(day),
    date: day,
    date_iso: `${day}T00:00:00Z`,
    date_full: `${weekday}, ${at.getUTCDate()} ${monthName} ${year}`,
    day_of_week: weekday,
    day_of_month: at.getUTCDate(),
    day_of_year: Math.floor((at.getTime() - Date.UTC(year, 0, 1)) / dayMs) + 1,
    week_of_year: isoWeek(at),
    month: month + 1,
    month_name: monthName,
    quarter: Math.floor(month / 3) + 1,
    year,
    is_weekend: at.getUTCDay() % 6 === 0 ? 1 : 0,
  }
}
