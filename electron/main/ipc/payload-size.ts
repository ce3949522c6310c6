/** Largest depth of nesting a payload may have; zod would recurse into it. */
const maxDepth = 40

/**
 * Whether a payload is within a budget, before anything else looks at it. Counts characters, bytes and one unit a value, and
 * stops counting as soon as the budget is spent, so that a hostile payload costs no more than a friendly one.
 */
export function fitsBudget(payload: unknown, budget: number): boolean {
  let left = budget
  const visit = (value: unknown, depth: number): boolean => {
    left -= 1
    if (typeof value === 'string') left -= value.length
    else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) left -= value.byteLength
    else if (Array.isArray(value)) {
      if (depth >= maxDepth || value.length > left) return false
      for (const item of value) if (!visit(item, depth + 1)) return false
    } else if (value instanceof Map || value instanceof Set) {
      // No channel takes one: refused here, before a schema could walk it.
      return false
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= maxDepth) return false
      for (const key of Object.keys(value)) {
        left -= key.length
        if (left < 0 || !visit((value as Record<string, unknown>)[key], depth + 1)) return false
      }
    }
    return left >= 0
  }
  return visit(payload, 0)
}
