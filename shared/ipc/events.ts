import * as z from 'zod'
import { exportProgressSchema } from '../export/export-spec.ts'
import { progressSchema, syncSummarySchema } from './progress.ts'
import { publicationSchema } from './publication.ts'

/** Commands a native menu item or a shortcut asks of the renderer. One list for the menu, the palette and the help. */
export const menuCommands = [
  'go.overview',
  'go.explore',
  'go.movies',
  'go.tables',
  'go.schema',
  'go.runs',
  'go.quality',
  'go.destinations',
  'go.settings',
  'history.back',
  'history.forward',
  'sync.start',
  'sync.full',
  'sync.pauseOrResume',
  'sync.cancel',
  'sync.dryRun',
  'sync.dryRunFull',
  'data.verify',
  'data.openFolder',
  'page.export',
  'page.report',
  'compare.start',
  'compare.swap',
  'compare.stop',
  'films.grid',
  'films.wall',
  'theme.system',
  'theme.light',
  'theme.dark',
  'filter.clear',
  'filter.undo',
  'filter.redo',
  'search.focus',
  'palette.open',
  'help.shortcuts',
  'help.diagnostics',
  'help.about',
] as const
export type MenuCommand = (typeof menuCommands)[number]

/** Everything main may push to the renderer; a snapshot, never a delta, so a dropped one is harmless. */
const appEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: progressSchema }),
  z.object({ type: z.literal('finished'), summary: syncSummarySchema }),
  /** `replaced`: another file took the warehouse's name, so that an equal version may be of other films. */
  z.object({ type: z.literal('published'), goldVersion: z.number().int(), replaced: z.boolean().optional() }),
  z.object({ type: z.literal('publication'), publication: publicationSchema }),
  /** How far an export is that is being written. */
  z.object({ type: z.literal('export'), progress: exportProgressSchema }),
  z.object({ type: z.literal('config'), reason: z.enum(['saved', 'changedOnDisk', 'progress']) }),
  z.object({ type: z.literal('workspace'), workspace: z.enum(['catalogue', 'sample']) }),
  z.object({
    type: z.literal('process'),
    name: z.enum(['loader', 'reader']),
    state: z.enum(['up', 'restarting', 'down']),
  }),
  z.object({ type: z.literal('command'), command: z.enum(menuCommands) }),
  z.object({ type: z.literal('goto'), route: z.string().max(500) }),
  z.object({ type: z.literal('quitRequested') }),
  /** The host of posters began or ceased to fail. */
  z.object({ type: z.literal('posters'), isFailing: z.boolean() }),
  /** A link to a view came: the page asks for it. */
  z.object({ type: z.literal('link') }),
])
export type AppEvent = z.infer<typeof appEventSchema>
