import { join } from 'node:path'
import type { SparkDestination } from '../destination-config.ts'
import { quoted, type SparkNames } from '../engine/spark-names.ts'

/** What the objects of a destination are called. Spark has no volumes: what is staged lies in a folder that it reads too. */
export function sparkNames({ schema, stagingUri }: Pick<SparkDestination, 'schema' | 'stagingUri'>): SparkNames {
  return {
    schema: quoted(schema),
    store: quoted(`${schema}_store`),
    // Destinations may share a folder.
    stage: `${stagingUri}/${schema}`,
  }
}

/** `stage` of `sparkNames` as this machine sees it. */
export function stagingFolder({ schema, stagingDir }: Pick<SparkDestination, 'schema' | 'stagingDir'>): string {
  return join(stagingDir, schema)
}
