import type { SchemaDescription, SchemaNode } from '../../shared/contract/warehouse.ts'
import {
  findings,
  freshness,
  isBuilt,
  isStale,
  keyLines,
  kindOf,
  roleOfKey,
  rowsText,
  type SchemaContext,
} from './describe-node.ts'
import { boxHeight, type Diagram, type DiagramEdge, type DiagramNode, framed, lineMiddle } from './diagram.ts'

type Key = SchemaDescription['keys'][number]

const boxWidth = 208
/** Room between the columns, for the lines and their names. */
const columnGap = 128
const rowGap = 24
const bridgeGap = 72

/**
 * The star as its live keys make it: the fact in the middle, the dimensions it refers to on both sides in the order of its
 * columns, so that no line crosses another, and below it the bridges with the dimensions behind them.
 */
export function starDiagram(schema: SchemaDescription, context: SchemaContext): Diagram {
  const fact = schema.nodes.find(({ role }) => role === 'fact')
  if (!fact) return { nodes: [], edges: [], width: 0, height: 0 }
  const nodes = new Map(schema.nodes.map((node) => [node.id, node]))
  const isGold = (id: string) => nodes.get(id)?.layer === 'gold'
  const columnOf = ({ column }: Key) => fact.columns.findIndex(({ name }) => name === column)
  const factKeys = schema.keys
    .filter(({ from, to }) => from === fact.id && isGold(to))
    .sort((a, b) => columnOf(a) - columnOf(b))
  const toFact = schema.keys.filter(({ from, to }) => to === fact.id && isGold(from))
  const bridges = toFact.flatMap(({ from }) => nodes.get(from) ?? [])
  const behind = schema.keys.filter(({ from, to }) => bridges.some(({ id }) => id === from) && to !== fact.id)

  const half = Math.ceil(factKeys.length / 2)
  const box = (node: SchemaNode, role: string | null) => boxOf(node, role, context)
  const side = (keys: readonly Key[]) =>
    keys.flatMap((key) => {
      const node = nodes.get(key.to)
      return node ? [box(node, roleOfKey(key.column))] : []
    })
  const centre = boxWidth + columnGap
  const right = 2 * centre
  const middle = { ...box(fact, null), x: centre }
  const placed = [...column(side(factKeys.slice(0, half)), 0, middle), middle]
  for (const box of column(side(factKeys.slice(half)), right, middle)) placed.push(box)

  let below = middle.height + bridgeGap
  for (const bridge of bridges) {
    const shape = { ...box(bridge, null), x: centre, y: below }
    const beyond = behind.filter(({ from }) => from === bridge.id).flatMap(({ to }) => nodes.get(to) ?? [])
    placed.push(
      shape,
      ...column(
        beyond.map((node) => box(node, null)),
        right,
        shape,
      ),
    )
    below += shape.height + rowGap
  }
  const drawn = unique(placed)
  return framed(drawn, (moved) =>
    [...factKeys, ...toFact, ...behind].flatMap((key) => keyEdge(key, new Map(moved.map((node) => [node.id, node])))),
  )
}

function boxOf(node: SchemaNode, role: string | null, context: SchemaContext): DiagramNode {
  const lines = keyLines(node)
  const note = findings(node, context)
  const age = isBuilt(node, context) ? freshness(node.layer, context) : null
  return {
    id: node.id,
    x: 0,
    y: 0,
    width: boxWidth,
    height: boxHeight(lines.length, (age ? 1 : 0) + (role || note ? 1 : 0)),
    title: node.id,
    kind: kindOf(node),
    rows: rowsText(node, context),
    built: isBuilt(node, context),
    role,
    age,
    stale: isStale(node, context),
    note,
    tone: node.role,
    lines,
    table: node.table,
  }
}

/** Boxes one below the other, level with another box in the middle. */
function column(boxes: readonly DiagramNode[], x: number, beside: DiagramNode): DiagramNode[] {
  const height = boxes.reduce((sum, box) => sum + box.height, 0) + rowGap * Math.max(0, boxes.length - 1)
  let y = beside.y + (beside.height - height) / 2
  return boxes.map((box) => {
    const placed = { ...box, x, y }
    y += box.height + rowGap
    return placed
  })
}

/** A dimension that two keys lead to is one box. */
function unique(nodes: readonly DiagramNode[]): DiagramNode[] {
  return nodes.filter((node, index) => nodes.findIndex(({ id }) => id === node.id) === index)
}

/** The line of a key: from the column that refers to the column referred to. */
function keyEdge(key: Key, nodes: ReadonlyMap<string, DiagramNode>): DiagramEdge[] {
  const from = nodes.get(key.from)
  const to = nodes.get(key.to)
  if (!from || !to) return []
  const role = roleOfKey(key.column)
  const common = {
    id: `${key.from}.${key.column}`,
    from: key.from,
    to: key.to,
    label: [{ text: key.column, tone: role ? ('strong' as const) : ('plain' as const) }],
    sentence: `${key.column} → ${key.to}.${key.toColumn}${role ? `, the ${role}` : ''}`,
  }
  if (to.x === from.x) {
    const up = to.y < from.y
    const x = from.x + from.width / 2
    const start = up ? from.y : from.y + from.height
    const tip = { x, y: up ? to.y + to.height : to.y }
    const path = `M${x} ${start}L${tip.x} ${tip.y}`
    return [{ ...common, path, tip, angle: up ? 270 : 90, labelAt: { x, y: (start + tip.y) / 2 } }]
  }
  const toTheRight = to.x > from.x
  const start = { x: toTheRight ? from.x + from.width : from.x, y: lineMiddle(from, key.column) }
  const tip = { x: toTheRight ? to.x : to.x + to.width, y: lineMiddle(to, key.toColumn) }
  const bend = (start.x + tip.x) / 2
  const path = `M${start.x} ${start.y}C${bend} ${start.y} ${bend} ${tip.y} ${tip.x} ${tip.y}`
  return [{ ...common, path, tip, angle: toTheRight ? 0 : 180, labelAt: { x: bend, y: (start.y + tip.y) / 2 } }]
}
