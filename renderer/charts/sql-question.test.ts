import { expect, it } from 'vitest'
import { emptyFilter } from '../../shared/filter/filter.ts'
import { toggleMembers } from '../filter/reducers.ts'
import { memberChart } from '../overview/charts/member-chart.ts'
import { questionOf } from './sql-dialog.tsx'

const buckets = [{ key: 'Western', label: 'Western', count: 4, all: 9, weight: 4, allWeight: 9 }]

it('what is said of a chart’s SQL is what the SQL leaves aside, under “all of” as well', () => {
  for (const list of ['any', 'all'] as const) {
    const filter = toggleMembers('genre', ['Drama'], list)(emptyFilter())
    const chart = memberChart('genre', buckets, filter.where.genre, 'films')
    const { input, text } = questionOf(chart, null, filter)
    const keeps = input.filter.where.genre.all.length > 0
    expect(keeps).toBe(list === 'all')
    expect(text.includes('left aside')).toBe(!keeps)
    expect(text.includes('“all of” stays')).toBe(keeps)
    const mark = questionOf(chart, 0, filter)
    // The films that the mark counts: under "all of" those that have the other members too.
    expect(mark.input.filter.where.genre).toMatchObject(
      keeps ? { any: [], all: ['Drama', 'Western'] } : { any: ['Western'], all: [] },
    )
    expect(mark.text.includes('in place of')).toBe(!keeps)
    expect(mark.text.includes('“all of” stays')).toBe(keeps)
  }
})
