import type { DatabricksDestination } from '../destination-config.ts'
import { quoted, type SparkNames } from '../store/spark-names.ts'

const volume = 'stage'

/** What the objects of a destination are called. The names hold nothing that would need care in a path. */
export function databricksNames({ catalog, schema }: Pick<DatabricksDestination, 'catalog' | 'schema'>): SparkNames {
  const store = `${schema}_store`
  return {
    schema: `${quoted(catalog)}.${quoted(schema)}`,
    store: `${quoted(catalog)}.${quoted(store)}`,
    volume: `${quoted(catalog)}.${quoted(store)}.${quoted(volume)}`,
    stage: `/Volumes/${catalog}/${store}/${volume}`,
  }
}
