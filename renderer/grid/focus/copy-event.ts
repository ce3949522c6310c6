/** What of a document tells of a copy. */
export interface CopySource extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly activeElement: unknown
  getSelection(): Pick<Selection, 'isCollapsed'> | null
}

/**
 * Hears of *Edit › Copy* while a grid has the focus. The event of it never comes to the grid: its cells are no selected text, so the
 * browser sends it to the body. Text that is selected elsewhere is left to the browser.
 *
 * @param has whether the focus is in the grid
 * @returns ends it
 */
export function onCopyEvent(source: CopySource, has: (focused: unknown) => boolean, copy: () => void): () => void {
  const hear = (event: Event): void => {
    const isText = source.getSelection()?.isCollapsed === false
    if (event.defaultPrevented || isText || !has(source.activeElement)) return
    event.preventDefault()
    copy()
  }
  source.addEventListener('copy', hear)
  return () => source.removeEventListener('copy', hear)
}
