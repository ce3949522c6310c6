import { Graph, layout } from '@dagrejs/dagre'
import type { SchemaDescription, SchemaNode } from '../../shared/contract/warehouse.ts'
import { smallest } from '../../shared/extremes.ts'
import { formatInteger } from '../format.ts'
import { findings, freshness, isBuilt, isStale, layerName, rowsText, type SchemaContext } from './describe-node.ts'
import {
  boxHeight,
  type Diagram,
  type DiagramEdge,
  type DiagramNode,
  framed,
  type LabelLine,
  type Point,
} from './diagram.ts'

type Flow = SchemaDescription['lineage'][number]
/** An edge of the pipeline; without counts while what it leads to is not built. */
type Step = Pick<Flow, 'from' | 'to'> & { flow: Flow | null }

const boxWidth = 164
const labelWidth = 84

/** The pipeline from the source to the star, with what the last load moved along each edge. Laid out by dagre. */
export function lineageDiagram(schema: SchemaDescription, context: SchemaContext): Diagram {
  const steps = pipeline(schema)
  const known = new Map(schema.nodes.map((node) => [node.id, node]))
  const ids = [...new Set(steps.flatMap(({ from, to }) => [from, to]))].filter((id) => known.has(id))
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 10, edgesep: 6, ranksep: 26 })
  graph.setDefaultEdgeLabel(() => ({}))
  const drawn = ids.map((id) => known.get(id) as SchemaNode)
  // The boxes of a layer stand in one column and change places below: all are as high as the one with a remark.
  const remarked = new Set(drawn.filter((node) => findings(node, context) !== null).map(({ layer }) => layer))
  const boxes = new Map(drawn.map((node) => [node.id, boxOf(node, context, remarked.has(node.layer))]))
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height })
  for (const { from, to, flow } of steps) {
    const height = flow && flow.refused > 0 ? 46 : 32
    if (boxes.has(from) && boxes.has(to)) graph.setEdge(from, to, { width: labelWidth, height, labelpos: 'c' })
  }
  layout(graph)
  const placed = [...boxes.values()].map((box) => {
    const at = graph.node(box.id) as unknown as Point
    return { ...box, x: Math.round(at.x - box.width / 2), y: Math.round(at.y - box.height / 2) }
  })
  const sorted = inOrder(placed)
  const left = smallest(sorted.map(({ x }) => x))
  const top = smallest(sorted.map(({ y }) => y))
  return framed(sorted, (moved) => {
    const at = new Map(moved.map((node) => [node.id, node]))
    return steps.flatMap((step) => {
      const from = at.get(step.from)
      const to = at.get(step.to)
      if (!from || !to) return []
      const label = graph.edge(step.from, step.to) as unknown as Point
      return [stepEdge(step, from, to, { x: label.x - left, y: label.y - top })]
    })
  })
}

/** The boxes of each column from top to bottom in the order of the pipeline, the fact first; dagre's own order is arbitrary. */
function inOrder(boxes: readonly DiagramNode[]): DiagramNode[] {
  const tops = new Map<number, number[]>()
  for (const { x, y } of boxes)
    tops.set(
      x,
      [...(tops.get(x) ?? []), y].sort((a, b) => a - b),
    )
  return boxes.map((box) => ({ ...box, y: tops.get(box.x)?.shift() ?? box.y }))
}

/** What every warehouse goes through, so that layers that are not there yet are drawn too; counts where the ledger has them. */
function pipeline({ nodes, lineage }: SchemaDescription): Step[] {
  const star = nodes.filter(({ role }) => role === 'fact' || role === 'dimension' || role === 'bridge')
  const expected = [
    { from: 'source', to: 'bronze_page' },
    { from: 'bronze_page', to: 'silver_movie' },
    { from: 'bronze_page', to: 'quarantine' },
    ...star.map(({ id }) => ({ from: 'silver_movie', to: id })),
  ]
  const same = (a: Pick<Flow, 'from' | 'to'>, b: Pick<Flow, 'from' | 'to'>) => a.from === b.from && a.to === b.to
  const further = lineage.filter((flow) => !expected.some((step) => same(step, flow)))
  return [...expected, ...further].map(({ from, to }) => ({
    from,
    to,
    flow: lineage.find((flow) => same(flow, { from, to })) ?? null,
  }))
}

function boxOf(node: SchemaNode, context: SchemaContext, remarked: boolean): DiagramNode {
  const age = freshness(node.layer, context)
  return {
    id: node.id,
    x: 0,
    y: 0,
    width: boxWidth,
    height: boxHeight(0, (age ? 1 : 0) + (remarked ? 1 : 0)),
    title: node.id,
    kind: layerName(node.layer),
    rows: rowsText(node, context),
    built: isBuilt(node, context),
    role: null,
    age: isBuilt(node, context) ? age : null,
    stale: isStale(node, context),
    note: findings(node, context),
    tone: node.role,
    lines: [],
    table: node.table,
  }
}

/** In, out and refused, as the label of an edge has them. */
function flowLines(flow: Flow | null): LabelLine[] {
  if (!flow) return [{ text: 'not built', tone: 'plain' }]
  const lines: LabelLine[] = [
    { text: `${formatInteger(flow.rowsIn)} in`, tone: 'plain' },
    { text: `${formatInteger(flow.rowsOut)} out`, tone: 'strong' },
  ]
  if (flow.refused > 0) lines.push({ text: `${formatInteger(flow.refused)} refused`, tone: 'refused' })
  return lines
}

function stepEdge({ from, to, flow }: Step, start: DiagramNode, end: DiagramNode, label: Point): DiagramEdge {
  const a = { x: start.x + start.width, y: start.y + start.height / 2 }
  const tip = { x: end.x, y: end.y + end.height / 2 }
  // Labels sit where the line has already turned towards its target, one above the other.
  const at = { x: label.x, y: tip.y }
  const turn = at.x - labelWidth / 2
  const bend = (a.x + turn) / 2
  const counts = flow
    ? flowLines(flow)
        .map(({ text }) => text)
        .join(', ')
    : 'not built'
  return {
    id: `${from}>${to}`,
    from,
    to,
    path: `M${a.x} ${a.y}C${bend} ${a.y} ${bend} ${tip.y} ${turn} ${tip.y}L${tip.x} ${tip.y}`,
    tip,
    angle: 0,
    label: flowLines(flow),
    labelAt: at,
    sentence: counts,
  }
}
