import { formatCount } from '../format.ts'
import { ReplayButton } from '../lists/replay-button.tsx'
import { useGold } from '../state/query.ts'

/** Refused rows: how many wait in quarantine, the way to them, and another try. */
export function QuarantineLine() {
  const status = useGold('warehouse.status', undefined).data
  if (!status) return null
  const { quarantined } = status
  return (
    <div className="quarantine-line">
      {quarantined === 0 && status.goldVersion === 0 && !status.lastRun?.fetched ? (
        <span className="muted">Nothing has been loaded yet: no row has arrived that could be refused.</span>
      ) : quarantined === 0 ? (
        <span>
          <span className="quality-clean">Quarantine is empty.</span>{' '}
          <span className="muted">No row that arrived was refused.</span>
        </span>
      ) : (
        <>
          <span className="truncate">
            <a href="#/tables/quarantine">{formatCount(quarantined, 'row')} in quarantine</a>{' '}
            <span className="muted">refused by a rule, kept with their reason and never dropped.</span>
          </span>
          <span className="spacer" />
          <ReplayButton small rows={quarantined} />
        </>
      )}
    </div>
  )
}
