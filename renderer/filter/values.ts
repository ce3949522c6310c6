import { type AnyRangeId, axisDimension } from '../../shared/model/values/derived.ts'
import { formatDateKey, formatDecimal, formatInteger, unknownText } from '../format.ts'

/** A value of a dimension as people write it, without its unit: `1994`, `7.3`, `1,234`, `2015-03-02`. */
export function valueText(id: AnyRangeId, value: number | null): string {
  if (value === null) return unknownText
  switch (axisDimension(id).format) {
    case 'decimal':
      return formatDecimal(value)
    case 'day':
      return formatDateKey(value)
    case 'integer':
      return formatInteger(value)
    default:
      return String(value)
  }
}

/** The same with its unit. */
export function valueWithUnit(id: AnyRangeId, value: number | null): string {
  const { unit } = axisDimension(id)
  return unit && value !== null ? `${valueText(id, value)} ${unit}` : valueText(id, value)
}
