import type { GoldColumn } from '../model/dimension.ts'
import {
  type DimensionId,
  dimensionIds,
  dimensionOf,
  dimensions,
  filterColumn,
  isSet,
  type SetId,
  setIds,
} from '../model/dimensions.ts'
import { at, films, int, long, text } from './columns.ts'
import type { ColumnDefinition, TableDefinition } from './definition.ts'

const shown = ({ column, label, kind, width, unit }: GoldColumn): ColumnDefinition => ({
  key: column,
  label,
  kind,
  width,
  ...(unit ? { unit } : {}),
})

/** The table of a dimension: its key, its value, what is worked out from it, and its films. */
function dimensionTable(id: DimensionId): TableDefinition {
  const dimension = dimensionOf(id)
  const { key, keyLabel, value, attributes } = dimension.gold
  return {
    key: dimensions[id].gold.table,
    label: dimension.label,
    layer: 'gold',
    grain: dimension.grain,
    columns: [int(key, keyLabel), shown(value), ...attributes.map(shown), films],
    filterBy: { column: filterColumn(dimension), clause: id },
  }
}

/** The films and members of a set. */
function junctionTable(id: SetId): TableDefinition {
  const { label, gold } = dimensionOf(id)
  return {
    key: dimensions[id].gold.junction,
    label: `${label} junction`,
    layer: 'gold',
    grain: `One row a film and ${label.toLowerCase()}`,
    columns: [int('movie_id', 'Film id'), int(gold.key, gold.keyLabel)],
    filterBy: { column: gold.key, clause: id },
  }
}

/** What the fact has of a dimension: the key, and the value where it is a measure too. */
function factColumns(id: DimensionId): ColumnDefinition[] {
  const { gold, unit } = dimensionOf(id)
  if (isSet(id)) return []
  const { measure, value } = gold
  const measured = measure ? [{ ...shown(value), key: measure.column, ...(value.unit ? { unit } : {}) }] : []
  return [int(gold.key, gold.keyLabel), ...measured]
}

function setColumns(id: SetId): ColumnDefinition[] {
  const { label, plural, gold } = dimensionOf(id)
  return [int(gold.count, plural, 90), int(gold.mask, `${label} mask`, 120)]
}

/** The star schema and the change history. */
export const goldTables: readonly TableDefinition[] = [
  {
    key: 'fact_movies',
    label: 'Facts: films',
    layer: 'gold',
    grain: 'One row a film',
    columns: [
      int('movie_id', 'Film id'),
      text('imdb_code', 'IMDb code', 120),
      int('movie_key', 'Movie key'),
      ...dimensionIds.flatMap(factColumns),
      ...setIds.flatMap(setColumns),
      int('run_id', 'Run', 80),
    ],
    filterBy: { column: 'movie_id', clause: 'movie' },
  },
  {
    key: 'dim_movie',
    label: 'Movie',
    layer: 'gold',
    grain: 'One row a film: its texts and images',
    columns: [
      int('movie_key', 'Movie key'),
      text('title', 'Title', 260),
      text('title_english', 'English title', 220),
      text('slug', 'Slug', 220),
      text('url', 'Page', 260),
      long('description_full', 'Description'),
      long('summary', 'Summary'),
      long('synopsis', 'Synopsis'),
      text('background_image_original', 'Background image', 240),
      text('large_cover_image', 'Cover image', 240),
    ],
    filterBy: { column: 'movie_key', clause: 'movie' },
  },
  ...dimensionIds.map(dimensionTable),
  ...setIds.map(junctionTable),
  {
    key: 'movie_change',
    label: 'Change history',
    layer: 'gold',
    grain: 'One row a changed field of a film',
    columns: [
      int('change_id', 'Change'),
      int('movie_id', 'Film id'),
      text('field', 'Field', 160),
      long('old', 'Old'),
      long('new', 'New'),
      int('run_id', 'Run', 80),
      at('at', 'When'),
    ],
    filterBy: { column: 'movie_id', clause: 'movie' },
  },
]
