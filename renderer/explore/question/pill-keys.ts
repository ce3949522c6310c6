import { type ExploreAxis, sameAxis } from '../../../shared/explore-spec.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import {
  dropAxis,
  dropMeasure,
  moveMeasure,
  onShelf,
  putAxis,
  type Shelf,
  type SpecChange,
  shelfOf,
  shelves,
  swapRows,
} from './spec-changes.ts'

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
    return (spec) => (onShelf(spec, pill.shelf)[pill.at + by] ? swapRows(spec) : spec)
  }
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    if (pill.kind === 'measure') return (spec) => spec
    return putAxis(shelfBeside(pill.shelf, key === 'ArrowDown' ? 1 : -1), pill.axis)
  }
  return null
}

/** The shelf after or before another; behind the last is the first. */
export function shelfBeside(shelf: Shelf, by: 1 | -1): Shelf {
  return shelves.at((shelves.indexOf(shelf) + by) % shelves.length) as Shelf
}

/** The shelf that a letter puts a dimension on; null for other keys. */
export function shelfOfKey(key: string): Shelf | null {
  const keys: Record<string, Shelf> = { r: 'rows', c: 'columns', o: 'colour', m: 'multiples' }
  return keys[key.toLowerCase()] ?? null
}

/** Puts a dimension where there is room: on rows, then on columns, then within the rows; else in place of the columns. Taken away where it is. */
export function bestShelf(axis: ExploreAxis): SpecChange {
  return (spec) => {
    const shelf = shelfOf(spec, axis)
    if (shelf) {
      const at = onShelf(spec, shelf).findIndex((each) => sameAxis(each, axis))
      return dropAxis(shelf, at)(spec)
    }
    if (spec.rows.length === 0) return putAxis('rows', axis)(spec)
    if (spec.columns.length === 0) return putAxis('columns', axis)(spec)
    return putAxis(spec.rows.length < 2 ? 'rows' : 'columns', axis)(spec)
  }
}
