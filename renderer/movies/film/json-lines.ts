/** One line of pretty-printed JSON, in the parts that are coloured. */
export interface JsonLine {
  indent: string
  /** With its quotes and colon; empty when the line has no key. */
  key: string
  rest: string
  /** The line belongs to a top-level field that the cleaning changed. */
  changed: boolean
}

const keyed = /^( *)("(?:[^"\\]|\\.)*": )?(.*)$/s

/**
 * Splits JSON that was printed with two spaces into lines, and marks those of the given top-level fields, their nested
 * lines included.
 */
export function jsonLines(json: string, changedFields: ReadonlySet<string>): JsonLine[] {
  let changed = false
  return json.split('\n').map((line) => {
    const [, indent = '', key = '', rest = ''] = keyed.exec(line) ?? []
    if (indent.length <= 2) {
      const closes = /^[\]}]/.test(rest)
      if (indent.length < 2) changed = false
      else if (!closes) changed = changedFields.has(key.slice(1, -3))
    }
    return { indent, key, rest, changed }
  })
}
