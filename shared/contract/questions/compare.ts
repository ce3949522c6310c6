import * as z from 'zod'
import { sideSchema } from '../../compare/comparison.ts'
import { exploreAxisSchema, exploreSpecSchema } from '../../explore-spec.ts'
import { filterSchema } from '../../filter/filter.ts'
import { measureIds } from '../../model/measures.ts'
import { channel } from '../define.ts'
import { overviewSchema } from '../explore.ts'
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

/** The films of a mark, or those around it: how many, how many have a value (null where none is taken), the number, and where eight of ten values are. */
const whySide = z.object({
  films: z.number().int(),
  known: z.number().nullable(),
  /** NaN = unknown. */
  value: z.number().or(z.nan()),
  low: z.number().or(z.nan()).nullable(),
  high: z.number().or(z.nan()).nullable(),
})

/** A member that many films of a mark have, and what the number would be without them. */
const pull = z.object({
  axis: exploreAxisSchema,
  member: pivotMemberSchema,
  films: z.number().int(),
  without: z.number(),
})
export type Pull = z.infer<typeof pull>

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
  /** The charts of the overview for each of two sides: of all of its films, no chart leaving a clause aside. */
  'compare.overview': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object(sides),
    output: z.object({ a: overviewSchema, b: overviewSchema }),
  }),
  /** Why a number is what it is: the films of a mark beside the others around it, and what pulls it up and down. */
  'compare.why': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    /** The filter of the mark's films, and that of those around it: its row, or all that the page shows. */
    input: z.object({ mark: filterSchema, around: filterSchema, measure: z.enum(measureIds) }),
    output: z.object({
      goldVersion: z.number().int(),
      mark: whySide,
      rest: whySide,
      /** Members that pull the number up and down, those that pull most first; none of what is counted. */
      up: z.array(pull),
      down: z.array(pull),
      /** Of what is counted: members that its films have more, and less, often than those around. */
      more: z.array(differing),
      less: z.array(differing),
    }),
  }),
  /** What two sides differ in most, of all dimensions; members of which neither has `least` films (absent = 30) are left out. */
  'compare.differs': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({ ...sides, least: z.number().int().min(1).max(100_000).optional() }),
    output: z.object({
      a: z.number().int(),
      b: z.number().int(),
      least: z.number().int(),
      members: z.array(differing),
      unknown: z.array(differing),
    }),
  }),
}
