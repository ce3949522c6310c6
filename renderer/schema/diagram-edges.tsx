import { largest } from '../../shared/extremes.ts'
import { arrowPath, type Diagram } from './diagram.ts'

const lineStep = 14

/** Every line of the diagram with its label, in one picture behind the boxes. The outline says the same in words. */
export function DiagramEdges({ diagram, active }: { diagram: Diagram; active: string | null }) {
  return (
    <svg className="schema-edges" width={diagram.width} height={diagram.height} aria-hidden="true">
      {diagram.edges.map((edge) => {
        const height = edge.label.length * lineStep + 4
        const width = largest(edge.label.map((line) => line.text.length)) * 6.6 + 8
        const { x, y } = edge.labelAt
        const touches = edge.from === active || edge.to === active
        return (
          <g key={edge.id} className={touches ? 'schema-edge active' : 'schema-edge'}>
            <path className="schema-line" d={edge.path} />
            <path className="schema-arrow" d={arrowPath(edge)} />
            <rect className="schema-label" x={x - width / 2} y={y - height / 2} width={width} height={height} />
            {edge.label.map((line, index) => (
              <text
                key={line.text}
                className={`schema-label-text ${line.tone}`}
                x={x}
                y={y - height / 2 + 13 + index * lineStep}
              >
                {line.text}
              </text>
            ))}
          </g>
        )
      })}
    </svg>
  )
}
