import type { PivotMember } from '../../shared/contract/questions/pivot.ts'
import type { CalculationId } from '../../shared/explore-arrangement.ts'
import { axesOf, axisTitle, type ExploreAxis, type ExploreSpec } from '../../shared/explore-spec.ts'
import type { NamedId } from '../../shared/model/dimensions.ts'
import { type MeasureId, measureOf } from '../../shared/model/measures.ts'
import { axisDimension, isAnyRange } from '../../shared/model/values/derived.ts'
import { inSentence } from '../../shared/model/values/words.ts'
import { memberLabel } from '../filter/members.ts'
import { formatCount, formatDecimal, formatInteger, formatMeasure, formatPercent } from '../format.ts'
import { bucketName } from '../overview/charts/range-chart.ts'
import type { Question } from '../state/question.ts'
import { calculationLabels } from './table/calculations.ts'

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
  if (!isAnyRange(dimension)) return memberLabel(dimension as NamedId, String(key), label)
  const { buckets } = axisDimension(dimension)
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

/** A number as it is shown where something may be worked out of the measure: signs for differences, percents, ranks. */
export function shownText(measure: MeasureId, calculation: CalculationId | undefined, value: number): string {
  if (!calculation || Number.isNaN(value)) return measureText(measure, value)
  if (calculation === 'rank') return formatInteger(value)
  if (calculation === 'percent' || calculation === 'percent_first') return signed(value, formatPercent(value))
  if (calculation === 'difference' || calculation === 'difference_first')
    return signed(value, measureText(measure, value))
  // The mean of counts is no count.
  if (calculation !== 'running_total' && measureOf(measure).format === 'integer') return formatDecimal(value)
  return measureText(measure, value)
}

/** A number with its sign, a minus as wide as the plus. */
function signed(value: number, text: string): string {
  return value > 0 ? `+${text}` : text.replace(/^-/, '−')
}

/** What is shown of a measure, by name: "Films, running total". */
export function shownLabel(measure: MeasureId, calculation: CalculationId | undefined): string {
  const { label } = measureOf(measure)
  return calculation ? `${label}, ${calculationLabels[calculation]}` : label
}

/** A measure with its unit, for heads of files. */
export function measureTitle(measure: MeasureId): string {
  const { label, unit, noun } = measureOf(measure)
  return noun === null ? `${label} (${unit})` : label
}

/** What a question asks: "Median runtime by genre and released decade". */
export function specTitle(
  spec: Pick<ExploreSpec, 'rows' | 'columns' | 'colour' | 'multiples'>,
  measures: readonly MeasureId[],
  calculations: Question['calculations'] = {},
): string {
  const axes = axesOf(spec).map((axis) => inSentence(axisTitle(axis)))
  const [first = '', ...others] = measures.map((id) => shownLabel(id, calculations[id]))
  const what = listed([first, ...others.map(inSentence)])
  return axes.length === 0 ? what : `${what} by ${listed(axes)}`
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
