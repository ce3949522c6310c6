import type { Pivot, PivotMember } from '../../../../shared/contract/questions/pivot.ts'
import { acrossAxes, type ExploreAxis, type ExploreSpec } from '../../../../shared/explore-spec.ts'
import { measureOf } from '../../../../shared/model/measures.ts'
import { isAnyRange } from '../../../../shared/model/values/derived.ts'

type Path = PivotMember[]

/** The numbers of one side, in the rows and columns of both. */
export type SideNumbers = Pick<Pivot, 'matched' | 'values' | 'films'>

/**
 * Two answers to one question in one table: the rows and columns of the first in their order, and behind them, or along a range where
 * they belong, those that the second alone has.
 */
export function joined(spec: ExploreSpec, a: Pivot, b: Pivot): { pivot: Pivot; b: SideNumbers } {
  const across = acrossAxes(spec)
  const columnsOf = ({ columns }: Pivot) => columns.map(({ path, ...member }) => path ?? [member])
  const rowsOf = ({ rows }: Pivot) => rows.slice(0, -1).map(({ path }) => path)
  const columns = unionOf(columnsOf(a), columnsOf(b), across, true)
  const rows = unionOf(rowsOf(a), rowsOf(b), spec.rows, spec.sort === null)
  const laid = (pivot: Pivot) => placed(spec, pivot, [rowsOf(pivot), rows], [columnsOf(pivot), columns])
  return {
    pivot: {
      ...a,
      ...laid(a),
      columns: columns.map((path) => ({ ...(path.at(-1) as PivotMember), ...(across.length > 1 ? { path } : {}) })),
      rows: [...rows, []].map((path) => ({ path })),
    },
    b: { matched: b.matched, ...laid(b) },
  }
}

/** The numbers of an answer at their places among all rows and columns; where it has none there are no films. */
function placed(
  { measures }: ExploreSpec,
  { values, films }: Pivot,
  rows: readonly [own: readonly Path[], all: readonly Path[]],
  columns: readonly [own: readonly Path[], all: readonly Path[]],
): Omit<SideNumbers, 'matched'> {
  const [from, to] = [placesIn(...rows), placesIn(...columns)]
  const width = columns[0].length + 1
  const of = measures.length
  const next = {
    values: new Float64Array(from.length * to.length * of),
    films: new Uint32Array(from.length * to.length),
  }
  const none = measures.map((measure) => (measureOf(measure).additive === 'never' ? Number.NaN : 0))
  from.forEach((row, y) => {
    to.forEach((column, x) => {
      const at = y * to.length + x
      if (row < 0 || column < 0) {
        next.values.set(none, at * of)
        return
      }
      const own = row * width + column
      next.films[at] = films[own] as number
      next.values.set(values.subarray(own * of, (own + 1) * of), at * of)
    })
  })
  return next
}

/** Of each path of all, and of the total behind them, its place among some; -1 where it is not there. */
function placesIn(own: readonly Path[], all: readonly Path[]): number[] {
  const places = new Map(own.map((path, place) => [keyOf(path), place]))
  return [...all.map((path) => places.get(keyOf(path)) ?? -1), own.length]
}

function keyOf(path: Path): string {
  return JSON.stringify(path.map(nameOf))
}

function nameOf({ key, isOthers }: PivotMember): unknown {
  return isOthers ? 'others' : [key]
}

interface Node {
  path: Path
  children: Map<string, Node>
}

/** Paths of two tables, each before those within it. @param isNatural whether ranges stand as they ascend */
function unionOf(a: readonly Path[], b: readonly Path[], axes: readonly ExploreAxis[], isNatural: boolean): Path[] {
  const root: Node = { path: [], children: new Map() }
  for (const path of [...a, ...b]) {
    let node = root
    for (const [depth, member] of path.entries()) {
      const name = JSON.stringify(nameOf(member))
      const child = node.children.get(name) ?? { path: path.slice(0, depth + 1), children: new Map() }
      node.children.set(name, child)
      node = child
    }
  }
  const below = (node: Node, depth: number): Path[] => {
    const isRange = isNatural && isAnyRange(axes[depth]?.dimension ?? 'genre')
    const children = [...node.children.values()].sort(
      (x, y) => rankOf(x) - rankOf(y) || (isRange ? numberOf(x) - numberOf(y) : 0),
    )
    return children.flatMap((child) => [child.path, ...below(child, depth + 1)])
  }
  return below(root, 0)
}

/** Members with a name or a number come first, then all others, then the unknown. */
function rankOf({ path }: Node): number {
  const member = path.at(-1)
  return member?.isOthers ? 1 : member?.key === null ? 2 : 0
}

function numberOf({ path }: Node): number {
  return Number(path.at(-1)?.key ?? 0)
}
