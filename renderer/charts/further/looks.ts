import type { SeriesLook } from '../model.ts'

/** How many colours tell categories apart; behind the last they begin again, dashed or pale. */
export const colours = 8

/** The look of the category that is at this place among all of its kind; null = it has none, as the unknown. */
export function lookAt(place: number | null): SeriesLook {
  if (place === null) return { colour: null, again: false }
  return { colour: place % colours, again: Math.floor(place / colours) % 2 === 1 }
}

/** The class of a look in `plot.css`. */
export function lookOf({ colour, again }: SeriesLook): string {
  return `series ${colour === null ? 'series-none' : `series-${colour}`}${again ? ' again' : ''}`
}
