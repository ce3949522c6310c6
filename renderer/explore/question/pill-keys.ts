import { type ExploreAxis, sameAxis } from '../../../shared/explore-spec.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import { dropAxis, dropMeasure, moveMeasure, putAxis, type Shelf, type SpecChange, swapRows } from './spec-changes.ts'

/** What a pill of the shelves holds. */
export type Pill =
  | { kind: 'axis'; shelf: Shelf; at: number; axis: ExploreAxis }
  | { kind: 'measure'; at: number; id: MeasureId }

/** Names a pill, so that the keyboard finds it again where it went. */
export function pillKey(pill: Pill): string {
  return pill.kind === 'measure' ? pill.id : `${pill.axis.dimension} ${pill.axis.bucket ?? ''}`
}

/**
 * What a key does to a pill: Alt with left and right moves it along its shelf, Alt with up and down to another shelf, Delete takes it
 * away. Null for other keys.
 */
export function pillChange(pill: Pill, { key, alt }: { key: string; alt: boolean }): SpecChange | null {
  const isDelete = key === 'Delete' || key === 'Backspace'
  if (!alt && isDelete) return pill.kind === 'axis' ? dropAxis(pill.shelf, pill.at) : dropMeasure(pill.at)
  if (!alt) return null
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const by = key === 'ArrowLeft' ? -1 : 1
    if (pill.kind === 'measure') return moveMeasure(pill.at, by)
    return (spec) => (spec[pill.shelf][pill.at + by] ? swapRows(spec) : spec)
  }
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    if (pill.kind === 'measure') return (spec) => spec
    return putAxis(pill.shelf === 'rows' ? 'columns' : 'rows', pill.axis)
  }
  return null
}

/** Puts a dimension where there is room: on rows, then on columns, then within the rows; else in place of the columns. Taken away where it is. */
export function bestShelf(axis: ExploreAxis): SpecChange {
  return (spec) => {
    for (const shelf of ['rows', 'columns'] as const) {
      const at = spec[shelf].findIndex((each) => sameAxis(each, axis))
      if (at >= 0) return dropAxis(shelf, at)(spec)
    }
    if (spec.rows.length === 0) return putAxis('rows', axis)(spec)
    if (spec.columns.length === 0) return putAxis('columns', axis)(spec)
    return putAxis(spec.rows.length < 2 ? 'rows' : 'columns', axis)(spec)
  }
}
