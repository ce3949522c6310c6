/** Combining marks that a letter may have; Unicode's own limit for texts that are worked through as they come (UAX 15, stream-safe). */
const mostMarks = 30
// With the half-width voicing marks of kana, which are letters until they are decomposed.
const longRuns = new RegExp(`([\\p{M}\\uff9e\\uff9f]{${mostMarks}})[\\p{M}\\uff9e\\uff9f]+`, 'gu')

/**
 * A text in a Unicode form, in linear time: a run of combining marks is put in order by comparing each with each, so one that no
 * writing has keeps its first 30.
 */
export function normalised(text: string, form: 'NFC' | 'NFD' | 'NFKD'): string {
  return text.replace(longRuns, '$1').normalize(form)
}
