import type { ChannelOutput } from '../../shared/contract/index.ts'

/** The checks and cleaning rules with what the last load found. */
export type QualitySummary = ChannelOutput<'quality.summary'>
