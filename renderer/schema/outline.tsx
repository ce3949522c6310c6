import { Fragment } from 'react'
import type { SchemaDescription, SchemaNode } from '../../shared/contract/warehouse.ts'
import {
  findings,
  freshness,
  isBuilt,
  kindOf,
  layerName,
  roleOfKey,
  rowsText,
  type SchemaContext,
} from './describe-node.ts'
import type { Diagram } from './diagram.ts'

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

/** Every table with its keys, as text: layer, table, key columns and where they lead. */
export function KeysOutline({ schema, context }: OutlineProps) {
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
                    <TableLine node={node} context={context} />
                    <KeyList schema={schema} node={node} />
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

function KeyList({ schema, node }: { schema: SchemaDescription; node: SchemaNode }) {
  const keys = schema.keys.filter(({ from }) => from === node.id)
  const primary = node.columns.filter((column) => column.primaryKey && column.references === null)
  if (keys.length + primary.length === 0) return null
  return (
    <ul>
      {primary.map(({ name }) => (
        <li key={name} className="small muted">
          <span className="mono">{name}</span> primary key
        </li>
      ))}
      {keys.map((key) => {
        const role = roleOfKey(key.column)
        return (
          <li key={key.column} className="small muted">
            <span className="mono">{key.column}</span> → <span className="mono">{key.to}</span>
            {role ? `, the ${role}` : ''}
          </li>
        )
      })}
    </ul>
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
