/**
 * How near two films are, in years: one year between them counts one, a tenth of rating one (so a whole point is as far as ten
 * years), and genres up to `genresApart`, by the share of both films' genres that they do not have in common. A film without any
 * genre in common is not like it at all, however near. What the film itself does not have is left out for every other film; what
 * only the other lacks counts as far as it can. Of films equally near the better rated comes first, then the one of the lower id.
 */
export const nearness = {
  /** Years, and tenths of rating, beyond which it makes no difference how many. */
  mostApart: 30,
  /** What films count that have one genre in common and no other. Fully alike = 0. */
  genresApart: 30,
  /** How many similar films a card shows. */
  shown: 8,
} as const

/** How far two sets of genres are apart, from the number in common and the number in either: a whole number. */
export function genresApart(common: number, either: number): number {
  return Math.round(nearness.genresApart * (1 - common / either))
}

/** How far two numbers are apart, or a known one and an unknown one. */
export function stepsApart(a: number, b: number | null): number {
  return b === null ? nearness.mostApart : Math.min(nearness.mostApart, Math.abs(a - b))
}

/** A rating as a whole number of tenths: the decimals of two ratings do not subtract exactly. */
export function tenths(rating: number): number {
  return Math.round(rating * 10)
}
