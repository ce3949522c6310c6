import * as z from 'zod'
import { sideSchema } from '../compare/comparison.ts'
import { exploreAxisSchema, exploreSpecSchema } from '../explore-spec.ts'
import { channel } from './define.ts'
import { overBudgetSchema, pivotMemberSchema, pivotSchema } from './pivot.ts'

const sides = { a: sideSchema, b: sideSchema }

/** A member of a dimension, and how many films each side has of it, also as a share of the side's. */
const differing = z.object({
  axis: exploreAxisSchema,
  member: pivotMemberSchema,
  filmsA: z.number().int(),
  filmsB: z.number().int(),
  shareA: z.number(),
  shareB: z.number(),
})
export type Differing = z.infer<typeof differing>

export const compareChannels = {
  /** The films of two sides, and of both. */
  'compare.sides': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object(sides),
    output: z.object({ a: z.number().int(), b: z.number().int(), overlap: z.number().int() }),
  }),
  /** Measures by dimensions for two sides in one table, each number worked out from the films of its side alone. */
  'compare.query': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({ spec: exploreSpecSchema, ...sides }),
    output: z.union([
      z.object({
        /** Side A, in the rows and columns of both. */
        pivot: pivotSchema,
        /** Side B, in the same rows and columns. */
        b: pivotSchema.pick({ matched: true, values: true, films: true }),
        /** Films in both, and films in the catalogue of B. */
        overlap: z.number().int(),
        total: z.number().int(),
      }),
      z.object({ refused: overBudgetSchema }),
    ]),
  }),
  /** What two sides differ in most, of all dimensions; members of which neither has `least` films are left out. */
  'compare.differs': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object(sides),
    output: z.object({
      a: z.number().int(),
      b: z.number().int(),
      least: z.number().int(),
      members: z.array(differing),
      unknown: z.array(differing),
    }),
  }),
}
