import { type DimensionId, dimensionIds, dimensions } from './dimensions.ts'
import { type FieldName, fieldNames, fieldOf } from './fields.ts'
import type { RuleName } from './rules.ts'

/** What a check or a cleaning rule can be about: a dimension, or one of the codes that a film has besides. */
export type Subject = DimensionId | 'movie_id' | 'imdb_code'
export const subjects = ['movie_id', 'imdb_code', ...dimensionIds] as const satisfies readonly Subject[]

/** What a field of the source becomes; none for a field that is kept and not explored. */
function subjectOfField(name: FieldName): Subject | null {
  if (name === 'id') return 'movie_id'
  if (name === 'imdb_code') return name
  const silver = fieldOf(name).table ?? name
  return dimensionIds.find((id) => dimensions[id].silver === silver) ?? null
}

/** What a cleaning rule is about. Rules of any text or number are about none. */
export function subjectsOfRule(rule: RuleName): Subject[] {
  const found = fieldNames.filter((name) => fieldOf(name).rules.includes(rule)).map(subjectOfField)
  return [...new Set(found.filter((subject) => subject !== null))]
}
