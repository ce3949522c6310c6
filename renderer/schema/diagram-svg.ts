import { largest } from '../../shared/extremes.ts'
import { escapeXml, type Palette } from '../charts/files/picture-palette.ts'
import {
  arrowPath,
  type Diagram,
  type DiagramEdge,
  type DiagramNode,
  extraHeight,
  lineMiddle,
  remarkOf,
} from './diagram.ts'

const margin = 24
const top = 72

function text(x: number, y: number, content: string, fill: string, extra = ''): string {
  return `<text x="${x}" y="${y}" fill="${fill}"${extra}>${escapeXml(content)}</text>`
}

function nodeSvg(node: DiagramNode, palette: Palette): string {
  const { x, y, width, height } = node
  const dash = node.built ? '' : ' stroke-dasharray="4 3"'
  const stroke = node.tone === 'fact' ? palette.mark : palette.muted
  const parts = [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" fill="${palette.background}" stroke="${stroke}"${dash}/>`,
    text(x + 10, y + 19, node.title, palette.text, ' font-family="monospace" font-size="12" font-weight="600"'),
    text(x + 10, y + 37, `${node.kind} · ${node.rows}`, palette.muted, ' font-size="11"'),
  ]
  if (node.age) parts.push(text(x + 10, y + 55, node.age, palette.muted, ' font-size="11"'))
  const note = remarkOf(node)
  const noteAt = y + 55 + (node.age ? extraHeight : 0)
  if (note) parts.push(text(x + 10, noteAt, note, palette.selected, ' font-size="11" font-weight="600"'))
  const first = node.lines[0]
  if (first) {
    const rule = lineMiddle(node, first.name) - 14
    parts.push(`<line x1="${x}" x2="${x + width}" y1="${rule}" y2="${rule}" stroke="${palette.line}"/>`)
  }
  for (const line of node.lines) {
    const at = lineMiddle(node, line.name) + 4
    parts.push(text(x + 10, at, line.name, palette.text, ' font-family="monospace" font-size="11"'))
    parts.push(text(x + width - 10, at, line.mark, palette.muted, ' font-size="10" text-anchor="end"'))
  }
  return parts.join('')
}

function edgeSvg(edge: DiagramEdge, palette: Palette): string {
  const height = edge.label.length * 14 + 4
  const width = largest(edge.label.map((line) => line.text.length)) * 6.6 + 8
  const { x, y } = edge.labelAt
  return [
    `<path d="${edge.path}" fill="none" stroke="${palette.muted}"/>`,
    `<path d="${arrowPath(edge)}" fill="${palette.muted}"/>`,
    `<rect x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}" fill="${palette.background}"/>`,
    ...edge.label.map((line, index) =>
      text(
        x,
        y - height / 2 + 13 + index * 14,
        line.text,
        line.tone === 'plain' ? palette.muted : palette.text,
        ` font-size="11" text-anchor="middle"${line.tone === 'plain' ? '' : ' font-weight="600"'}`,
      ),
    ),
  ].join('')
}

/** The diagram as an SVG file of its own, built from its data in the given colours, whole whatever the window shows of it. */
export function diagramToSvg(diagram: Diagram, title: string, subtitle: string, palette: Palette): string {
  const width = Math.ceil(diagram.width) + 2 * margin
  const height = Math.ceil(diagram.height) + top + margin
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(palette.font)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${palette.background}"/>`,
    text(margin, 32, title, palette.text, ' font-size="16" font-weight="600"'),
    text(margin, 52, subtitle, palette.muted, ' font-size="12"'),
    `<g transform="translate(${margin} ${top})">`,
    ...diagram.edges.map((edge) => edgeSvg(edge, palette)),
    ...diagram.nodes.map((node) => nodeSvg(node, palette)),
    '</g>',
    '</svg>',
  ].join('\n')
}
