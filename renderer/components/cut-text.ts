import { useEffect } from 'react'

/** Shows a text that its place cuts off in full while the pointer is on it. */
function tellCut(event: PointerEvent): void {
  const text = event.target instanceof Element ? event.target.closest<HTMLElement>('.truncate, .grid-text') : null
  // A title that a view gave is its own; those given here carry a mark and are renewed, as rows are drawn anew in place.
  if (!text || (text.title !== '' && text.dataset.cut === undefined)) return
  if (text.scrollWidth > text.clientWidth) {
    text.title = text.textContent ?? ''
    text.dataset.cut = ''
  } else if (text.dataset.cut !== undefined) {
    text.removeAttribute('title')
    delete text.dataset.cut
  }
}

/** Gives every cut-off text of the window its tooltip, at the moment it is pointed at: no cost while rows scroll by. */
export function useCutText(): void {
  useEffect(() => {
    document.addEventListener('pointerover', tellCut, { passive: true })
    return () => document.removeEventListener('pointerover', tellCut)
  }, [])
}
