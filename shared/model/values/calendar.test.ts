import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryWarehouse } from '../../../electron/warehouse/testing/loads.ts'
import { decadeOf, ratingBand, runtimeBand } from './bands.ts'
import { dateKey, dateMember } from './calendar.ts'

describe('date attributes', () => {
  it('agree with SQLite for any day', () => {
    const sql = memoryWarehouse().prepare(
      `SELECT CAST(strftime('%j', @day) AS INTEGER) AS day_of_year, CAST(strftime('%V', @day) AS INTEGER) AS week_of_year,
         CAST(strftime('%m', @day) AS INTEGER) AS month, CAST(strftime('%Y', @day) AS INTEGER) AS year,
         CAST(strftime('%d', @day) AS INTEGER) AS day_of_month, strftime('%w', @day) IN ('0', '6') AS is_weekend`,
    )
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10)
        expect(dateMember(day)).toMatchObject(sql.get({ day }) as object)
      }),
      { numRuns: 1000 },
    )
  })

  it('are complete', () => {
    expect(dateMember('2021-01-03')).toEqual({
      date_key: 20210103,
      date: '2021-01-03',
      date_iso: '2021-01-03T00:00:00Z',
      date_full: 'Sunday, 3 January 2021',
      day_of_week: 'Sunday',
      day_of_month: 3,
      day_of_year: 3,
      week_of_year: 53,
      month: 1,
      month_name: 'January',
      quarter: 1,
      year: 2021,
      is_weekend: 1,
    })
    expect(dateKey('2015-12-31')).toBe(20151231)
  })
})

describe('bands', () => {
  it('cover every value once', () => {
    expect([1, 44, 45, 89, 90, 119, 120, 180, 6000].map(runtimeBand)).toEqual([
      'Under 45 min',
      'Under 45 min',
      '45–74 min',
      '75–89 min',
      '90–104 min',
      '105–119 min',
      '120–149 min',
      '180 min and more',
      '180 min and more',
    ])
    expect([0.5, 6.9, 7, 9, 10].map(ratingBand)).toEqual(['0.0–0.9', '6.0–6.9', '7.0–7.9', '9.0–10', '9.0–10'])
    expect([1899, 1990, 2021].map(decadeOf)).toEqual(['1890s', '1990s', '2020s'])
  })
})
