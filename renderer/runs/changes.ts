import type { RunChange } from '../../shared/contract/warehouse.ts'
import { formatDecimal, formatInteger } from '../format.ts'

/** Ratings move by a tenth or two with every few votes; up to here that is drift, not news. */
export const smallDrift = 0.2

export type ChangeLine =
  | { kind: 'film'; key: string; change: RunChange }
  /** Films whose rating moved a little, under one line. */
  | { kind: 'drift'; key: 'drift'; films: readonly RunChange[]; open: boolean }

/** Whether only the rating of a film changed, and only by a little. A film that got its first rating did not drift. */
export function isSmallDrift({ kind, fields }: RunChange): boolean {
  const [only, ...more] = fields
  if (kind !== 'updated' || !only || more.length > 0 || only.field !== 'rating') return false
  if (only.old === null || only.new === null) return false
  const by = Math.abs(Number(only.new) - Number(only.old))
  // 6.3 − 6.1 is a hair over 0.2 in binary.
  return by > 0 && by < smallDrift + 1e-9
}

/** The lines of a list of changes: every film that really changed, and the drifting ones behind one line that opens. */
export function changeLines(changes: readonly RunChange[], driftOpen: boolean): ChangeLine[] {
  const drifting = changes.filter(isSmallDrift)
  const film = (change: RunChange): ChangeLine => ({ kind: 'film', key: `${change.kind}:${change.movieId}`, change })
  if (drifting.length < 2) return changes.map(film)
  const updated = changes.filter((change) => change.kind === 'updated' && !isSmallDrift(change)).map(film)
  const others = changes.filter((change) => change.kind !== 'updated').map(film)
  const group: ChangeLine = { kind: 'drift', key: 'drift', films: drifting, open: driftOpen }
  return [...updated, group, ...(driftOpen ? drifting.map(film) : []), ...others]
}

/** A changed value as people write it; what the source does not know says so. */
export function changedText(field: string, value: string | null): string {
  if (value === null || value === '') return 'unknown'
  if (field === 'rating') return formatDecimal(Number(value))
  return field === 'runtime' ? `${value} min` : value
}

/** `up 8, down 4`: which way the drifting ratings went. */
export function driftSummary(films: readonly RunChange[]): string {
  const up = films.filter(({ fields: [rating] }) => Number(rating?.new) > Number(rating?.old)).length
  const down = films.length - up
  return [up > 0 ? `up ${formatInteger(up)}` : '', down > 0 ? `down ${formatInteger(down)}` : '']
    .filter(Boolean)
    .join(', ')
}
