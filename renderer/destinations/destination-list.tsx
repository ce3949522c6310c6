import type { DestinationInfo } from '../../shared/contract/destinations.ts'
import { formatAgo } from '../format.ts'
import { type LineProps, useLines } from '../lists/lines.ts'
import { useAgoClock } from '../state/clock.ts'
import { kindText, stateOf } from './destination-text.ts'
import { usePublication } from './use-publication.ts'

interface DestinationListProps {
  destinations: readonly DestinationInfo[]
  goldVersion: number
  current: string
  onOpen: (name: string) => void
}

/** Every destination, one line each; arrows and J/K move, Enter opens. */
export function DestinationList({ destinations, goldVersion, current, onOpen }: DestinationListProps) {
  const lines = useLines<HTMLUListElement>(destinations.length)
  return (
    <ul className="destination-list" aria-label="Destinations" ref={lines.box} onKeyDown={lines.onKeyDown}>
      {destinations.map((destination, index) => (
        <li key={destination.name}>
          <Line
            destination={destination}
            goldVersion={goldVersion}
            isCurrent={destination.name === current}
            onOpen={() => onOpen(destination.name)}
            line={lines.line(index)}
          />
        </li>
      ))}
    </ul>
  )
}

interface LineOfListProps {
  destination: DestinationInfo
  goldVersion: number
  isCurrent: boolean
  onOpen: () => void
  line: LineProps
}

function Line({ destination, goldVersion, isCurrent, onOpen, line }: LineOfListProps) {
  const publication = usePublication(destination)
  const now = useAgoClock()
  const { word, tone } = stateOf(destination, publication, goldVersion)
  const { name, kind, lastPublished } = destination
  const facts = [
    kind === null ? null : kindText[kind],
    lastPublished?.version == null ? null : `version ${lastPublished.version}`,
    lastPublished ? formatAgo(lastPublished.finishedAt, now) : null,
  ].filter(Boolean)
  return (
    <button
      type="button"
      className={isCurrent ? 'destination-line current' : 'destination-line'}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={onOpen}
      {...line}
    >
      <span className="destination-name truncate">{name}</span>
      <span className={`badge ${tone}`}>{word}</span>
      <span className="small muted truncate destination-facts">{facts.join(' · ')}</span>
    </button>
  )
}
