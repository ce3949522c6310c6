import { useEffect, useState } from 'react'
import type { MovieRow } from '../../shared/contract/explore.ts'
import { DrawnPoster } from './drawn-poster.tsx'
import './posters.css'

/** Milliseconds a poster must be in sight before it is asked for: nothing is fetched for what scrolls by. */
const restMs = 80

interface PosterProps {
  film: MovieRow
  /** Where posters may come from; null = it is drawn. */
  host: string | null
}

/** The poster of a film, in a place of two by three: drawn with its title, until its image is there, and where there is none. */
export function Poster({ film, host }: PosterProps) {
  return (
    <div className="poster" aria-hidden>
      <DrawnPoster film={film} />
      {/* What one host does not have, another may. */}
      {host === null ? null : <PosterImage key={`${host} ${film.movieId}`} movieId={film.movieId} />}
    </div>
  )
}

function PosterImage({ movieId }: { movieId: number }) {
  const [state, setState] = useState<'resting' | 'asked' | 'there' | 'none'>('resting')
  useEffect(() => {
    const timer = setTimeout(() => setState('asked'), restMs)
    return () => clearTimeout(timer)
  }, [])
  if (state === 'resting' || state === 'none') return null
  return (
    <img
      className={state === 'there' ? 'poster-image there' : 'poster-image'}
      src={`/poster/${movieId}`}
      alt=""
      draggable={false}
      decoding="async"
      onLoad={() => setState('there')}
      onError={() => setState('none')}
    />
  )
}
