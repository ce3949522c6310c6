import type { Inspection } from '../../../shared/contract/film.ts'
import { formatDecimal, formatInteger } from '../../format.ts'
import { type HeldRating, ratingLine, ratingLineText } from './rating-line.ts'

/** Pixels of the drawing's height, and what is left free above and below for the dots. */
const height = 56
const margin = 6

/** The line of a film's ratings over the runs; nothing where the rating never changed. The changes stand below it in words. */
export function RatingDrawing({ film }: { film: Inspection }) {
  const line = ratingLine(film)
  if (!line) return null
  const { held, firstRun, lastRun, highest, lowest } = line
  const y = ({ top }: HeldRating) => margin + top * (height - 2 * margin)
  const x = (share: number) => `${share * 100}%`
  return (
    <figure className="film-line">
      <figcaption>Rating over runs</figcaption>
      <div className="film-line-scale small muted" aria-hidden>
        <span>{formatDecimal(highest)}</span>
        {highest > lowest ? <span>{formatDecimal(lowest)}</span> : null}
      </div>
      <svg height={height} role="img" aria-label={ratingLineText(film.ratings)}>
        {held.map((rating, index) => {
          const before = held[index - 1]
          return (
            <g key={rating.runId}>
              {before && before.right === rating.left ? (
                <line
                  className="film-line-step"
                  x1={x(rating.left)}
                  x2={x(rating.left)}
                  y1={y(before)}
                  y2={y(rating)}
                />
              ) : null}
              <line x1={x(rating.left)} x2={x(rating.right)} y1={y(rating)} y2={y(rating)} />
              <circle cx={x(rating.left)} cy={y(rating)} r={3}>
                <title>{`${formatDecimal(rating.rating)} from run ${formatInteger(rating.runId)}`}</title>
              </circle>
            </g>
          )
        })}
      </svg>
      <div className="film-line-runs small muted" aria-hidden>
        <span>Run {formatInteger(firstRun)}</span>
        <span>Run {formatInteger(lastRun)}</span>
      </div>
    </figure>
  )
}
