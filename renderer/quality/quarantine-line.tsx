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
          <span className="quality-clean">No row is refused.</span>{' '}
          <span className="muted">All that arrived are in the catalogue.</span>
        </span>
      ) : (
        <>
          <span className="truncate">
            <a href="#/tables/quarantine">{formatCount(quarantined, 'refused row')}</a>{' '}
            <span className="muted">kept with the reason, and never dropped.</span>
          </span>
          <span className="spacer" />
          <ReplayButton small rows={quarantined} />
        </>
      )}
    </div>
  )
}
