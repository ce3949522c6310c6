import { largest, smallest } from '../../shared/extremes.ts'
import type { TableKey } from '../../shared/table-definitions/definition.ts'

export interface Point {
  x: number
  y: number
}

/** One line inside a box: a key column. */
export interface KeyLine {
  name: string
  mark: 'PK' | 'FK' | 'PK FK'
  /** What it holds, in a sentence. */
  about: string | null
}

/** A box of the diagram, in diagram units (pixels at a zoom of 1). */
export interface DiagramNode {
  id: string
  x: number
  y: number
  width: number
  height: number
  title: string
  /** What the table is in the star or the pipeline: `Dimension`, `Silver`. */
  kind: string
  /** Its rows in words; "not built" for a layer that is not there yet. */
  rows: string
  built: boolean
  /** The role the table plays for the fact, where two could be mistaken for each other. */
  role: string | null
  /** Which run made its rows, and when; null where that is not known. */
  age: string | null
  /** A load is on its way to newer rows. */
  stale: boolean
  /** Its failing checks; null when there are none. */
  note: string | null
  tone: 'source' | 'fact' | 'dimension' | 'bridge' | 'table'
  lines: readonly KeyLine[]
  /** The table that Enter opens; null for the source. */
  table: TableKey | null
}

export interface LabelLine {
  text: string
  tone: 'plain' | 'strong' | 'refused'
}

/** A line between two boxes, with its path and its label's place worked out. */
export interface DiagramEdge {
  id: string
  from: string
  to: string
  /** SVG path data, ending at `tip`. */
  path: string
  tip: Point
  /** Direction in which the arrow points: right 0, down 90, left 180, up 270. */
  angle: number
  label: readonly LabelLine[]
  /** Middle of the label. */
  labelAt: Point
  /** The edge in a sentence, for the outline. */
  sentence: string
}

export interface Diagram {
  nodes: readonly DiagramNode[]
  edges: readonly DiagramEdge[]
  width: number
  height: number
}

/** The last line of a box's head: its role, and its failing checks. */
export function remarkOf({ role, note }: Pick<DiagramNode, 'role' | 'note'>): string | null {
  return [role ? `role: ${role}` : null, note].filter(Boolean).join(' · ') || null
}

const headHeight = 46
const lineHeight = 20
const boxPadding = 6

/** Height of a further line in a box's head: its age, or its remark. */
export const extraHeight = 18

/** Height of a box with further lines in its head, and key lines. */
export function boxHeight(lines: number, extra: number): number {
  return headHeight + extra * extraHeight + (lines > 0 ? lines * lineHeight + 2 * boxPadding : 0)
}

/** Middle of a key line inside a box. */
export function lineMiddle(node: DiagramNode, name: string): number {
  const index = node.lines.findIndex((line) => line.name === name)
  if (index < 0) return node.y + node.height / 2
  return node.y + node.height - boxPadding - (node.lines.length - index - 0.5) * lineHeight
}

/** A diagram moved so that its top left corner is at 0, 0, with its size. */
export function framed(
  nodes: readonly DiagramNode[],
  edges: (moved: readonly DiagramNode[]) => DiagramEdge[],
): Diagram {
  const left = smallest(nodes.map(({ x }) => x))
  const top = smallest(nodes.map(({ y }) => y))
  const moved = nodes.map((node) => ({ ...node, x: node.x - left, y: node.y - top }))
  return {
    nodes: moved,
    edges: edges(moved),
    width: largest(
      moved.map(({ x, width }) => x + width),
      0,
    ),
    height: largest(
      moved.map(({ y, height }) => y + height),
      0,
    ),
  }
}

/** The small triangle at the end of a line. */
export function arrowPath({ tip, angle }: Pick<DiagramEdge, 'tip' | 'angle'>): string {
  const turn = (angle * Math.PI) / 180
  const at = (along: number, across: number) => {
    const x = tip.x + along * Math.cos(turn) - across * Math.sin(turn)
    const y = tip.y + along * Math.sin(turn) + across * Math.cos(turn)
    return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
  }
  return `M${at(0, 0)}L${at(-8, -4)}L${at(-8, 4)}Z`
}
