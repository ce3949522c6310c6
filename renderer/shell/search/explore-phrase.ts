import {
  axisTitle,
  bucketIds,
  type ExploreAxis,
  type ExploreSpec,
  emptySpec,
  sameAxis,
} from '../../../shared/explore-spec.ts'
import { type MeasureId, measureIds, measureOf } from '../../../shared/model/measures.ts'
import { axisDimension, axisIds } from '../../../shared/model/values/derived.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import { folded } from '../../text.ts'

/** A question that was typed, and what it is called. */
export interface AskedPhrase {
  label: string
  spec: ExploreSpec
}

/** Every axis with the names it goes by: of a range in its first way the dimension's own name too, of another what the way is called. */
const axes: readonly { axis: ExploreAxis; names: readonly string[] }[] = axisIds.flatMap((dimension) =>
  bucketIds(dimension).map((bucket, at) => {
    const axis: ExploreAxis = bucket === undefined ? { dimension } : { dimension, bucket }
    const described = axisDimension(dimension)
    const way = described.kind === 'range' ? described.buckets.find(({ id }) => id === bucket)?.label : undefined
    const own = at === 0 ? [described.label, described.plural] : []
    return { axis, names: [axisTitle(axis), ...(way ? [way] : []), ...own].map(folded) }
  }),
)

/** How well typed words name something: 3 = that is its name, 2 = its name begins so, 1 = all words are in it, 0 = no. */
function closeness(typed: string, names: readonly string[]): number {
  const words = typed.split(' ')
  return Math.max(
    ...names.map((name) => {
      if (name === typed || `${name}s` === typed) return 3
      if (name.startsWith(typed)) return 2
      return words.every((word) => name.split(/[\s-]/).some((part) => part.startsWith(word))) ? 1 : 0
    }),
  )
}

/** What fits best, the first of those that fit as well; null where nothing does. */
function best<T>(typed: string, all: readonly T[], namesOf: (each: T) => readonly string[]): T | null {
  let found: T | null = null
  let most = 0
  for (const each of all) {
    const how = closeness(typed, namesOf(each))
    if (how > most) {
      most = how
      found = each
    }
  }
  return found
}

/** The axes that parts between "by" name, one after the other; some names hold a "by" themselves. Null where a part names none. */
function axesIn(parts: readonly string[]): ExploreAxis[] | null {
  if (parts.length === 0) return []
  const [first = '', second] = parts
  const whole = second === undefined ? null : axes.find(({ names }) => names.includes(`${first} by ${second}`))
  const found = whole ?? best(first, axes, ({ names }) => names)
  const rest = found && axesIn(parts.slice(whole ? 2 : 1))
  return rest ? [found.axis, ...rest] : null
}

/**
 * Reads "explore mean rating by decade by genre": a measure, and one to three dimensions behind "by"; "explore" may be left out.
 *
 * @returns null for whatever else is typed
 */
export function readPhrase(typed: string): AskedPhrase | null {
  const text = folded(typed.trim())
    .replaceAll(/\s+/g, ' ')
    .replace(/^explore /, '')
  const [what = '', ...by] = text.split(/ (?:by|and|×) /)
  if (what === '' || by.length === 0 || by.some((each) => each === '')) return null
  const measure = best<MeasureId>(what, measureIds, (id) => [folded(measureOf(id).label)])
  const known = axesIn(by)
  if (!measure || !known || known.length > 3) return null
  if (known.some((axis, at) => known.slice(0, at).some((other) => sameAxis(axis, other)))) return null
  // The second is across, as it is read; a third stands within the first.
  const [first, second, third] = known as [ExploreAxis, ExploreAxis?, ExploreAxis?]
  const spec: ExploreSpec = {
    ...emptySpec,
    rows: third ? [first, third] : [first],
    columns: second ? [second] : [],
    measures: [measure],
  }
  return {
    label: `Explore ${inSentence(measureOf(measure).label)} by ${known.map((axis) => inSentence(axisTitle(axis))).join(' by ')}`,
    spec,
  }
}
