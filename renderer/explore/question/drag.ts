import type { DragEvent } from 'react'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'

/** Says that what is dragged is one of our dimensions, and nothing from elsewhere. */
const type = 'application/x-yts-explorer-dimension'

/** The dimension that is being dragged; what a drag carries cannot be read before it is dropped. */
let dragged: ExploreAxis | null = null

/** What makes a field carry its dimension to a shelf, by the mouse. Pills do not: a press on them opens their menu. */
export function dragProps(axis: ExploreAxis) {
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      dragged = axis
      event.dataTransfer.setData(type, '')
      event.dataTransfer.effectAllowed = 'move'
    },
    onDragEnd: () => {
      dragged = null
    },
  }
}

/** What makes a shelf take a dimension that is dropped on it. */
export function dropProps(put: (axis: ExploreAxis) => void) {
  const mark = (event: DragEvent<HTMLElement>, isOver: boolean) => {
    if (isOver) event.currentTarget.dataset.over = ''
    else delete event.currentTarget.dataset.over
  }
  return {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!dragged || !event.dataTransfer.types.includes(type)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      mark(event, true)
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => mark(event, false),
    onDrop: (event: DragEvent<HTMLElement>) => {
      mark(event, false)
      if (!dragged) return
      event.preventDefault()
      put(dragged)
      dragged = null
    },
  }
}
