import type { Contract } from '../contract/index.ts'

export type RendererChannel = {
  [C in keyof Contract]: Contract[C]['audience'] extends 'renderer' ? C : never
}[keyof Contract]

/** The one channel on which main pushes events to the renderer. */
export const eventChannel = 'yts:event'
/** Prefix of invoke channels, so that no other IPC name can collide. */
export const invokePrefix = 'yts:'
