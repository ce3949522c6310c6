import type { DestinationInfo, DestinationPlan } from '../../../shared/contract/destinations.ts'
import { call } from '../../api.ts'
import { Button, Dialog } from '../../components/index.ts'
import { formatBytes, formatInteger } from '../../format.ts'
import { ColumnHeads } from '../../lists/column-heads.tsx'
import { ReadView } from '../../lists/read-view.tsx'
import './looks.css'
import { planText } from './look-text.ts'
import { Statements } from './statements.tsx'
import { useLook } from './use-look.ts'

const words: Readonly<Record<DestinationPlan['tables'][number]['what'], string>> = {
  added: 'Added',
  changed: 'Changed',
  unchanged: 'Unchanged',
  removed: 'Removed',
}

interface PlanDialogProps {
  destination: DestinationInfo
  onClose: () => void
  /** Sets the destination up. */
  onSetUp: () => void
}

/** What setting a destination up and publishing to it would do, before anything is written. */
export function PlanDialog({ destination, onClose, onSetUp }: PlanDialogProps) {
  const { name, kind } = destination
  const plan = useLook(['plan', name], () => call('destinations.plan', { name }))
  const isSetUp = plan.data === undefined || plan.data.setup.length === 0
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={`What publishing to ${name} would do`}
      description={
        kind === 'databricks' ? 'Nothing is written. Looking starts the SQL warehouse.' : 'Nothing is written.'
      }
      actions={
        <>
          {isSetUp ? null : (
            <Button
              onClick={() => {
                onClose()
                onSetUp()
              }}
            >
              Set up now
            </Button>
          )}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <div className="look">
        <ReadView query={plan} label="Working out what would be sent">
          {(found) => <FoundPlan plan={found} name={name} />}
        </ReadView>
      </div>
    </Dialog>
  )
}

function FoundPlan({ plan, name }: { plan: DestinationPlan; name: string }) {
  const { tables, setup, publish, grants } = plan
  return (
    <>
      <p>{planText(plan)}</p>
      <div className="look-table">
        <table className="plain-table">
          <caption className="visually-hidden">What publishing to {name} would do, by table</caption>
          <ColumnHeads
            columns={[
              { label: 'Table' },
              { label: 'Change' },
              { label: 'Rows', numeric: true },
              { label: 'Rows to send', numeric: true },
              { label: 'Size', numeric: true },
            ]}
          />
          <tbody>
            {tables.map((table) => (
              <tr key={table.name}>
                <td>{table.name}</td>
                <td className={table.what === 'unchanged' ? 'muted' : undefined}>{words[table.what]}</td>
                <td className="num">{formatInteger(table.rows)}</td>
                <td className="num">{formatInteger(table.sent)}</td>
                <td className="num">{formatBytes(table.bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Statements title="What will be created" statements={setup} />
      <Statements
        title="For an administrator: put names for PUBLISHER and READERS"
        statements={setup.length > 0 ? grants : []}
      />
      <Statements title="What would be run to publish" statements={publish} />
    </>
  )
}
