import type { Diagram, DiagramNode, Point } from './diagram.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** The direction of an arrow key; undefined for other keys. */
export function directionOf(key: string): Direction | undefined {
  return directions[key]
}

const middle = ({ x, y, width, height }: DiagramNode): Point => ({ x: x + width / 2, y: y + height / 2 })

/**
 * How far to go, sideways counting double; null when the box is not in that direction.
 *
 * @param slant how far aside a box may be for each step ahead
 */
function distance(from: DiagramNode, to: DiagramNode, direction: Direction, slant: number): number | null {
  const a = middle(from)
  const b = middle(to)
  const [along, across] =
    direction === 'left' || direction === 'right' ? [b.x - a.x, b.y - a.y] : [b.y - a.y, b.x - a.x]
  const ahead = direction === 'left' || direction === 'up' ? -along : along
  return ahead <= 1 || ahead * slant < Math.abs(across) ? null : ahead + 2 * Math.abs(across)
}

/**
 * Where an arrow key leads: along an edge where one goes that way, else to the nearest box on that side, so that every box can be
 * reached. Null when there is none.
 */
export function walk(diagram: Diagram, from: string, direction: Direction): string | null {
  const start = diagram.nodes.find(({ id }) => id === from)
  if (!start) return null
  const linked = new Set(
    diagram.edges.flatMap((edge) => (edge.from === from ? [edge.to] : edge.to === from ? [edge.from] : [])),
  )
  const nearest = (nodes: readonly DiagramNode[], slant: number) =>
    nodes
      .flatMap((node) => {
        const far = node.id === from ? null : distance(start, node, direction, slant)
        return far === null ? [] : [{ id: node.id, far }]
      })
      .sort((a, b) => a.far - b.far)[0]?.id ?? null
  return (
    nearest(
      diagram.nodes.filter(({ id }) => linked.has(id)),
      1,
    ) ?? nearest(diagram.nodes, 3)
  )
}
