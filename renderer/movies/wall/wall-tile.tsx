// biome-ignore-all lint/a11y/useFocusableInteractive: the wall holds the focus and names its active tile
import { memo } from 'react'
import type { MovieRow } from '../../../shared/contract/explore.ts'
import { Skeleton } from '../../components/index.ts'
import { valueText } from '../../filter/values.ts'
import { formatYear } from '../../format.ts'
import { Poster } from '../../posters/poster.tsx'
import { FilmTitle } from '../film-title.tsx'

interface WallTileProps {
  id: string
  /** Place in the result, from 0. */
  index: number
  /** Films of the whole result. */
  films: number
  /** Undefined while it is being read, or when it could not be. */
  film: MovieRow | undefined
  isFocused: boolean
  /** The film could not be read; the wall says why. */
  hasFailed: boolean
  /** Pixels. */
  height: number
  /** Where posters may come from; null = they are drawn. */
  host: string | null
}

/** One film of a wall: its poster, title, year and rating. */
export const WallTile = memo(function WallTile(props: WallTileProps) {
  const { id, index, films, film, isFocused, hasFailed, height, host } = props
  return (
    <div
      id={id}
      role="option"
      className={isFocused ? 'wall-tile focused' : 'wall-tile'}
      style={{ height }}
      data-film={index}
      aria-selected={isFocused}
      aria-setsize={films}
      aria-posinset={index + 1}
      aria-busy={(film === undefined && !hasFailed) || undefined}
    >
      {film ? (
        <>
          <Poster film={film} host={host} />
          <span className="wall-title truncate">
            <bdi>
              <FilmTitle title={film.title} />
            </bdi>
          </span>
          <span className="wall-facts muted">
            <span>{film.values.year === null ? 'Year unknown' : formatYear(film.values.year)}</span>
            <span className="wall-rating">
              <span className="visually-hidden">rating </span>
              {valueText('rating', film.values.rating)}
            </span>
          </span>
        </>
      ) : (
        <>
          <div className="poster" />
          {hasFailed ? <span className="wall-title muted">Not read</span> : <Skeleton />}
        </>
      )}
    </div>
  )
})
