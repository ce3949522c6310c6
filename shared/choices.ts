/** Which catalogue is open: the person's own, or the bundled sample. */
export const workspaces = ['catalogue', 'sample'] as const
export type WorkspaceName = (typeof workspaces)[number]

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Sizes of the tiles of the wall of films. */
export const wallSizes = ['S', 'M', 'L'] as const
