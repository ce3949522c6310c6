/**
 * Reads a `Retry-After` header (RFC 9110 §10.2.3: seconds, or an HTTP date) as milliseconds from now. A date in the past
 * is 0; nonsense and absence are null. Numbers in exponent form are not allowed by the RFC but are sent: they count.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+(\.\d+)?(e\d+)?$/i.test(text)) return Number(text) * 1000
  // Date.parse takes almost anything: a date has letters and a time of day.
  if (!/[a-z]{3}.*\d{1,2}:\d{2}/i.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
