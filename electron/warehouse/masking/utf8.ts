// Without Node's Buffer: the cleaning rules also run in a bare engine of JavaScript, on a cluster's workers.

/** How many bytes a text has in UTF-8; half of a surrogate pair counts as the replacement character. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    bytes += code < 0x800 ? 1 : 2
    // The other half of a pair is counted with the first: four bytes for two units.
    if ((code & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at++
  }
  return bytes
}

/** The text of UTF-8 bytes; as decoders do, each longest beginning of a character that goes wrong becomes one U+FFFD. */
export function utf8Text(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at++] as number
    const more = first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1
    if (more < 0) {
      text += '\ufffd'
      continue
    }
    // What may follow at once is narrower for some: no overlong forms, no halves of pairs, nothing above U+10FFFF.
    let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
    let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
    let code = more === 0 ? first : first & (0x3f >> more)
    let left = more
    for (; left > 0; left--) {
      const next = bytes[at] ?? 0
      if (next < low || next > high) break
      code = (code << 6) | (next & 0x3f)
      low = 0x80
      high = 0xbf
      at++
    }
    text += left === 0 ? String.fromCodePoint(code) : '\ufffd'
  }
  return text
}
