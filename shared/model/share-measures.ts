import type { MeasureEntry } from './measure.ts'

/** Films rated so much or more, of the rated ones. */
function shareRated<const Least extends number>(least: Least) {
  return {
    label: `Share rated ${least.toFixed(1)} or more`,
    noun: null,
    unit: 'of rated films',
    format: 'share',
    takes: { kind: 'share_at_least', of: 'rating', least },
    sqlName: `share_rated_${least * 10}`,
    explain: `Films rated ${least.toFixed(1)} or more, of those that have a rating.`,
  } as const satisfies MeasureEntry
}

/** The share of well rated films by what is held to be well: the others are chosen in the menu of the first. */
export const leastRatings = {
  share_rated_50: shareRated(5),
  share_rated_55: shareRated(5.5),
  share_rated_60: shareRated(6),
  share_rated_65: shareRated(6.5),
  share_rated_75: shareRated(7.5),
  share_rated_80: shareRated(8),
  share_rated_85: shareRated(8.5),
  share_rated_90: shareRated(9),
} as const satisfies Record<string, MeasureEntry>

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
    explain:
      'Films as a part of all in the table, each shared out evenly over its genres, so that shares add up to 100%.',
  },
  share_of_row: {
    label: 'Share of row',
    noun: null,
    unit: 'of films, shared out',
    format: 'share',
    takes: { kind: 'share', of: 'genre', within: 'row' },
    sqlName: 'share_of_row',
    explain: 'Films as a part of those in the row, each shared out evenly over its genres.',
  },
  share_of_column: {
    label: 'Share of column',
    noun: null,
    unit: 'of films, shared out',
    format: 'share',
    takes: { kind: 'share', of: 'genre', within: 'column' },
    sqlName: 'share_of_column',
    explain: 'Films as a part of those in the column, each shared out evenly over its genres.',
  },
  share_of_parent: {
    label: 'Share of the row above',
    noun: null,
    unit: 'of films, shared out',
    format: 'share',
    takes: { kind: 'share', of: 'genre', within: 'parent' },
    sqlName: 'share_of_parent',
    explain:
      'Films as a part of those in the row above, or of all films for the first rows, each shared out evenly over its genres.',
  },
} as const satisfies Record<string, MeasureEntry>
