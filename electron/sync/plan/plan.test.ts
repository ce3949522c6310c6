import { expect, it } from 'vitest'
import { fullPlan, openBoundaries, readPlan, split } from './plan.ts'

it('a plan that was kept in the words of an older version is gone on with', () => {
  const plan = fullPlan(10, 30, 3)
  const [first] = plan.partitions
  if (!first) throw new Error('a plan of thirty pages has no partition')
  first.next -= 2
  split(plan, first, first.next - 1)
  const { partitions, ...rest } = plan
  const older = { ...rest, stripes: partitions.map(({ boundary, ...partition }) => ({ ...partition, seam: boundary })) }
  expect(readPlan(JSON.stringify(older))).toEqual(plan)
  expect(readPlan(older)).toEqual(readPlan(plan))
  expect(openBoundaries(plan).length).toBeGreaterThan(0)
})

it.each([
  ['no stripes', { version: 1, kind: 'full', stripes: 3 }],
  ['stripes of nothing', { version: 1, kind: 'full', stripes: [null] }],
  ['no plan', 'stripes'],
  ['a plan of another version', { version: 2, kind: 'full', partitions: [] }],
])('what is no plan is none, and throws nothing: %s', (_, kept) => {
  expect(readPlan(kept)).toBeNull()
})
