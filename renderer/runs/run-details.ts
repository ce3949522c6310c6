import type { ChannelOutput } from '../../shared/contract/index.ts'

/** One run with its stages, pages, drift and checks. */
export type RunDetails = ChannelOutput<'runs.detail'>
