import { describe, expect, it } from 'vitest'
import type { MemberKey } from '../../shared/explore-spec.ts'
import { emptyFilter } from '../../shared/filter/filter.ts'
import { type AxisPoint, membersChange, onlyMembersOf } from './member-change.ts'

const drama: AxisPoint = { axis: { dimension: 'genre' }, member: { key: 'Drama' } }
const crime: AxisPoint = { axis: { dimension: 'genre' }, member: { key: 'Crime' } }
const decade = (key: MemberKey): AxisPoint => ({ axis: { dimension: 'year', bucket: 'decade' }, member: { key } })
const year = (key: MemberKey): AxisPoint => ({ axis: { dimension: 'year', bucket: 'year' }, member: { key } })

describe('a cell filters by its row and its column together', () => {
  it('whatever of them was filtered by before', () => {
    const whole = membersChange([drama, decade(1990)], 'pick')(emptyFilter())
    expect(whole.where.genre.any).toEqual(['Drama'])
    expect(whole.where.year.in).toEqual([[1990, 1999]])
    for (const before of [[drama], [decade(1990)], [drama, decade(1980)], [crime, decade(1990)]]) {
      const filter = membersChange(before, 'pick')(emptyFilter())
      expect(membersChange([drama, decade(1990)], 'pick')(filter)).toEqual(whole)
    }
  })

  it('and lets both go when they are filtered by already, but for "only"', () => {
    const cell = [drama, decade(1990)]
    const whole = membersChange(cell, 'pick')(emptyFilter())
    expect(membersChange(cell, 'pick')(whole)).toEqual(emptyFilter())
    expect(onlyMembersOf(cell)(whole)).toEqual(whole)
    expect(onlyMembersOf([drama])(onlyMembersOf([drama])(emptyFilter())).where.genre.any).toEqual(['Drama'])
  })

  it('of two ways to put one dimension together the narrower counts, in either order', () => {
    for (const cell of [
      [decade(1990), year(1994)],
      [year(1994), decade(1990)],
    ]) {
      const filter = membersChange(cell, 'pick')(emptyFilter())
      expect(filter.where.year.in).toEqual([[1994, 1994]])
      expect(membersChange(cell, 'pick')(filter)).toEqual(emptyFilter())
    }
  })

  it('and is added to what is kept without taking a part of it out; taken out when all of it is there', () => {
    const first = membersChange([drama, decade(1990)], 'add')(emptyFilter())
    const second = membersChange([drama, decade(2000)], 'add')(first)
    expect(second.where.genre.any).toEqual(['Drama'])
    expect(second.where.year.in).toEqual([[1990, 2009]])
    expect(membersChange([drama, decade(2000)], 'add')(second).where).toMatchObject({
      genre: { any: [] },
      year: { in: [[1990, 1999]] },
    })
  })

  it('leaves out no more than its row', () => {
    expect(membersChange([drama, decade(1990)], 'exclude')(emptyFilter())).toEqual(
      membersChange([drama], 'exclude')(emptyFilter()),
    )
  })

  it('of all others only as a whole: where they find no room nothing is filtered', () => {
    const rest = Array.from({ length: 201 }, (_, at) => `Genre ${at}`)
    const others: AxisPoint = {
      axis: { dimension: 'genre' },
      member: { key: null, others: { shown: ['Drama'], rest } },
    }
    const before = emptyFilter()
    expect(membersChange([others, decade(1990)], 'pick')(before)).toBe(before)
    const few: AxisPoint = { ...others, member: { key: null, others: { shown: ['Drama'], rest: ['Crime'] } } }
    expect(membersChange([few, decade(1990)], 'pick')(before).where).toMatchObject({
      genre: { any: ['Crime'] },
      year: { in: [[1990, 1999]] },
    })
    const otherYears: AxisPoint = {
      axis: { dimension: 'year', bucket: 'year' },
      member: { key: null, others: { shown: [1994], rest: [1995] } },
    }
    const within = membersChange([otherYears, decade(1990)], 'pick')(before)
    expect([within.where.year.in, within.also]).toMatchObject([
      [[1990, 1999]],
      [{ dimension: 'year', clause: { out: [[1994, 1994]] } }],
    ])
  })
})
