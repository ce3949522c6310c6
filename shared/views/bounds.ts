// No schemas here: what starts first reads the start view, and not zod.

/** The most views that a workspace keeps. */
export const mostViews = 500
/** The largest state of a view, in characters of JSON. */
export const largestView = 64_000
/** Room for every view at its largest, and their names, in bytes of their file. */
export const largestViewFile = mostViews * 4 * largestView
/** The file of a workspace's saved views, in its folder. */
export const viewsFile = 'views.json'
/** How a link to a view begins. */
export const linkScheme = 'yts-explorer'
/** The longest link that is made; what is larger is offered as a file. */
export const longestLink = 2_000
