import type { MovieRow } from '../../../shared/contract/explore.ts'
import type { FilmCard } from '../../../shared/contract/film.ts'
import { type DimensionId, dimensionIds, dimensionOf, isRange, isSet } from '../../../shared/model/dimensions.ts'
import { imdbForm } from '../../../shared/model/values/imdb.ts'
import { nearness } from '../../../shared/model/values/nearness.ts'
import { memberLabel } from '../../filter/members.ts'
import { valueWithUnit } from '../../filter/values.ts'
import { formatCount, formatDecimal } from '../../format.ts'
import { Poster } from '../../posters/poster.tsx'
import { usePosterHost } from '../../posters/use-posters.ts'
import { ExternalButton } from '../../shell/external-button.tsx'
import { placeText } from './place-text.ts'

const unknown = 'Unknown'
/** The rating stands apart, with its place. */
const factIds = dimensionIds.filter((id) => id !== 'rating')

interface FilmCardViewProps {
  card: FilmCard
  /** Goes to the card of a similar film. */
  onFollow: (film: MovieRow) => void
}

/** A film to read about: what it is, where it stands, what it is about, and which are like it. */
export function FilmCardView({ card, onFollow }: FilmCardViewProps) {
  const { film, titleEnglish, texts } = card
  const host = usePosterHost()
  return (
    <div className="film-card">
      <div className="film-about">
        <div className="film-first">
          <Rating card={card} />
          {host === null ? null : (
            <div className="film-poster">
              <Poster film={film} host={host} />
            </div>
          )}
        </div>
        <dl className="facts">
          {titleEnglish === null ? null : (
            <>
              <dt>English title</dt>
              <dd>
                <bdi>{titleEnglish}</bdi>
              </dd>
            </>
          )}
          {factIds.map((id) => (
            <Fact key={id} id={id} film={film} />
          ))}
        </dl>
        <Links card={card} />
      </div>
      <div className="film-told">
        <h3>Description</h3>
        {texts.length === 0 ? (
          <p className="muted">{unknown}</p>
        ) : (
          texts.map((text) => (
            <p key={text} className="film-text">
              {text}
            </p>
          ))
        )}
        <Similar card={card} onFollow={onFollow} />
      </div>
    </div>
  )
}

function Rating({ card: { film, places } }: { card: FilmCard }) {
  const { rating, year } = film.values
  const [all] = places
  return (
    <div className="film-rating">
      <p className="film-rating-value">
        <span className="visually-hidden">Rating </span>
        <strong className={rating === null ? 'muted' : undefined}>
          {rating === null ? unknown : formatDecimal(rating)}
        </strong>
        {rating === null ? <span className="muted"> rating</span> : <span className="muted"> of 10</span>}
      </p>
      {year === null || !all ? (
        <p className="muted">No place among the films of a year: the year is unknown.</p>
      ) : (
        <ul className="film-places" aria-label="Place among the films of its year">
          {places.map((place) => (
            <li key={place.genre ?? ''}>{placeText(place, year, rating !== null)}</li>
          ))}
        </ul>
      )}
      {rating !== null && all && all.unrated > 0 ? (
        <p className="muted small">
          {formatCount(all.unrated, 'further film')} of {year} {all.unrated === 1 ? 'has' : 'have'} no rating.
        </p>
      ) : null}
    </div>
  )
}

function Fact({ id, film }: { id: DimensionId; film: MovieRow }) {
  const text = factText(id, film)
  return (
    <>
      <dt>{dimensionOf(id).subject}</dt>
      <dd className={text === unknown ? 'muted' : undefined}>{text}</dd>
    </>
  )
}

function factText(id: DimensionId, film: MovieRow): string {
  if (isRange(id)) return film.values[id] === null ? unknown : valueWithUnit(id, film.values[id])
  if (isSet(id)) return film.values[id].map((name) => memberLabel(id, name)).join(', ') || unknown
  return memberLabel(id, film.values[id], film.names[id])
}

function Links({ card: { film, trailer } }: { card: FilmCard }) {
  const code = film.imdbCode
  return (
    <div className="film-links">
      {code !== null && imdbForm.test(code) ? (
        <ExternalButton small label="IMDb" target={{ kind: 'imdb', code }} host="www.imdb.com" />
      ) : (
        <span className="muted">IMDb code unknown</span>
      )}
      {trailer === null ? (
        <span className="muted">Trailer unknown</span>
      ) : (
        <ExternalButton small label="Trailer" target={{ kind: 'trailer', code: trailer }} host="www.youtube.com" />
      )}
    </div>
  )
}

function Similar({ card: { film, similar }, onFollow }: FilmCardViewProps) {
  const { genre, year, rating } = film.values
  const known = [
    ...(genre.length > 0 ? ['genre'] : []),
    ...(year === null ? [] : ['year']),
    ...(rating === null ? [] : ['rating']),
  ]
  if (similar.length === 0) {
    return (
      <>
        <h3>Similar films</h3>
        <p className="muted">
          {known.length === 0
            ? 'None can be named: genre, year and rating of this film are unknown.'
            : genre.length > 0
              ? 'No other film has a genre in common with it.'
              : 'There is no other film.'}
        </p>
      </>
    )
  }
  return (
    <>
      <h3>Similar films</h3>
      <ul className="film-similar" aria-label="Similar films">
        {similar.map((other) => (
          <li key={other.movieId}>
            <button type="button" className="line-button" data-film={other.movieId} onClick={() => onFollow(other)}>
              <span className="film-similar-title truncate">
                <bdi>{other.title}</bdi>
              </span>
              <span>{factText('year', other)}</span>
              <span className="film-similar-rating">
                <span className="visually-hidden">rating </span>
                {other.values.rating === null ? unknown : formatDecimal(other.values.rating)}
              </span>
              <span className="film-similar-genres muted small truncate">{factText('genre', other)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="muted small">{measuredText(known)}</p>
    </>
  )
}

/** How the similar films were found, of what is known of the film. */
function measuredText(known: readonly string[]): string {
  const parts = {
    genre: `genres up to ${nearness.genresApart}, by the share not in common`,
    year: 'a year apart counts 1',
    rating: 'a tenth of rating 1',
  }
  const measured = (['year', 'rating', 'genre'] as const).filter((part) => known.includes(part))
  return `Nearest first: ${measured.map((part) => parts[part]).join(', ')}.`
}
