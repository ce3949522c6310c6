import type { PivotMember } from '../../shared/contract/pivot.ts'
import { axisTitle, type ExploreAxis, type ExploreSpec } from '../../shared/explore-spec.ts'
import { dimensionOf, isRange, type NamedId } from '../../shared/model/dimensions.ts'
import { type MeasureId, measureOf } from '../../shared/model/measures.ts'
import { inSentence } from '../../shared/model/values/words.ts'
import { memberLabel } from '../filter/members.ts'
import { formatCount, formatMeasure } from '../format.ts'
import { bucketName } from '../overview/charts/range-chart.ts'

/**
 * What people call a member of an axis.
 *
 * @param rest how many members the row of others stands for
 */
export function memberText(
  { dimension, bucket }: ExploreAxis,
  { key, label, isOthers }: PivotMember,
  rest = 0,
): string {
  if (isOthers) return formatCount(rest, 'other')
  if (key === null) return 'Unknown'
  if (!isRange(dimension)) return memberLabel(dimension as NamedId, String(key), label)
  const { buckets } = dimensionOf(dimension)
  return bucketName(dimension, buckets.find(({ id }) => id === bucket) ?? buckets[0], Number(key))
}

/** A number of a measure as it is shown; what no film has a value for is a dash. */
export function measureText(measure: MeasureId, value: number): string {
  const { format } = measureOf(measure)
  // A shared-out count is whole where it is large.
  if (format === 'weight' && (value >= 100 || Number.isInteger(value)))
    return formatMeasure(value, { format: 'integer' })
  return formatMeasure(value, { format })
}

/** A measure with its unit, for heads of files. */
export function measureTitle(measure: MeasureId): string {
  const { label, unit, noun } = measureOf(measure)
  return noun === null ? `${label} (${unit})` : label
}

/** What a question asks: "Median runtime by genre and released decade". */
export function specTitle(
  { rows, columns }: Pick<ExploreSpec, 'rows' | 'columns'>,
  measures: readonly MeasureId[],
): string {
  const axes = [...rows, ...columns].map((axis) => inSentence(axisTitle(axis)))
  const [first = '', ...others] = measures.map((id) => measureOf(id).label)
  const what = listed([first, ...others.map(inSentence)])
  return axes.length === 0 ? what : `${what} by ${listed(axes)}`
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
