import type { GridFocus } from '../focus/selection.ts'

export interface Place {
  question: string
  focus: GridFocus
  top: number
}

/** Where each grid of this session was left, so that coming back to a page finds it again. */
const places = new Map<string, Place>()

/** Keeps where a grid stands. */
export function leavePlace(gridId: string, place: Place): void {
  places.set(gridId, place)
}

/** Where a grid was left; null when it then answered another question. */
export function placeOf(gridId: string, question: string): Place | null {
  const place = places.get(gridId)
  return place?.question === question ? place : null
}
