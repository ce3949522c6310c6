import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import type { DestinationInfo } from '../../shared/contract/destinations.ts'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { type ApiError, call } from '../api.ts'
import { AlertDialog, Button, toastError } from '../components/index.ts'
import { formatInteger, formatTimestamp } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { ReadView } from '../lists/read-view.tsx'
import { useAppStore } from '../state/app-store.ts'
import { DifferencesDialog } from './looks/differences-dialog.tsx'
import { useBusyDestination, usePublication } from './use-publication.ts'

interface VersionsProps {
  destination: DestinationInfo
  /** Of the star here; 0 = nothing was loaded. */
  goldVersion: number
  isRunning: boolean
}

/** The versions that a destination keeps. A folder is looked at at once; a warehouse, which would start, when it is asked for. */
export function Versions({ destination, goldVersion, isRunning }: VersionsProps) {
  const [isAsked, setAsked] = useState(destination.kind === 'parquet')
  return (
    <section className="destination-part" aria-label="Versions that can be shown">
      <h3>Versions that can be shown</h3>
      {isAsked ? (
        <KeptVersions destination={destination} goldVersion={goldVersion} isRunning={isRunning} />
      ) : (
        <p className="destination-token">
          The destination knows them.{destination.kind === 'databricks' ? ' Asking it starts its SQL warehouse.' : ''}
          <Button small onClick={() => setAsked(true)}>
            Ask
          </Button>
        </p>
      )}
    </section>
  )
}

function KeptVersions({ destination, goldVersion, isRunning }: VersionsProps) {
  const { name } = destination
  const publication = usePublication(destination)
  const workspace = useAppStore((state) => state.workspace)
  const busyAt = useBusyDestination()
  const [asking, setAsking] = useState<number | null>(null)
  const [compared, setCompared] = useState<number | null>(null)
  // Asked again when something was done there.
  const [done, setDone] = useState(0)
  if (publication && !isRunning && publication.startedAt !== done) setDone(publication.startedAt)
  const versions = useQuery<ChannelOutput<'destinations.versions'>, ApiError>({
    queryKey: ['destination-versions', workspace, name, destination.place, done],
    queryFn: () => call('destinations.versions', { name }),
    enabled: !isRunning,
    placeholderData: (before) => before,
    retry: false,
  })
  const current = versions.data?.current
  const table = useRef<HTMLTableElement>(null)
  const wasAsked = useRef(false)
  // The button that showed a version goes when that version is shown: the keyboard stays with the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when another version is shown
  useLayoutEffect(() => {
    if (wasAsked.current && document.activeElement === document.body) table.current?.focus()
    wasAsked.current = false
  }, [current])
  return (
    <ReadView query={versions} label={`Reading the versions of ${name}`}>
      {({ kept }) =>
        kept.length === 0 ? (
          <p className="muted">None yet: a publish makes the first.</p>
        ) : (
          <>
            <table className="plain-table" ref={table} tabIndex={-1}>
              <caption className="visually-hidden">Versions that {name} keeps</caption>
              <ColumnHeads
                columns={[
                  { label: 'Version', numeric: true },
                  { label: 'Gold version', numeric: true },
                  { label: 'Published' },
                  { label: 'By' },
                  { label: 'Readers' },
                  { label: 'To the star here' },
                ]}
              />
              <tbody>
                {kept.map((version) => (
                  <tr key={version.version}>
                    <td className="num">{formatInteger(version.version)}</td>
                    <td className="num">{formatInteger(version.goldVersion)}</td>
                    <td>{formatTimestamp(Date.parse(version.publishedAt))}</td>
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
                    <td>
                      <Button
                        small
                        disabled={goldVersion === 0}
                        focusableWhenDisabled
                        aria-label={`Differences to now: version ${version.version}`}
                        onClick={() => setCompared(version.version)}
                      >
                        Differences to now
                      </Button>
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
                    onSelect: () => {
                      wasAsked.current = true
                      void call('destinations.show', { name, version: asking }).catch((thrown: unknown) =>
                        toastError(`Version ${asking} was not shown`, thrown),
                      )
                    },
                  },
                ]}
              />
            )}
            {compared === null ? null : (
              <DifferencesDialog name={name} version={compared} onClose={() => setCompared(null)} />
            )}
          </>
        )
      }
    </ReadView>
  )
}
