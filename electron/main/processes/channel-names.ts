import type { ChannelsOf } from '../../../shared/contract/index.ts'

// The channels a process answers, by name: the contract's schemas would cost it a third of its start, and main has checked
// what comes in. A list that disagrees with the contract does not compile.

const loaderList = [
  'sync.pause',
  'sync.resume',
  'sync.cancel',
  'sync.progress',
  'maintenance.rebuild',
  'maintenance.verify',
  'quarantine.replay',
  'loader.start',
  'loader.probe',
  'loader.hold',
  'loader.shutdown',
] as const satisfies readonly ChannelsOf<'loader'>[]

const readerList = [
  'overview.query',
  'movies.page',
  'movies.locate',
  'movies.inspect',
  'movies.search',
  'movies.explain',
  'facets.members',
  'warehouse.status',
  'reader.refresh',
  'tables.counts',
  'tables.page',
  'schema.describe',
  'runs.list',
  'runs.detail',
  'runs.changes',
  'quality.summary',
  'quality.columns',
  'quality.offenders',
] as const satisfies readonly ChannelsOf<'reader'>[]

type Missing<All, Listed> = [Exclude<All, Listed>] extends [never] ? true : Exclude<All, Listed>
true satisfies Missing<ChannelsOf<'loader'>, (typeof loaderList)[number]>
true satisfies Missing<ChannelsOf<'reader'>, (typeof readerList)[number]>

export const loaderChannels: ReadonlySet<string> = new Set(loaderList)
export const readerChannels: ReadonlySet<string> = new Set(readerList)
