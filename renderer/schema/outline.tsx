import { Fragment } from 'react'
import type { SchemaDescription, SchemaNode } from '../../shared/contract/warehouse.ts'
import { describeColumn } from '../../shared/table-definitions/describe-column.ts'
import {
  findings,
  freshness,
  isBuilt,
  keyLines,
  kindOf,
  layerName,
  roleOfKey,
  rowsText,
  type SchemaContext,
} from './describe-node.ts'
import type { Diagram, KeyLine } from './diagram.ts'

const layerOrder: readonly SchemaNode['layer'][] = ['gold', 'silver', 'bronze', 'ledger']

interface OutlineProps {
  schema: SchemaDescription
  context: SchemaContext
}

/** Which run made each layer, and when. */
function LayerAges({ context }: { context: SchemaContext }) {
  const ages = layerOrder.flatMap((layer) => {
    const age = freshness(layer, context)
    return age ? [{ layer, age }] : []
  })
  if (ages.length === 0) return null
  return (
    <dl className="facts small outline-ages">
      {ages.map(({ layer, age }) => (
        <Fragment key={layer}>
          <dt>{layerName(layer)}</dt>
          <dd className="muted">{age}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

/** Every table with its columns, as text: layer, table, columns with their types, and where keys lead. */
export function ColumnsOutline({ schema, context }: OutlineProps) {
  return (
    <>
      <LayerAges context={context} />
      <ul>
        {layerOrder.map((layer) => (
          <li key={layer}>
            <h3>{layerName(layer)}</h3>
            <ul>
              {schema.nodes
                .filter((node) => node.layer === layer)
                .map((node) => (
                  <li key={node.id}>
                    <div className="outline-stays">
                      <TableLine node={node} context={context} />
                    </div>
                    <ColumnList node={node} />
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  )
}

function TableLine({ node, context }: { node: SchemaNode; context: SchemaContext }) {
  const about = [kindOf(node), rowsText(node, context), findings(node, context)].filter(Boolean).join(' · ')
  return (
    <span className="outline-table" title={node.grain}>
      {node.table ? (
        <a className="mono" href={`#/tables/${node.table}`}>
          {node.id}
        </a>
      ) : (
        <span className="mono">{node.id}</span>
      )}
      <span className={isBuilt(node, context) ? 'small muted' : 'small faint'}>{about}</span>
    </span>
  )
}

/** Every column of a table: its name, whether it is a key and of what, its type, and what it holds. */
function ColumnList({ node }: { node: SchemaNode }) {
  const marks = new Map(keyLines(node).map(({ name, mark }) => [name, mark]))
  return (
    <ul>
      {node.columns.map((column) => (
        <ColumnLine key={column.name} node={node} column={column} mark={marks.get(column.name)} />
      ))}
    </ul>
  )
}

interface ColumnLineProps {
  node: SchemaNode
  column: SchemaNode['columns'][number]
  mark: KeyLine['mark'] | undefined
}

function ColumnLine({ node, column: { name, type, notNull, references }, mark }: ColumnLineProps) {
  const role = roleOfKey(name)
  return (
    <li className="small outline-column">
      <span className="outline-column-head">
        <span>
          <span className={mark ? 'mono outline-key' : 'mono'}>{name}</span>
          {references ? (
            <span className="muted">
              {' → '}
              <span className="mono">{references.split('.')[0]}</span>
              {role ? `, the ${role}` : ''}
            </span>
          ) : null}
        </span>{' '}
        <span className="faint">{[mark, type, notNull ? 'not null' : null].filter(Boolean).join(' · ')}</span>
      </span>{' '}
      <span className="muted outline-about">{node.table ? describeColumn(node.table, name) : null}</span>
    </li>
  )
}

/** The pipeline as text, each step under the one it comes from. */
export function LineageOutline({ schema, context, diagram }: OutlineProps & { diagram: Diagram }) {
  return (
    <>
      <LayerAges context={context} />
      <ul>
        <LineageStep id="source" edges={diagram.edges} schema={schema} context={context} />
      </ul>
    </>
  )
}

interface StepProps extends OutlineProps {
  id: string
  edges: Diagram['edges']
  /** What came along the edge to here. */
  arrived?: string
}

function LineageStep({ id, edges, schema, context, arrived }: StepProps) {
  const node = schema.nodes.find((candidate) => candidate.id === id)
  if (!node) return null
  const next = edges.filter(({ from }) => from === id)
  // The edges walked are left out below, so that a cycle could not go on for ever.
  const rest = edges.filter(({ from }) => from !== id)
  return (
    <li>
      <TableLine node={node} context={context} />
      {arrived ? <span className="outline-flow small muted">{arrived}</span> : null}
      {next.length > 0 ? (
        <ul>
          {next.map((edge) => (
            <LineageStep
              key={edge.id}
              id={edge.to}
              edges={rest}
              schema={schema}
              context={context}
              arrived={edge.sentence}
            />
          ))}
        </ul>
      ) : null}
    </li>
  )
}
