import type { Node, NodeProps } from '@xyflow/react'
import { createContext, useContext } from 'react'
import { classes } from '../components/index.ts'
import { go } from '../state/route.ts'
import { type DiagramNode, remarkOf } from './diagram.ts'

export type BoxNode = Node<{ node: DiagramNode }, 'box'>

/** Which box has the one place of the Tab key, and how a box tells that it got the focus. */
export const ActiveBox = createContext<{ id: string | null; onFocus: (id: string) => void }>({
  id: null,
  onFocus: () => undefined,
})

/** Opens the table behind a box. */
function openNode(node: DiagramNode): void {
  if (node.table) go('/tables', node.table)
}

/** One table: name, what it is, rows, their age, role, key columns. The spaces between the parts are heard, not seen. */
export function DiagramBox({ data: { node } }: NodeProps<BoxNode>) {
  const active = useContext(ActiveBox)
  const remark = remarkOf(node)
  return (
    <button
      type="button"
      data-box={node.id}
      className={classes('schema-box', node.tone, !node.built && 'unbuilt', node.stale && 'stale')}
      tabIndex={node.id === active.id ? 0 : -1}
      onFocus={() => active.onFocus(node.id)}
      onClick={() => openNode(node)}
    >
      <span className="schema-box-head">
        <span className="mono schema-title truncate">{node.title}</span>{' '}
        <span className="small muted truncate">
          {node.kind} · {node.rows}
        </span>{' '}
        {node.age ? <span className="schema-age truncate">{node.age}</span> : null}{' '}
        {remark ? (
          <span className={classes('schema-remark truncate', node.role && !node.note && 'role')}>{remark}</span>
        ) : null}
      </span>{' '}
      {node.lines.length > 0 ? (
        <span className="schema-keys">
          {node.lines.map((line) => (
            <span key={line.name} className="schema-key" title={line.about ?? undefined}>
              <span className="mono truncate">{line.name}</span> <span className="faint">{line.mark}</span>{' '}
            </span>
          ))}
        </span>
      ) : null}
    </button>
  )
}
