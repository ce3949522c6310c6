import type { DestinationComparison } from '../../../shared/contract/destinations.ts'
import { call } from '../../api.ts'
import { Button, Dialog } from '../../components/index.ts'
import { formatInteger } from '../../format.ts'
import { ColumnHeads } from '../../lists/column-heads.tsx'
import { ReadView } from '../../lists/read-view.tsx'
import { comparisonText, isDifferent } from './look-text.ts'
import './looks.css'
import { useLook } from './use-look.ts'

/** How the star in force here differs from a version that a destination keeps, table by table. */
export function DifferencesDialog({ name, version, onClose }: { name: string; version: number; onClose: () => void }) {
  const comparison = useLook(['compare', name, version], () => call('destinations.compare', { name, version }))
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={`From version ${version} of ${name} to now`}
      description="Rows are held against each other by their hashes. Nothing is written."
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <div className="look">
        <ReadView query={comparison} label={`Comparing version ${version} with the star here`}>
          {(found) => <Found comparison={found} />}
        </ReadView>
      </div>
    </Dialog>
  )
}

function Found({ comparison }: { comparison: DestinationComparison }) {
  const { version, tables } = comparison
  return (
    <>
      <p>{comparisonText(comparison)}</p>
      <div className="look-table">
        <table className="plain-table">
          <caption className="visually-hidden">Differences of version {version} to now, by table</caption>
          <ColumnHeads
            columns={[
              { label: 'Table' },
              { label: `Rows in version ${version}`, numeric: true },
              { label: 'Rows now', numeric: true },
              { label: 'Added', numeric: true },
              { label: 'Changed', numeric: true },
              { label: 'Removed', numeric: true },
            ]}
          />
          <tbody>
            {tables.map((table) => (
              <tr key={table.name} className={isDifferent(table) ? undefined : 'muted'}>
                <td>{table.name}</td>
                <td className="num">{formatInteger(table.there)}</td>
                <td className="num">{formatInteger(table.here)}</td>
                <td className="num">{formatInteger(table.rows?.added)}</td>
                <td className="num">{formatInteger(table.rows?.changed)}</td>
                <td className="num">{formatInteger(table.rows?.removed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
