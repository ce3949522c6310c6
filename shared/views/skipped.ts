/** Longest text of somebody else's that is repeated in a message. */
const longest = 40
/** The most parts that are named one by one. */
const mostNamed = 5

/** A text from outside as a message may repeat it: of one line, short, without signs that turn or hide text. */
export function repeated(text: string): string {
  const plain = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const letters = [...plain]
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : plain
}

/** "2 parts skipped: genre “Kung-Fu”, the measure “sales”"; empty when nothing was. */
export function skippedText(skipped: readonly string[]): string {
  if (skipped.length === 0) return ''
  const named = skipped.slice(0, mostNamed).join(', ')
  const more = skipped.length > mostNamed ? ` and ${skipped.length - mostNamed} more` : ''
  return `${skipped.length} ${skipped.length === 1 ? 'part' : 'parts'} skipped: ${named}${more}`
}
