import type { MeasureEntry } from './measure.ts'

/**
 * Films as a part of others. Each is shared out over its genres first, so that the shares of genres add up to the whole; where no genre is
 * on a shelf, a film counts whole.
 */
export const shareMeasures = {
  share_of_total: {
    label: 'Share of total',
    noun: null,
    unit: 'of films, shared out',
    format: 'share',
    takes: { kind: 'share', of: 'genre', within: 'total' },
    sqlName: 'share_of_total',
    explain: 'Films of all in the table, each shared out evenly over its genres, so that shares add up to 100%.',
  },
  share_of_row: {
    label: 'Share of row',
    noun: null,
    unit: 'of films, shared out',
    format: 'share',
    takes: { kind: 'share', of: 'genre', within: 'row' },
    sqlName: 'share_of_row',
    explain: 'Films of those in the row, each shared out evenly over its genres.',
  },
  share_of_column: {
    label: 'Share of column',
    noun: null,
    unit: 'of films, shared out',
    format: 'share',
    takes: { kind: 'share', of: 'genre', within: 'column' },
    sqlName: 'share_of_column',
    explain: 'Films of those in the column, each shared out evenly over its genres.',
  },
  share_of_parent: {
    label: 'Share of the row above',
    noun: null,
    unit: 'of films, shared out',
    format: 'share',
    takes: { kind: 'share', of: 'genre', within: 'parent' },
    sqlName: 'share_of_parent',
    explain:
      'Films of those in the row that a row belongs to, of the first rows of all, each shared out evenly over its genres.',
  },
} as const satisfies Record<string, MeasureEntry>
