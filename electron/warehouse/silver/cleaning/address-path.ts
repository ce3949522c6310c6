/**
 * What makes an address the same one: its path. A mirror has another host, and a query may hold a token that differs in every
 * answer; neither makes another page or image of it. An address without a path gives an empty text.
 */
export function addressPath(address: string): string {
  const host = address.indexOf('://')
  const from = address.indexOf('/', host < 0 ? 0 : host + 3)
  if (from < 0) return ''
  // Nearly every address ends with its path.
  if (!address.includes('?', from) && !address.includes('#', from)) return address.slice(from)
  return address.slice(from).replace(/[?#].*$/s, '')
}
