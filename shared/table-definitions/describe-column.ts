import { dimensionIds, dimensionOf, setIds } from '../model/dimensions.ts'
import { type FieldName, fieldNames, fieldOf } from '../model/fields.ts'
import { inSentence } from '../model/values/words.ts'
import type { TableKey } from './definition.ts'

type Descriptions = Readonly<Record<string, string>>

/** What columns of a name hold in whichever table they stand. */
const everywhere: Descriptions = {
  movie_id: 'Number of the film at the source.',
  run_id: 'Number of the run.',
  page_id: 'Number of the page in bronze.',
  page: 'Number of the page at the source.',
  page_limit: 'Films asked for on a page.',
  row_count: 'Films on the page.',
  position: 'Place on the page, from 0.',
  started_at: 'When it began, epoch milliseconds.',
  finished_at: 'When it ended, epoch milliseconds.',
  error_kind: 'Kind of the error; empty where there was none.',
  error_message: 'The error in a sentence; empty where there was none.',
  ms: 'How long it took, in milliseconds.',
}

const ofTables: Readonly<Partial<Record<TableKey, Descriptions>>> = {
  fact_movies: {
    movie_key: 'Key of the film’s titles, texts and addresses.',
    run_id: 'The run that last changed this row.',
  },
  dim_movie: {
    movie_key: 'Key of the film in the star; 0 stands for none.',
    title_sort: 'The title as it is sorted: lower case, without diacritics.',
    title_search: 'What search looks through, where that is more than the sorted title.',
  },
  movie_change: {
    change_id: 'Number of the change.',
    field: 'The column that changed; genres; or state_of_row, for a film removed or returned.',
    old: 'The value before.',
    new: 'The value after.',
    run_id: 'The run that found the change.',
    at: 'When it was found, epoch milliseconds.',
  },
  silver_movie: {
    content_hash: 'Hash of all cleaned values: a film changed when it did.',
    hash_version: 'Version of the way in which the hash is made.',
    change_seq: 'Grows with every change; gold takes what is above the number it last published.',
    page_id: 'The page in bronze that the film was last stored from.',
    first_run: 'The run that first stored the film.',
    last_changed_run: 'The run that last changed it.',
    rules: 'Cleaning rules that acted on it, separated by commas.',
  },
  silver_movie_genre: { genre: 'Name of a genre of the film.' },
  movie_presence: {
    confirmed_run: 'The completed run that first met the film.',
    missed_sweeps: 'Full loads in a row, complete and stable, that did not meet it.',
    tombstoned_run: 'The run that removed it; empty while it is in the catalogue.',
  },
  quarantine: {
    quarantine_id: 'Number of the refusal.',
    movie_id: 'Number of the film at the source, where it could be read.',
    rule: 'The rule that refused it.',
    reason: 'Why, in a sentence.',
    payload: 'What was received as JSON, without torrents, cut at 64 KiB.',
    status: 'open, or replayed once it was accepted.',
    resolved_run: 'The run that accepted it.',
  },
  bronze_page: {
    run_id: 'The run that read the page.',
    fetched_at: 'When it was read, epoch milliseconds.',
    http_status: 'Status code of the answer.',
    codec: 'How the answer is stored: identity, gzip, deflate or br.',
    wire_codec: 'How it came over the network.',
    stored_bytes: 'Its size as stored, in bytes.',
    byte_length: 'Its size when decompressed, in bytes.',
    sha256: 'SHA-256 of the decompressed answer.',
    body: 'The answer as received; never listed.',
  },
  run: {
    mode: 'incremental or full.',
    trigger: 'What started it: manual, schedule, cli or resume.',
    status: 'running, paused, complete, partial, cancelled, failed or interrupted.',
    duration_ms: 'How long it worked, pauses left out, in milliseconds.',
    source_url: 'The address that was asked.',
    source_host: 'Host of that address.',
    is_sample: '1 for the sample catalogue, else 0.',
    max_workers: 'Requests at a time, at most.',
    movie_count: 'Films that the source said it has.',
    plan: 'Pages to read and pages read, as JSON.',
    unstable: '1 where the catalogue moved while it was read, else 0.',
    pages_planned: 'Pages to read.',
    pages_done: 'Pages read.',
    requests: 'Requests sent.',
    retries: 'Requests sent again.',
    bytes: 'Bytes received.',
    fetched: 'Films received.',
    inserted: 'Films added.',
    updated: 'Films changed.',
    unchanged: 'Films that were as stored.',
    removed: 'Films removed.',
    quarantined: 'Films refused.',
    duplicates: 'Films met once more in the same run.',
    watermark_before_s: 'Newest upload known before, epoch seconds.',
    watermark_after_s: 'Newest upload known after it, epoch seconds.',
    missing_accepted: '1 where a person agreed that fields no longer sent are unknown, else 0.',
  },
  run_page: {
    status: 'ok or failed.',
    attempts: 'Requests that it took.',
    error: 'The error in a sentence; empty where there was none.',
  },
  run_stage: {
    stage: 'The step of the load: plan, fetch, store or gold.',
    rows_in: 'Rows that went in.',
    rows_out: 'Rows that came out.',
    refused: 'Rows that were refused.',
  },
  run_rule: { rule: 'The cleaning rule.', count: 'How often it acted.' },
  run_missing_field: {
    field: 'The field that was not sent.',
    films: 'Films that came without it.',
    kept: 'Films for which the known value was kept.',
  },
  schema_drift: {
    field: 'Name of the field at the source.',
    kind: 'new_field, missing_field or type_changed.',
    count: 'How often it was met.',
    sample: 'A value as an example, cut and without torrents.',
  },
  quality_result: {
    check_name: 'Which check it was, such as rating_range.',
    severity: 'error blocks publication; warning is shown.',
    status: 'passed, failed, not_evaluated or broken.',
    failed: 'Rows that failed.',
    total: 'Rows looked at.',
  },
  seen: {
    run_id: 'The run that met the film.',
    stripe: 'The part of the catalogue in which it was met.',
    page: 'The page on which it was met.',
  },
  publication: {
    publication_id: 'Number of the publication.',
    destination: 'Name of the destination in config.json.',
    kind: 'What the destination is: parquet, a folder of Parquet files.',
    producer: 'The program that published, with its version.',
    mode: 'full, incremental, rollback to an earlier version, or verify.',
    status: 'published, unchanged, verified, differs, failed or cancelled.',
    version: 'Version at the destination; empty where nothing was published.',
    gold_version: 'Version of gold that was published.',
    published_run: 'The run that made that gold.',
    bytes: 'Bytes written.',
  },
  publication_table: {
    publication_id: 'Number of the publication.',
    table_name: 'Name of the table at the destination.',
    sent: 'Rows sent.',
    digest: 'Digest of all rows of the table.',
  },
}

/** The columns of gold that a dimension makes: those of its own table, and those of fact and junction that lead there or repeat it. */
function ofDimensions(): Map<string, string> {
  const found = new Map<string, string>()
  for (const dimension of dimensionIds.map(dimensionOf)) {
    const { gold, label, description } = dimension
    const name = inSentence(label)
    const own = gold.keyOf ? `The ${name} as a number` : `Number of the ${name} in this warehouse`
    found.set(`${gold.table}.${gold.key}`, `${own}; 0 stands for unknown.`)
    found.set(
      `${gold.table}.${gold.value.column}`,
      dimension.kind === 'set' ? `Name of the ${name}, in one usual spelling.` : description,
    )
    for (const { column, description: about } of gold.attributes) found.set(`${gold.table}.${column}`, about)
    const key = `Key of the ${name}; 0 stands for unknown.`
    if (dimension.kind !== 'set') found.set(`fact_movies.${gold.key}`, key)
    if (gold.measure) found.set(`fact_movies.${gold.measure.column}`, description)
  }
  for (const { plural, gold, label } of setIds.map((id) => dimensionOf(id))) {
    found.set(`${gold.junction}.${gold.key}`, `Key of one ${inSentence(label)} of the film.`)
    found.set(`fact_movies.${gold.count}`, `How many ${inSentence(plural)} the film has.`)
    found.set(`fact_movies.${gold.mask}`, `Its ${inSentence(plural)} as bits: bit n − 1 for key n, up to 62.`)
  }
  return found
}

const modelled = ofDimensions()
const fields: ReadonlySet<string> = new Set(fieldNames)
const withFields: ReadonlySet<TableKey> = new Set(['fact_movies', 'dim_movie', 'silver_movie'])

/**
 * What a column of the warehouse holds, in a sentence; also of columns that are stored and not listed. From the model where the
 * model has it. Null for a column that is not known.
 */
export function describeColumn(table: TableKey, column: string): string | null {
  const own = ofTables[table]?.[column] ?? modelled.get(`${table}.${column}`)
  if (own !== undefined) return own
  // Written for docs/model.md, where code stands in backticks.
  if (withFields.has(table) && fields.has(column)) return fieldOf(column as FieldName).description.replaceAll('`', '')
  return everywhere[column] ?? null
}

/** Columns that are described for one table only, by table. */
export const describedColumns: readonly (readonly [table: TableKey, column: string])[] = Object.entries(
  ofTables,
).flatMap(([table, columns]) => Object.keys(columns).map((column) => [table as TableKey, column] as const))
