/** Characters that a row may have, of texts and names together; genuine ones have up to 30,000. */
const mostText = 256 * 1024
/** What a value weighs beside its text, so that 10,000 of them are too many; genuine rows have up to 300. */
const valueWeight = 26
/** Levels that are looked at: more than anything that looks for patterns does (mask-torrents.ts). */
const deepest = 100

/** Whether a row as received is larger than any film: told by counting alone, before anything looks for patterns in it. */
export function isTooLarge(row: unknown): boolean {
  return weightOf(row, 0) > mostText
}

/** Counts no further than `mostText`. */
function weightOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length + valueWeight
  if (typeof value !== 'object' || value === null || depth >= deepest) return valueWeight
  let weight = valueWeight
  if (Array.isArray(value)) {
    for (const item of value) {
      weight += weightOf(item, depth + 1)
      if (weight > mostText) return weight
    }
    return weight
  }
  const fields: Record<string, unknown> = value as Record<string, unknown>
  for (const name in fields) {
    weight += name.length + weightOf(fields[name], depth + 1)
    if (weight > mostText) return weight
  }
  return weight
}

/** What stands where something was left out. */
const leftOut = '…'

/**
 * A copy of a value with this much text at most. A text is cut between two words: half a hash would not be recognised as one.
 */
export function shortened(value: unknown, most: number): unknown {
  let left = most
  const take = (length: number): boolean => {
    left -= length
    return left >= 0
  }
  const copy = (part: unknown, depth: number): unknown => {
    if (typeof part === 'string') {
      const room = left
      return take(part.length) ? part : `${wholeWords(part, room)}${leftOut}`
    }
    if (typeof part !== 'object' || part === null) return take(1) ? part : leftOut
    if (depth >= deepest) return leftOut
    if (Array.isArray(part)) {
      const list: unknown[] = []
      for (const item of part) {
        list.push(take(1) ? copy(item, depth + 1) : leftOut)
        if (left < 0) break
      }
      return list
    }
    // No prototype: a received key named __proto__ stays an ordinary key.
    const copied: Record<string, unknown> = Object.create(null)
    for (const [key, item] of Object.entries(part)) {
      if (left < 0 || !take(key.length)) {
        copied[leftOut] = leftOut
        break
      }
      copied[key] = copy(item, depth + 1)
    }
    return copied
  }
  return copy(value, 0)
}

/** The words that end within this many characters. */
function wholeWords(text: string, most: number): string {
  let end = most
  while (end > 0 && text.charCodeAt(end) > 32) end--
  return text.slice(0, end)
}
