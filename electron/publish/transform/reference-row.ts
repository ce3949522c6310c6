import type { Dimension } from '../../../shared/model/dimension.ts'

/**
 * The row of a dimension's reference table for a value that silver has: its key where it says something by itself, the value, and
 * what the product says of it.
 */
export function referenceRow({ gold: { keyOf, attributes } }: Dimension, member: string | number): (string | number)[] {
  return [...(keyOf ? [keyOf(member)] : []), member, ...attributes.map((attribute) => attribute.of(member))]
}
