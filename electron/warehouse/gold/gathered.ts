import type { Dimension } from '../../../shared/model/dimension.ts'
import { dimensionIds, dimensionOf } from '../../../shared/model/dimensions.ts'
import { type FieldName, fieldNames, fieldOf } from '../../../shared/model/fields.ts'

/** A dimension and where gold gathers its values from. */
export interface Gathered {
  dimension: Dimension
  /** `silver_movie`, or a set's own table of films and members. */
  silver: string
  /** The column there that holds the value. */
  column: string
}

/** A set's table is `silver_movie_X` with the member in the column X. */
export function gathered(dimension: Dimension): Gathered {
  const { kind, silver } = dimension
  return kind === 'set'
    ? { dimension, silver, column: silver.replace('silver_movie_', '') }
    : { dimension, silver: 'silver_movie', column: silver }
}

const all: readonly Gathered[] = dimensionIds.map((id) => gathered(dimensionOf(id)))
/** Dimensions of which a film has one member: they have a key in the fact. */
export const singles: readonly Gathered[] = all.filter(({ dimension }) => dimension.kind !== 'set')
/** Dimensions of which a film may have several members: they have a junction. */
export const sets: readonly (Gathered & { junction: string })[] = all.flatMap((found) => {
  const { junction } = found.dimension.gold
  return junction === undefined ? [] : [{ ...found, junction }]
})

/** The field by which `movie_change` knows the members of a set, by the table of silver that has them. */
export function setField(silver: string): FieldName {
  const field = fieldNames.find((name) => fieldOf(name).table === silver)
  if (!field) throw new Error(`no field has its members in ${silver}`)
  return field
}

/** The names of a set's members in one text of `movie_change`; no name holds a comma. */
export const membersOf = (text: string): string[] => (text === '' ? [] : text.split(', '))

/** Expression for the same as a JSON array. */
export const namesInText = (text: string): string => `'[' || replace(json_quote(${text}), ', ', '","') || ']'`

/** Expression for the key of the member that a row of `alias` has, 0 where the value is unknown. */
export function memberKey({ silver, gold: { table, key, value } }: Dimension, alias: string): string {
  return `coalesce((SELECT m.${key} FROM ${table} m WHERE m.${value.column} = ${alias}.${silver}), 0)`
}
