import { useEffect, useState } from 'react'
import { takeBack } from '../../state/back.ts'

/** What the head of the inspector says before anything is read. */
export interface InspectedFilm {
  movieId: number
  title: string
  year: number | null
}

interface Trail {
  /** The film to show: the one that was inspected, or the last one that was followed from its card. */
  film: InspectedFilm | null
  /** The film that Back leads to; null at the beginning. */
  previous: InspectedFilm | null
  follow: (film: InspectedFilm) => void
  back: () => void
}

/** The way from card to card, which begins at a film and ends when another one is inspected. Back of the app goes it back first. */
export function useTrail(start: InspectedFilm | null, onBack: (left: InspectedFilm) => void): Trail {
  const [way, setWay] = useState<{ from: number | null; films: readonly InspectedFilm[] }>({ from: null, films: [] })
  const from = start?.movieId ?? null
  const films = way.from === from ? way.films : []
  const left = films.at(-1)
  const back = () => {
    if (!left) return
    setWay({ from, films: films.slice(0, -1) })
    onBack(left)
  }
  useEffect(() => (left ? takeBack(back) : undefined))
  return {
    film: left ?? start,
    previous: left ? (films.at(-2) ?? start) : null,
    follow: (film) => setWay({ from, films: [...films, film] }),
    back,
  }
}
