/** The largest number of a list of any length, `least` where none is larger: spread into a call, a long list is more than the stack holds. */
export function largest(values: readonly number[], least = Number.NEGATIVE_INFINITY): number {
  return values.reduce((most, value) => Math.max(most, value), least)
}

/** The smallest number of a list of any length, `most` where none is smaller. */
export function smallest(values: readonly number[], most = Number.POSITIVE_INFINITY): number {
  return values.reduce((least, value) => Math.min(least, value), most)
}
