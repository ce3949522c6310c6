import type { MovieRow } from '../../shared/contract/explore.ts'

/** Colours there are of categories (tokens.css), but for the grey one. */
const hues = 7

/** A poster that is drawn by the app: hills and a moon that are the film's own, on the colour of its first genre, and its title. */
export function DrawnPoster({ film }: { film: MovieRow }) {
  const { movieId, title, values } = film
  const at = places(movieId)
  return (
    <div className={`drawn-poster hue-${hueOf(values.genre[0] ?? '')}`}>
      <svg viewBox="0 0 20 30" preserveAspectRatio="none" aria-hidden focusable="false">
        <circle cx={4 + at(0) * 12} cy={13 + at(1) * 4} r={1.6 + at(2) * 1.6} className="moon" />
        <path d={hill(18 + at(3) * 3, 15 + at(4) * 5, 20 + at(5) * 3)} className="far" />
        <path d={hill(23 + at(6) * 3, 21 + at(7) * 4, 22 + at(8) * 3)} className="near" />
      </svg>
      <span className="drawn-title">
        <bdi>{title}</bdi>
      </span>
    </div>
  )
}

/** The ground below a line through three heights. */
function hill(left: number, middle: number, right: number): string {
  const [a, b, c] = [left, middle, right].map((height) => height.toFixed(1))
  return `M0 30V${a}Q10 ${b} 20 ${c}V30Z`
}

/** Numbers from 0 to 1 that are a film's own. */
function places(movieId: number): (index: number) => number {
  return (index) => {
    const mixed = Math.imul(movieId + 1, 2_654_435_761) ^ Math.imul(index + 1, 40_503)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0xffff_ffff
  }
}

/** The colour of a genre: the same wherever it comes first. */
function hueOf(genre: string): number {
  let sum = 0
  for (let index = 0; index < genre.length; index++) sum = (Math.imul(sum, 31) + genre.charCodeAt(index)) >>> 0
  return sum % hues
}
