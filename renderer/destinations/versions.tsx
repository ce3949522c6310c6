import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DestinationInfo } from '../../shared/contract/destinations.ts'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { type ApiError, call } from '../api.ts'
import { AlertDialog, Button, toastError } from '../components/index.ts'
import { formatInteger } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { ReadView } from '../lists/read-view.tsx'
import { useAppStore } from '../state/app-store.ts'
import { useBusyDestination, usePublication } from './use-publication.ts'

/** The versions that a destination keeps. A folder is looked at at once; a warehouse, which would start, when it is asked for. */
export function Versions({ destination, isRunning }: { destination: DestinationInfo; isRunning: boolean }) {
  const [isAsked, setAsked] = useState(destination.kind === 'parquet')
  return (
    <section className="destination-part" aria-label="Versions that can be shown">
      <h3>Versions that can be shown</h3>
      {isAsked ? (
        <KeptVersions destination={destination} isRunning={isRunning} />
      ) : (
        <p className="destination-token">
          The destination knows them. Asking it starts its SQL warehouse.
          <Button small onClick={() => setAsked(true)}>
            Ask
          </Button>
        </p>
      )}
    </section>
  )
}

function KeptVersions({ destination, isRunning }: { destination: DestinationInfo; isRunning: boolean }) {
  const { name } = destination
  const publication = usePublication(destination)
  const workspace = useAppStore((state) => state.workspace)
  const busyAt = useBusyDestination()
  const [asking, setAsking] = useState<number | null>(null)
  // Asked again when something was done there.
  const done = publication && !isRunning ? publication.startedAt : 0
  const versions = useQuery<ChannelOutput<'destinations.versions'>, ApiError>({
    queryKey: ['destination-versions', workspace, name, destination.place, done],
    queryFn: () => call('destinations.versions', { name }),
    enabled: !isRunning,
    placeholderData: (before) => before,
    retry: false,
  })
  return (
    <ReadView query={versions} label={`Reading the versions of ${name}`}>
      {({ current, kept }) =>
        kept.length === 0 ? (
          <p className="muted">None yet: a publish makes the first.</p>
        ) : (
          <>
            <table className="plain-table">
              <caption className="visually-hidden">Versions that {name} keeps</caption>
              <ColumnHeads
                columns={[
                  { label: 'Version', numeric: true },
                  { label: 'Gold version', numeric: true },
                  { label: 'Published (UTC)' },
                  { label: 'By' },
                  { label: 'Readers' },
                ]}
              />
              <tbody>
                {kept.map((version) => (
                  <tr key={version.version}>
                    <td className="num">{formatInteger(version.version)}</td>
                    <td className="num">{formatInteger(version.goldVersion)}</td>
                    <td>{version.publishedAt.slice(0, 16).replace('T', ' ')}</td>
                    <td>{version.producer}</td>
                    <td>
                      {version.version === current ? (
                        'see this one'
                      ) : (
                        <Button
                          small
                          disabled={busyAt !== null}
                          focusableWhenDisabled
                          aria-label={`Show this version again: ${version.version}`}
                          onClick={() => setAsking(version.version)}
                        >
                          Show this version again
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {asking === null ? null : (
              <AlertDialog
                open
                onOpenChange={(open) => !open && setAsking(null)}
                title={`Show version ${asking} again?`}
                description="Readers see it from then on. The next publish makes a new version."
                actions={[
                  {
                    label: 'Show it',
                    variant: 'primary',
                    onSelect: () =>
                      void call('destinations.show', { name, version: asking }).catch((thrown: unknown) =>
                        toastError(`Version ${asking} was not shown`, thrown),
                      ),
                  },
                ]}
              />
            )}
          </>
        )
      }
    </ReadView>
  )
}
