/** Longest text of somebody else's that is repeated in a message. */
const longest = 40

/** A text from outside as a message may repeat it: of one line, short, without signs that turn or hide text. */
export function repeated(text: string): string {
  const plain = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const letters = [...plain]
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : plain
}
