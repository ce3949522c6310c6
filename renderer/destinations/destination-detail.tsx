import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import type { DestinationInfo } from '../../shared/contract/destinations.ts'
import { storesSecret } from '../../shared/destinations.ts'
import type { Publication } from '../../shared/ipc/publication.ts'
import { asApiError, call } from '../api.ts'
import { Button, onFirstPress, Progress, Tooltip, toastError } from '../components/index.ts'
import { formatAgo, formatCount, formatSeconds } from '../format.ts'
import { useAppStore } from '../state/app-store.ts'
import { useAgoClock, useNow } from '../state/clock.ts'
import { endText, endTone, kindText, progressText, stateOf, toldNow } from './destination-text.ts'
import { PlanDialog } from './looks/plan-dialog.tsx'
import { TestDialog } from './looks/test-dialog.tsx'
import { PublicationHistory } from './publication-history.tsx'
import { TokenSetting } from './token-setting.tsx'
import { useBusyDestination, usePublication } from './use-publication.ts'
import { Versions } from './versions.tsx'

interface DetailProps {
  destination: DestinationInfo
  goldVersion: number
  noSecrets: string | null
  /** Something of it was changed here: the list is to be asked again. */
  onChanged: () => void
}

/** One destination: how it stands, what can be done there, what was. */
export function DestinationDetail({ destination, goldVersion, noSecrets, onChanged }: DetailProps) {
  const publication = usePublication(destination)
  const { name, kind, place, layers, keepVersions, afterSync, error, auth, lastVerified } = destination
  const now = useAgoClock()
  const state = stateOf(destination, publication, goldVersion)
  const told = toldNow(destination, publication, goldVersion)
  const facts = [
    kind === null ? null : kindText[kind],
    place,
    layers.length > 1 ? layers.join(', ') : null,
    `keeps ${formatCount(keepVersions, 'version')}`,
    afterSync ? 'published after each load' : null,
    lastVerified === null ? null : `verified ${formatAgo(lastVerified.finishedAt, now)}`,
  ].filter(Boolean)
  const isRunning = publication?.status === 'running'
  return (
    <section className="destination" aria-label={`Destination ${name}`}>
      <header className="destination-head">
        <div className="destination-title">
          <h2 className="truncate">{name}</h2>
          <span className={`badge ${state.tone}`}>{state.word}</span>
          <span className="spacer" />
          {error ? null : <Actions destination={destination} goldVersion={goldVersion} isRunning={isRunning} />}
        </div>
        {error ? null : <p className="small muted selectable destination-place">{facts.join(' · ')}</p>}
        {error || (told && !(state.isEdited && told.status !== 'differs')) ? null : (
          <div className="destination-state">
            <p>{state.meaning}</p>
            {state.isEdited ? <PublishButton name={name} label="Publish everything" full /> : null}
          </div>
        )}
        {error ? (
          <div className="notice danger" role="alert" aria-live="polite">
            <CircleAlert aria-hidden />
            <p>{error.message}</p>
          </div>
        ) : (
          <LastWork name={name} publication={told} />
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard */}
      <section className="destination-parts" tabIndex={0} aria-label={`Settings and history of ${name}`}>
        {storesSecret(auth) ? (
          <TokenSetting destination={destination} noSecrets={noSecrets} onStored={onChanged} />
        ) : null}
        {error ? null : <Versions destination={destination} goldVersion={goldVersion} isRunning={isRunning} />}
        <PublicationHistory name={name} />
      </section>
    </section>
  )
}

/** Tells of a failure, unless the picture of what was done has told it already. */
function toldByPicture(name: string, title: string) {
  return (thrown: unknown) => {
    const told = useAppStore.getState().publications[name]
    const isTold = told?.status === 'interrupted' || told?.error?.message === asApiError(thrown).message
    if (!isTold) toastError(title, thrown)
  }
}

interface ActionsProps {
  destination: DestinationInfo
  goldVersion: number
  isRunning: boolean
}

function Actions({ destination, goldVersion, isRunning }: ActionsProps) {
  const { name } = destination
  const busyAt = useBusyDestination()
  const wait = isRunning
    ? 'Waits for what goes on here.'
    : busyAt === null
      ? null
      : `Waits for ${busyAt}: one destination is worked on at a time.`
  const why = wait ?? (goldVersion === 0 ? 'Nothing was loaded yet.' : null)
  const [open, setOpen] = useState<'test' | 'plan' | null>(null)
  const close = () => setOpen(null)
  const verify = () => call('destinations.verify', { name }).catch(toldByPicture(name, 'It was not verified'))
  const publish = () => call('destinations.publish', { name }).catch(toldByPicture(name, 'It was not published'))
  const setUp = () => call('destinations.setup', { name }).catch(toldByPicture(name, 'It was not set up'))
  const cancel = () =>
    call('destinations.cancel', { name }).catch((thrown: unknown) => toastError('It was not cancelled', thrown))
  return (
    <>
      {open === 'test' ? <TestDialog name={name} onClose={close} /> : null}
      {open === 'plan' ? <PlanDialog destination={destination} onClose={close} onSetUp={() => void setUp()} /> : null}
      <Button small disabled={isRunning} focusableWhenDisabled onClick={() => setOpen('test')}>
        Test
      </Button>
      <Tooltip text={wait ?? 'Reads everything that was published again, and finds what others changed.'}>
        <Button small disabled={wait !== null} focusableWhenDisabled onClick={() => void verify()}>
          Verify
        </Button>
      </Tooltip>
      <Tooltip text={why ?? 'Tables, rows and statements, before anything is written.'}>
        <Button small disabled={why !== null} focusableWhenDisabled onClick={() => setOpen('plan')}>
          {destination.lastPublished === null ? 'Show what will be created' : 'Show what will be sent'}
        </Button>
      </Tooltip>
      {/* One button, so that the keyboard stays on it. */}
      <Tooltip
        text={
          isRunning
            ? 'What was published before stays.'
            : (why ?? 'Sends what has changed; readers see all of it at once.')
        }
      >
        <Button
          small
          variant={isRunning ? 'default' : 'primary'}
          disabled={!isRunning && why !== null}
          focusableWhenDisabled
          onClick={onFirstPress(() => void (isRunning ? cancel() : publish()))}
        >
          {isRunning ? 'Cancel' : 'Publish'}
        </Button>
      </Tooltip>
    </>
  )
}

/** What goes on there, or how it ended. */
function LastWork({ name, publication }: { name: string; publication: Publication | null }) {
  const isRunning = publication?.status === 'running'
  const now = useNow(isRunning)
  if (!publication) return null
  if (isRunning) {
    const { tables, tableNumber, step, startedAt } = publication
    const share = step === 'sending' && tables > 0 ? (tableNumber - 1) / tables : null
    return (
      <div className="destination-work">
        <Progress value={share} label={`Progress at ${name}`} />
        <p className="destination-step" role="status">
          <span className="truncate">{progressText(publication)}</span>
          <span className="muted">{formatSeconds(Math.max(0, now - startedAt))}</span>
        </p>
      </div>
    )
  }
  return (
    <div className={`notice ${endTone(publication)}`} role="status">
      {endTone(publication) === 'danger' ? <CircleAlert aria-hidden /> : null}
      <div className="destination-end">
        <p>{endText(publication)}</p>
        {publication.differences.length > 0 ? (
          <ul>
            {publication.differences.slice(0, 20).map((difference) => (
              <li key={difference}>{difference}</li>
            ))}
          </ul>
        ) : null}
      </div>
      {publication.status === 'differs' ? <PublishButton name={name} label="Publish everything" full /> : null}
      {publication.status === 'interrupted' && publication.doing === 'publish' ? (
        <PublishButton name={name} label="Continue" />
      ) : null}
    </div>
  )
}

/** Publishes as what is told beside it says. */
function PublishButton({ name, label, full = false }: { name: string; label: string; full?: boolean }) {
  const busyAt = useBusyDestination()
  const publish = () => call('destinations.publish', { name, full }).catch(toldByPicture(name, 'It was not published'))
  return (
    <Button small disabled={busyAt !== null} focusableWhenDisabled onClick={onFirstPress(() => void publish())}>
      {label}
    </Button>
  )
}
