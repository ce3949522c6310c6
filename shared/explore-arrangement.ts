import * as z from 'zod'
import { exploreSpecSchema } from './explore-spec.ts'

/** What is shown of an answer. */
export const exploreViews = ['both', 'table', 'chart'] as const
export type ExploreView = (typeof exploreViews)[number]

/** The page *Explore* as it is kept: over restarts, and in saved views. */
export const exploreArrangementSchema = z.object({ spec: exploreSpecSchema, view: z.enum(exploreViews) })
