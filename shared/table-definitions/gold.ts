import type { Dimension, GoldColumn } from '../model/dimension.ts'
import { type DimensionId, dimensionOf, dimensions, setIds } from '../model/dimensions.ts'
import { inSentence } from '../model/values/words.ts'
import { at, films, int, keyOf, long, run, text } from './columns.ts'
import { type ColumnDefinition, type TableDefinition, tabledIds } from './definition.ts'

function shown({ column: key, label, kind, width, unit }: GoldColumn): ColumnDefinition {
  return unit === undefined ? { key, label, kind, width } : { key, label, kind, width, unit }
}

/** The table of a dimension: its key, its value, what is worked out from it, and its films. */
function dimensionTable(id: DimensionId): TableDefinition {
  const { label, gold, kind }: Dimension = dimensionOf(id)
  return {
    key: dimensions[id].gold.table,
    label,
    layer: 'gold',
    grain: `One row for each ${inSentence(label)}`,
    columns: [int(gold.key, gold.keyLabel), shown(gold.value), ...gold.attributes.map(shown), films],
    filterBy: { column: kind === 'set' || gold.keyOf ? gold.key : gold.value.column, clause: id },
  }
}

const singleIds = tabledIds.filter((id) => dimensionOf(id).kind !== 'set')
const single = singleIds.map((id) => dimensionOf(id))
const factKeys = singleIds.map((id) =>
  keyOf(dimensions[id].gold.table, dimensions[id].gold.key, dimensions[id].gold.keyLabel),
)
const measures = single.flatMap(({ label, gold }) =>
  gold.measure ? [{ ...shown(gold.value), key: gold.measure.column, label }] : [],
)

/** The star schema and the change history. */
export const goldTables: readonly TableDefinition[] = [
  {
    key: 'fact_movies',
    label: 'Facts: films',
    layer: 'gold',
    grain: 'One row per film',
    columns: [
      int('movie_id', 'Film id'),
      text('imdb_code', 'IMDb code', 120),
      keyOf('dim_movie', 'movie_key', 'Movie key'),
      ...factKeys,
      ...measures,
      int('genre_count', 'Genres', 90),
      int('genre_mask', 'Genre mask', 120),
      run(),
    ],
    filterBy: { column: 'movie_id', clause: 'movie' },
  },
  {
    key: 'dim_movie',
    label: 'Movie',
    layer: 'gold',
    grain: 'One row per film: its texts and images',
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
  ...tabledIds.map(dimensionTable),
  ...setIds.map((id): TableDefinition => {
    const { label, gold } = dimensions[id]
    return {
      key: gold.junction,
      label: `${label} junction`,
      layer: 'gold',
      grain: `One row per film and ${inSentence(label)}`,
      columns: [int('movie_id', 'Film id'), keyOf(gold.table, gold.key, gold.keyLabel)],
      filterBy: { column: gold.key, clause: id },
    }
  }),
  {
    key: 'movie_change',
    label: 'Change history',
    layer: 'gold',
    grain: 'One row per changed field of a film',
    columns: [
      int('change_id', 'Change'),
      int('movie_id', 'Film id'),
      text('field', 'Field', 160),
      long('old', 'Old'),
      long('new', 'New'),
      run(),
      at('at', 'When'),
    ],
    filterBy: { column: 'movie_id', clause: 'movie' },
  },
]
