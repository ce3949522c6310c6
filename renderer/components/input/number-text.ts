/** As the app writes numbers: thousands with commas, a decimal point. */
const grouped = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/
const plain = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/

/**
 * A typed number; null for nothing, undefined for what is no number. A comma is a decimal sign, as many people write it, except
 * where it stands as the app's own sign of thousands.
 */
export function readNumber(text: string): number | null | undefined {
  const typed = text.trim().replace(/^−/, '-')
  if (typed === '') return null
  if (grouped.test(typed)) return Number(typed.replaceAll(',', ''))
  return plain.test(typed) ? Number(typed.replace(',', '.')) : undefined
}

/** A number as it stands in a field: without thousands, at most three decimals. */
export function writeNumber(value: number | null): string {
  return value === null ? '' : String(Number(value.toFixed(3)))
}

/** The nearest number between two ends; an absent end bounds nothing. */
export function boundedNumber(value: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): number {
  return Math.min(max, Math.max(min, value))
}
