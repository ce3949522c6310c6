import type { ExportSpec, Written } from '../../../shared/export/export-spec.ts'
import type { ReadableDb } from '../file/connection.ts'
import { readState, readStateNumber } from '../file/state.ts'
import { filmsStatement } from './source/film-source.ts'

/** What a file of its own, or a sheet, tells of an export: nothing of the machine that it was made on. */
export interface ExportAboutFile {
  program: string
  title: string
  /** When it was written, ISO 8601. */
  written: string
  /** The catalogue that it is of; null where no load was published. */
  catalogue: { goldVersion: number; run: number | null; published: string | null } | null
  format: ExportSpec['format']
  columns: string[]
  words: string[]
  filter: ExportSpec['about']['filter']
  sql: string | null
}

/** What is told of an export before its rows are written. */
export function aboutOf(
  db: ReadableDb | null,
  spec: ExportSpec,
  { now, program }: { now: () => number; program: string },
): ExportAboutFile {
  const { about, format, source } = spec
  return {
    program,
    title: about.title,
    written: new Date(now()).toISOString(),
    catalogue: catalogueOf(db),
    format,
    columns: source.columns.map(({ label }) => label),
    words: about.words,
    filter: about.filter,
    sql: about.sql ?? (db && source.kind === 'films' ? filmsStatement(db, source) : null),
  }
}

function catalogueOf(db: ReadableDb | null): ExportAboutFile['catalogue'] {
  const goldVersion = db && readStateNumber(db, 'gold_version')
  if (!db || !goldVersion) return null
  const publishedAt = Number(readState(db, 'published_at') ?? Number.NaN)
  return {
    goldVersion,
    run: readStateNumber(db, 'published_run'),
    published: Number.isFinite(publishedAt) && publishedAt > 0 ? new Date(publishedAt).toISOString() : null,
  }
}

/** The same as lines of a name and what it is. */
export function aboutLines(
  about: ExportAboutFile & Pick<Written, 'rows' | 'sheets' | 'cut'>,
): (readonly [string, string])[] {
  const { catalogue } = about
  return [
    ['Title', about.title],
    ...about.words.map((line, at) => [at === 0 ? 'What it holds' : '', line] as const),
    ['Rows', String(about.rows)],
    ...(about.sheets > 1 ? [['Sheets of rows', String(about.sheets)] as const] : []),
    ...(about.cut > 0 ? [['Texts cut', `${about.cut}, each to the 32,767 characters that a cell holds`] as const] : []),
    ...(catalogue
      ? [
          ['Catalogue version', String(catalogue.goldVersion)] as const,
          ['Published run', String(catalogue.run ?? '')] as const,
          ['Published', catalogue.published ?? ''] as const,
        ]
      : []),
    ...(about.filter ? [['Filter', JSON.stringify(about.filter)] as const] : []),
    ...(about.sql ? [['SQL', about.sql] as const] : []),
    ['Written', about.written],
    ['Program', about.program],
  ]
}
