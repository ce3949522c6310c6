/** A label inside a sentence: "Upload date" becomes "upload date", "IMDb code" and "MPA rating" stay. */
export function inSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}

/** A name with capitals, as people write it: "sci-fi" → "Sci-Fi", "reality-tv" → "Reality-TV". */
export function capitalised(name: string): string {
  const capitals = name.replace(
    /(^|[\s-])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
  return capitals.replace(/\bTv\b/, 'TV')
}
