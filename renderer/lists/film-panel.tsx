import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { Inspection } from '../../shared/contract/film.ts'
import { Inspector } from '../movies/film/inspector.tsx'
import type { InspectedFilm } from '../movies/film/use-trail.ts'
import { useGold } from '../state/query.ts'
import './lists.css'

interface FilmPanelProps {
  film: { movieId: number; title: string }
  onClose: () => void
  /** Goes to the film above or below in the list it was opened from. */
  onStep: (by: 1 | -1) => void
}

/** A film of a list, layer by layer, over the right of the page. Esc closes it; J and K walk the list with it open. */
export function FilmPanel({ film, onClose, onStep }: FilmPanelProps) {
  const panel = useRef<HTMLElement>(null)
  const { data } = useGold('movies.inspect', { movieId: film.movieId })
  const known = data?.movieId === film.movieId ? data : undefined
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus()
  }, [])
  const page = document.getElementById('content')
  if (!page) return null
  return createPortal(
    <aside
      className="film-panel"
      aria-label="Film"
      ref={panel}
      onKeyDown={(event) => {
        if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
        const key = event.key.toLowerCase()
        if (key === 'j' || key === 'k') onStep(key === 'j' ? 1 : -1)
        else if (event.key === 'Escape') onClose()
        else return
        event.preventDefault()
      }}
    >
      <Inspector film={rowOf(film, known)} onClose={onClose} onStep={onStep} onLeave={onClose} />
    </aside>,
    page,
  )
}

/** The film as the inspector's head wants it; what only the warehouse knows is unknown until it is read. */
function rowOf(film: FilmPanelProps['film'], known: Inspection | undefined): InspectedFilm {
  const value = (field: string) =>
    [...(known?.gold ?? []), ...(known?.silver ?? [])].find((pair) => pair.field === field && pair.value !== null)
      ?.value ?? null
  const year = value('year')
  return {
    movieId: film.movieId,
    title: film.title,
    year: year === null ? null : Number(year),
  }
}
