/** A label inside a sentence: "Upload date" becomes "upload date", "IMDb code" and "MPA rating" stay. */
export function inSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}
