import { z } from 'zod';

/** How a column is shown and aligned; `unit` names what the numbers count. */
export type ColumnKind = 'text' | 'longtext' | 'integer' | 'decimal' | 'bytes' | 'epoch_ms' | 'epoch_s' | 'date' | 'duration_ms' | 'hash';

export interface ColumnDefinition {
  key: string;
  label: string;
  kind: ColumnKind;
  unit?: string;
  /** Preferred width in pixels. */
  width: number;
}

export interface TableDefinition {
  key: TableKey;
  label: string;
  layer: 'gold' | 'silver' | 'bronze' | 'ledger';
  /** What one row is. */
  grain: string;
  columns: readonly ColumnDefinition[];
  /** Column that a click turns into a film filter, and the filter clause it feeds. */
  filterBy?: { column: string; clause: 'genre' | 'language' | 'year' | 'rating' | 'runtime' | 'uploaded' | 'movie' | 'run' };
}

export const tableKeys = [
  'fact_movies',
  'dim_movie',
  'dim_date',
  'dim_language',
  'dim_runtime',
  'dim_rating',
  'dim_released_year',
  'dim_genre',
  'genre_junction',
  'movie_change',
  'silver_movie',
  'silver_movie_genre',
  'quarantine',
  'bronze_page',
  'run',
  'run_page',
  'run_stage',
  'quality_result',
] as const;
export type TableKey = (typeof tableKeys)[number];
export const tableKeySchema = z.enum(tableKeys);

const text = (key: string, label: string, width = 160): ColumnDefinition => ({ key, label, kind: 'text', width });
const long = (key: string, label: string, width = 280): ColumnDefinition => ({ key, label, kind: 'longtext', width });
const int = (key: string, label: string, width = 110, unit?: string): ColumnDefinition =>
  unit ? { key, label, kind: 'integer', width, unit } : { key, label, kind: 'integer', width };
const at = (key: string, label: string): ColumnDefinition => ({ key, label, kind: 'epoch_ms', width: 170 });
const films = int('films', 'Films', 100);

/**
 * The browsable tables: what the Tables page lists and what the reader may select. A column named `films` is counted for
 * dimension members; bodies and payload blobs are never listed.
 */
export const tables: readonly TableDefinition[] = [
  {
    key: 'fact_movies',
    label: 'Facts: films',
    layer: 'gold',
    grain: 'One row a film',
    columns: [
      int('movie_id', 'Film id'),
      text('imdb_code', 'IMDb code', 120),
      int('movie_key', 'Movie key'),
      int('date_key', 'Date key'),
      int('language_key', 'Language key'),
      int('runtime_key', 'Runtime key'),
      int('rating_key', 'Rating key'),
      int('year_key', 'Year key'),
      { key: 'rating', label: 'Rating', kind: 'decimal', width: 90 },
      int('runtime_minutes', 'Runtime', 100, 'min'),
      int('genre_count', 'Genres', 90),
      int('genre_mask', 'Genre mask', 120),
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
  {
    key: 'dim_date',
    label: 'Upload date',
    layer: 'gold',
    grain: 'One row a day',
    columns: [
      int('date_key', 'Date key'),
      { key: 'date', label: 'Date', kind: 'date', width: 110 },
      text('date_iso', 'ISO', 110),
      text('date_full', 'In full', 200),
      text('day_of_week', 'Weekday', 110),
      int('day_of_month', 'Day', 70),
      int('day_of_year', 'Day of year', 100),
      int('week_of_year', 'Week', 80),
      int('month', 'Month', 80),
      text('month_name', 'Month name', 120),
      int('quarter', 'Quarter', 80),
      int('year', 'Year', 80),
      int('is_weekend', 'Weekend', 90),
      films,
    ],
    filterBy: { column: 'date_key', clause: 'uploaded' },
  },
  {
    key: 'dim_language',
    label: 'Language',
    layer: 'gold',
    grain: 'One row a language',
    columns: [int('language_key', 'Language key'), text('language', 'Code', 90), text('language_name', 'Language', 200), films],
    filterBy: { column: 'language', clause: 'language' },
  },
  {
    key: 'dim_runtime',
    label: 'Runtime',
    layer: 'gold',
    grain: 'One row a runtime in minutes',
    columns: [int('runtime_key', 'Runtime key'), int('runtime', 'Runtime', 110, 'min'), text('runtime_band', 'Band', 160), films],
    filterBy: { column: 'runtime', clause: 'runtime' },
  },
  {
    key: 'dim_rating',
    label: 'Rating',
    layer: 'gold',
    grain: 'One row a rating',
    columns: [
      int('rating_key', 'Rating key'),
      { key: 'rating', label: 'Rating', kind: 'decimal', width: 90 },
      text('rating_band', 'Band', 160),
      films,
    ],
    filterBy: { column: 'rating', clause: 'rating' },
  },
  {
    key: 'dim_released_year',
    label: 'Released year',
    layer: 'gold',
    grain: 'One row a year',
    columns: [int('year_key', 'Year key'), int('year', 'Year', 90), text('decade', 'Decade', 100), films],
    filterBy: { column: 'year', clause: 'year' },
  },
  {
    key: 'dim_genre',
    label: 'Genre',
    layer: 'gold',
    grain: 'One row a genre',
    columns: [int('genre_id', 'Genre id'), text('genre_name', 'Genre', 200), films],
    filterBy: { column: 'genre_id', clause: 'genre' },
  },
  {
    key: 'genre_junction',
    label: 'Genre junction',
    layer: 'gold',
    grain: 'One row a film and genre',
    columns: [int('movie_id', 'Film id'), int('genre_id', 'Genre id')],
    filterBy: { column: 'genre_id', clause: 'genre' },
  },
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
  {
    key: 'silver_movie',
    label: 'Silver: films',
    layer: 'silver',
    grain: 'One row a film, cleaned',
    columns: [
      int('movie_id', 'Film id'),
      text('imdb_code', 'IMDb code', 120),
      text('title', 'Title', 260),
      text('title_english', 'English title', 220),
      text('title_long', 'Long title', 260),
      text('slug', 'Slug', 220),
      int('year', 'Year', 80),
      { key: 'rating', label: 'Rating', kind: 'decimal', width: 90 },
      text('mpa_rating', 'MPA', 90),
      int('runtime', 'Runtime', 100, 'min'),
      text('language', 'Language', 90),
      text('state', 'State', 80),
      { key: 'date_uploaded', label: 'Uploaded', kind: 'date', width: 110 },
      { key: 'date_uploaded_unix', label: 'Uploaded at', kind: 'epoch_s', width: 170 },
      text('yt_trailer_code', 'Trailer code', 120),
      long('description_full', 'Description'),
      { key: 'content_hash', label: 'Content hash', kind: 'hash', width: 140 },
      int('page_id', 'Bronze page', 100),
      int('first_run', 'First run', 90),
      int('last_changed_run', 'Changed in run', 120),
    ],
    filterBy: { column: 'movie_id', clause: 'movie' },
  },
  {
    key: 'silver_movie_genre',
    label: 'Silver: genres',
    layer: 'silver',
    grain: 'One row a film and genre',
    columns: [int('movie_id', 'Film id'), text('genre', 'Genre', 200)],
    filterBy: { column: 'movie_id', clause: 'movie' },
  },
  {
    key: 'quarantine',
    label: 'Quarantine',
    layer: 'silver',
    grain: 'One row a refused film',
    columns: [
      int('quarantine_id', 'Id', 80),
      int('run_id', 'Run', 80),
      int('page_id', 'Bronze page', 100),
      int('position', 'Position', 90),
      int('movie_id', 'Film id'),
      text('rule', 'Rule', 180),
      long('reason', 'Reason', 320),
      long('payload', 'Payload', 320),
      text('status', 'Status', 100),
    ],
  },
  {
    key: 'bronze_page',
    label: 'Bronze: pages',
    layer: 'bronze',
    grain: 'One row a page read',
    columns: [
      int('page_id', 'Page id'),
      int('run_id', 'Run', 80),
      int('page', 'Page', 80),
      int('page_limit', 'Limit', 80),
      at('fetched_at', 'Fetched'),
      int('http_status', 'HTTP', 70),
      text('codec', 'Codec', 90),
      { key: 'stored_bytes', label: 'Stored', kind: 'bytes', width: 100 },
      { key: 'byte_length', label: 'Size', kind: 'bytes', width: 100 },
      { key: 'sha256', label: 'SHA-256', kind: 'hash', width: 140 },
      int('row_count', 'Films', 80),
    ],
    filterBy: { column: 'run_id', clause: 'run' },
  },
  {
    key: 'run',
    label: 'Runs',
    layer: 'ledger',
    grain: 'One row a load',
    columns: [
      int('run_id', 'Run', 80),
      text('mode', 'Mode', 110),
      text('trigger', 'Trigger', 100),
      text('status', 'Status', 110),
      at('started_at', 'Started'),
      at('finished_at', 'Finished'),
      int('pages_planned', 'Planned', 90, 'pages'),
      int('pages_done', 'Done', 90, 'pages'),
      int('requests', 'Requests', 100),
      int('retries', 'Retries', 90),
      { key: 'bytes', label: 'Received', kind: 'bytes', width: 110 },
      int('fetched', 'Fetched', 100),
      int('inserted', 'Inserted', 100),
      int('updated', 'Updated', 100),
      int('unchanged', 'Unchanged', 100),
      int('removed', 'Removed', 100),
      int('quarantined', 'Quarantined', 110),
      int('duplicates', 'Duplicates', 110),
      text('error_message', 'Error', 300),
    ],
    filterBy: { column: 'run_id', clause: 'run' },
  },
  {
    key: 'run_page',
    label: 'Run pages',
    layer: 'ledger',
    grain: 'One row a page of a run',
    columns: [
      int('run_id', 'Run', 80),
      int('page', 'Page', 80),
      text('status', 'Status', 100),
      int('attempts', 'Attempts', 90),
      int('row_count', 'Films', 80),
      int('page_id', 'Bronze page', 110),
      text('error', 'Error', 320),
    ],
    filterBy: { column: 'run_id', clause: 'run' },
  },
  {
    key: 'run_stage',
    label: 'Run stages',
    layer: 'ledger',
    grain: 'One row a stage of a run',
    columns: [
      int('run_id', 'Run', 80),
      text('stage', 'Stage', 160),
      int('rows_in', 'Rows in', 100),
      int('rows_out', 'Rows out', 100),
      int('refused', 'Refused', 100),
      { key: 'ms', label: 'Time', kind: 'duration_ms', width: 100 },
    ],
    filterBy: { column: 'run_id', clause: 'run' },
  },
  {
    key: 'quality_result',
    label: 'Quality results',
    layer: 'ledger',
    grain: 'One row a check of a run',
    columns: [
      int('run_id', 'Run', 80),
      text('check_name', 'Check', 260),
      text('severity', 'Severity', 100),
      text('status', 'Status', 110),
      int('failed', 'Failed', 100),
      int('total', 'Of', 100),
      { key: 'ms', label: 'Time', kind: 'duration_ms', width: 100 },
    ],
    filterBy: { column: 'run_id', clause: 'run' },
  },
];

/** The definition of a table; every key has one. */
export function tableDefinition(key: TableKey): TableDefinition {
  const found = tables.find((table) => table.key === key);
  if (!found) throw new Error(`no table definition for ${key}`);
  return found;
}
