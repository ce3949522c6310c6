/** Nesting and fields beyond which a text is no configuration: parsers take a stack, or quadratic time, for it. */
const maxDepth = 50
const maxFields = 2000

/**
 * Where a text, JSON or YAML, becomes deeper or longer than a configuration can be; null for a usual one. Takes one pass, and
 * nothing but the text.
 */
export function oddPlace(text: string): { offset: number; message: string } | null {
  return tooDeepInBlocks(text) ?? tooMuchInFlow(text)
}

const tooDeep = (offset: number) => ({ offset, message: `is nested deeper than a configuration can be (${maxDepth})` })

/** Brackets and fields, outside of quotes and comments. */
function tooMuchInFlow(text: string): { offset: number; message: string } | null {
  let depth = 0
  let fields = 0
  let before = '\n'
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string
    if ((letter === '"' || letter === "'") && /[\s[{,:-]/.test(before)) at = endOfQuote(text, at)
    else if (letter === '#' && /\s/.test(before)) at = endOfLine(text, at)
    else if (letter === '[' || letter === '{') depth++
    else if (letter === ']' || letter === '}') depth--
    else if (letter === ':' || letter === '?') fields++
    if (depth > maxDepth) return tooDeep(at)
    if (fields > maxFields) return { offset: at, message: `holds more fields than a configuration can (${maxFields})` }
    // Of what was passed over, its last letter counts: a comment ends with its line.
    before = text[at] ?? '\n'
  }
  return null
}

/** Lines further and further in, and dashes, question marks or signs of alignment one after the other. */
function tooDeepInBlocks(text: string): { offset: number; message: string } | null {
  const inner: number[] = []
  let offset = 0
  for (const line of text.split('\n')) {
    const marks = /^ *(?:[-?:][ \t]+)*/.exec(line)?.[0] ?? ''
    const indent = /^ */.exec(line)?.[0].length ?? 0
    if (line.trim() !== '') {
      while (inner.length > 0 && (inner.at(-1) ?? 0) >= indent) inner.pop()
      inner.push(indent)
    }
    if (inner.length + marks.slice(indent).split(/[ \t]+/).length > maxDepth) return tooDeep(offset)
    offset += line.length + 1
  }
  return null
}

function endOfQuote(text: string, from: number): number {
  const quote = text[from]
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++
    else if (text[at] === quote) return at
  }
  return text.length
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
