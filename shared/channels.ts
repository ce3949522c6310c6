import type { Contract } from './contract/index.ts'

/**
 * Names the renderer may call. Kept apart from the schemas so that the preload bundle holds no zod; the type below fails
 * to compile when this list and the contract disagree.
 */
export const rendererChannels = [
  'app.info',
  'app.openExternal',
  'app.quit',
  'app.showDataFolder',
  'app.moveDataFolder',
  'app.useWorkspace',
  'ui.get',
  'ui.set',
  'ui.setTheme',
  'ui.filterSteps',
  'file.save',
  'clipboard.write',
  'config.read',
  'config.validate',
  'config.patch',
  'config.save',
  'config.defaults',
  'config.backups',
  'config.acceptAddress',
  'schedule.preview',
  'sync.start',
  'sync.pause',
  'sync.resume',
  'sync.cancel',
  'sync.progress',
  'maintenance.rebuild',
  'maintenance.verify',
  'quarantine.replay',
  'overview.query',
  'movies.page',
  'movies.locate',
  'movies.inspect',
  'movies.search',
  'movies.explain',
  'facets.members',
  'warehouse.status',
  'tables.counts',
  'tables.page',
  'schema.describe',
  'runs.list',
  'runs.detail',
  'runs.changes',
  'quality.summary',
  'quality.columns',
  'quality.offenders',
  'diagnostics.read',
  'diagnostics.text',
] as const

export type RendererChannel = {
  [C in keyof Contract]: Contract[C]['audience'] extends 'renderer' ? C : never
}[keyof Contract]

type Listed = (typeof rendererChannels)[number]
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
// Compiles only while the list names exactly the contract's renderer channels.
true satisfies Same<Listed, RendererChannel>

/** The one channel on which main pushes events to the renderer. */
export const eventChannel = 'yts:event'
/** Prefix of invoke channels, so that no other IPC name can collide. */
export const invokePrefix = 'yts:'
