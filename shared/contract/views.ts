import * as z from 'zod'
import { namedStateSchema, viewNameSchema, viewStateSchema } from '../views/view-state.ts'
import { channel } from './define.ts'

const none = z.void().or(z.null()).or(z.undefined())
const id = z.uuid()

const skipped = z.array(z.string())

/** A saved view; `skipped` names what this version does not know of it. */
const savedView = z.object({ id, name: z.string(), state: viewStateSchema, skipped })

/** A view from outside, or the sentence that says why it cannot be shown. */
const given = z.union([namedStateSchema.extend({ skipped }), z.object({ refused: z.string() })]).nullable()

const viewList = z.object({
  /** The view that the app opens with; null = as it was left. */
  start: id.nullable(),
  views: z.array(savedView),
  /** How many cannot be shown by this version; they stay in the file. */
  unread: z.number().int(),
  /** What is to be told of the file, as a sentence: it was damaged, it is of a newer version. */
  problem: z.string().nullable(),
  /** Nothing can be saved now, for what `problem` says. */
  isClosed: z.boolean(),
})
export type ViewList = z.infer<typeof viewList>

/** Saved views of the open workspace. Each change answers with the whole list as it is then. */
export const viewChannels = {
  'views.list': channel({ owner: 'main', audience: 'renderer', input: none, output: viewList }),
  /** Over a view, by its id, or as a new one. */
  'views.save': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.object({ id: id.nullable(), ...namedStateSchema.shape }),
    output: viewList.extend({ id }),
  }),
  'views.rename': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.object({ id, name: viewNameSchema }),
    output: viewList,
  }),
  'views.remove': channel({ owner: 'main', audience: 'renderer', input: z.object({ id }), output: viewList }),
  /** Puts back what was deleted while the app runs. */
  'views.restore': channel({ owner: 'main', audience: 'renderer', input: z.object({ id }), output: viewList }),
  /** A view as text to give away; nothing is written. */
  'views.text': channel({
    owner: 'main',
    audience: 'renderer',
    input: namedStateSchema,
    output: z.object({
      /** null where it would be longer than links may be: the file then. */
      link: z.string().nullable(),
      file: z.string(),
      /** What stays behind. */
      left: skipped,
    }),
  }),
  /** The link that the app was opened by, or that came since, once; null = none did. */
  'views.takeLink': channel({ owner: 'main', audience: 'renderer', input: none, output: given }),
  /** Main asks which file in a native dialog; null = the person changed their mind. */
  'views.openFile': channel({ owner: 'main', audience: 'renderer', timeoutMs: 0, input: none, output: given }),
  'views.setStart': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.object({ id: id.nullable() }),
    output: viewList,
  }),
}
