/** Which catalogue is open: the person's own, or the bundled sample. */
export const workspaces = ['catalogue', 'sample'] as const
export type WorkspaceName = (typeof workspaces)[number]

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
