import { expect, it } from 'vitest'
import { campaign } from './campaign.ts'
import { table } from './outcome.ts'

/** The short form of `npm run campaign`: every kind of fault once, seeded like the long one. */
it('loads survive kills, faults and fuzzed answers', { timeout: 1_200_000 }, async () => {
  const outcomes = await campaign({
    seed: 7,
    kills: 8,
    fuzz: 400,
    damages: 1,
    only: [
      'sigkill',
      'fuzzed',
      'disk full',
      'header',
      'torn',
      'power loss',
      'two writers',
      'gzip bomb',
      'another host',
      'truncated body',
    ],
    say: () => {},
  })
  const tried = outcomes.filter(({ tried }) => tried > 0)
  expect(tried.length).toBeGreaterThanOrEqual(10)
  for (const { fault, tried, held } of outcomes) expect([fault, held], table(outcomes)).toEqual([fault, tried])
})
