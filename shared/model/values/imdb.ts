/** Digits of an IMDb title code. */
const fewest = 7
const most = 10

/** An IMDb title code as it is stored. */
export const imdbForm = new RegExp(`^tt\\d{${fewest},${most}}$`)

/** A code as it may come: without its tt, or in capitals. Its digits are the first group. */
export const imdbLoose = new RegExp(`^(?:tt)?(\\d{${fewest},${most}})$`, 'i')

/** The code of its number. */
export function imdbCode(number: number): string {
  return `tt${String(number).padStart(fewest, '0')}`
}

/** A condition in SQL that holds for a text that is no IMDb code, and not for null. */
export function noImdbCode(column: string): string {
  return `NOT (${column} GLOB 'tt${'[0-9]'.repeat(fewest)}*' AND ${column} NOT GLOB 'tt*[^0-9]*' AND length(${column}) <= ${most + 2})`
}
