import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { commands } from '../../shared/commands.ts'
import { menuCommands } from '../../shared/ipc/events.ts'
import { call } from '../api.ts'
import { AlertDialog, Dialog, ErrorState, Kbd, Skeleton, toastError } from '../components/index.ts'
import { formatInteger } from '../format.ts'
import { useExportStore } from '../state/actions/export-offer.ts'
import { useReportStore } from '../state/actions/report-offer.ts'
import { setShell, useShellStore } from '../state/shell-store.ts'
import { startSync } from '../sync/actions.ts'
import { ExternalButton } from './external-button.tsx'
import { decideQuit, useQuitQuestion } from './shell-commands.ts'

const ExportDialog = lazy(() => import('../export/export-dialog.tsx'))
const ReportDialog = lazy(() => import('../report/report-dialog.tsx'))

/** The shell's own dialogs: shortcuts, About, and the question before quitting in the middle of a load. */
export function ShellDialogs() {
  return (
    <>
      <ShortcutsDialog />
      <AboutDialog />
      <QuitDialog />
      <FullRefreshDialog />
      <ExportHost />
      <ReportHost />
    </>
  )
}

/** The dialog that exports, while something is to be exported. */
function ExportHost() {
  const offer = useExportStore((state) => state.offer)
  return offer ? (
    <Suspense fallback={null}>
      <ExportDialog offer={offer} />
    </Suspense>
  ) : null
}

/** The dialog that makes a report, while one is asked for. */
function ReportHost() {
  return useReportStore((state) => state.isOpen) ? (
    <Suspense fallback={null}>
      <ReportDialog />
    </Suspense>
  ) : null
}

/** Keys that belong to a view rather than to a command. */
const viewKeys: readonly { title: string; keys: readonly [keys: string, what: string][] }[] = [
  {
    title: 'Charts',
    keys: [
      ['←/→', 'Move between marks'],
      ['Space', 'Filter by the mark; with Shift, add it'],
      ['X', 'Leave the mark out'],
      ['Shift+F10', 'Menu of the chart'],
      ['Esc', "Drop the chart's filter"],
      ['G', 'Next way of counting'],
    ],
  },
  {
    title: 'Overview and Explore',
    keys: [
      ['C', 'Compare with the rest'],
      ['V', 'Swap the sides that are compared'],
      ['Esc', 'Stop comparing'],
    ],
  },
  {
    title: 'Explore',
    keys: [
      ['T', 'Swap rows and columns'],
      ['G', 'Count in another way'],
    ],
  },
  {
    title: 'Grids',
    keys: [
      ['↑/↓', 'Move by a row'],
      ['PgUp/PgDn', 'Move by a screen'],
      ['Mod+Home/End', 'First or last row'],
      ['Space', 'Open the inspector'],
      ['Mod+C', 'Copy as tab-separated text'],
      ['Enter', 'On a header: sort by it; with Shift, by it as well'],
      ['Alt+←/→', 'On a header: narrower or wider'],
      ['Alt+Enter', 'On a header: fit to the contents'],
    ],
  },
  {
    title: 'Schema',
    keys: [
      ['←/→/↑/↓', 'Follow an edge'],
      ['Enter', 'Open the table'],
      ['=/−', 'Zoom in or out'],
      ['0', 'Show the whole diagram'],
    ],
  },
  {
    title: 'Changes, checks and their rows',
    keys: [
      ['J/K', 'Next or previous line'],
      ['Enter', 'Open it'],
      ['S', 'Snooze a check, or wake it'],
      ['Esc', 'Close the film'],
    ],
  },
]

function ShortcutsDialog() {
  const open = useShellStore((state) => state.shortcutsOpen)
  return (
    <Dialog open={open} onOpenChange={(next) => setShell({ shortcutsOpen: next })} title="Keyboard shortcuts" wide>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may be higher than the window and must scroll by keys */}
      <section className="shortcut-columns" tabIndex={0} aria-label="Keys and what they do">
        <ShortcutList
          title="Commands"
          keys={menuCommands
            .filter((command) => commands[command].shortcut !== '')
            .map((command) => [commands[command].shortcut, commands[command].label])}
        />
        <div className="shortcut-views">
          {viewKeys.map((group) => (
            <ShortcutList key={group.title} title={group.title} keys={group.keys} />
          ))}
        </div>
      </section>
    </Dialog>
  )
}

function ShortcutList({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="ledger">
        {keys.map(([key, what]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <Kbd keys={key} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function AboutDialog() {
  const open = useShellStore((state) => state.aboutOpen)
  const info = useQuery({ queryKey: ['app.info'], queryFn: () => call('app.info'), enabled: open })
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => setShell({ aboutOpen: next })}
      title="YTS Explorer"
      description="A desktop data explorer for film catalogues. Film descriptions and figures only."
      actions={<ExternalButton label="Licence" target={{ kind: 'licence' }} host="opensource.org" />}
    >
      {info.isError ? <ErrorState error={info.error} onRetry={() => void info.refetch()} /> : null}
      {info.isPending ? <Skeleton width="60%" /> : null}
      {info.data ? (
        <dl className="facts selectable">
          <dt>Version</dt>
          <dd>{info.data.version}</dd>
          <dt>Electron</dt>
          <dd>{info.data.electron}</dd>
          <dt>Chromium</dt>
          <dd>{info.data.chromium}</dd>
          <dt>Node</dt>
          <dd>{info.data.node}</dd>
          <dt>SQLite</dt>
          <dd>{info.data.sqlite}</dd>
          <dt>Warehouse schema</dt>
          <dd>{info.data.schemaVersion}</dd>
          <dt>Data folder</dt>
          <dd>{info.data.dataFolder}</dd>
          <dt>Built with</dt>
          <dd>React, Base UI, TanStack Table, Recharts, React Flow, CodeMirror, better-sqlite3, undici</dd>
        </dl>
      ) : null}
    </Dialog>
  )
}

function QuitDialog() {
  const question = useQuitQuestion()
  const ended = question === 'ended'
  const decide = (decision: 'finish' | 'pause' | 'stay') => {
    decideQuit(decision).catch((error: unknown) => toastError('The app could not quit', error))
  }
  return (
    <AlertDialog
      open={question !== null}
      // It is open for as long as the question stands; each answer below settles it.
      onOpenChange={() => undefined}
      onCancel={() => decide('stay')}
      title={ended ? 'The load has ended' : 'A load is running'}
      // The buttons stay as they are: none takes another's place under the pointer, and each still does what it says.
      description={
        ended
          ? 'It ended while this question was open. Either way of quitting closes the app now.'
          : 'Nothing is lost either way: what has arrived is kept, and a paused load goes on from there next time.'
      }
      cancelLabel="Stay"
      actions={[
        { label: 'Quit when finished', onSelect: () => decide('finish') },
        { label: 'Pause and quit', variant: 'primary', onSelect: () => decide('pause') },
      ]}
    />
  )
}

/** Thousands of requests are not made by a slip of the hand. */
function FullRefreshDialog() {
  const asked = useShellStore((state) => state.fullAsked)
  const requests = formatInteger(asked?.requests ?? 0)
  return (
    <AlertDialog
      open={asked !== null}
      onOpenChange={() => setShell({ fullAsked: null })}
      title="Read the whole catalogue again?"
      description={`That takes about ${requests} requests to the source${asked?.input.dryRun ? ', and writes nothing' : ''}. Sync reads only what is new, and reads everything by itself when that is due.`}
      actions={[{ label: 'Read everything', variant: 'primary', onSelect: () => void startSync(asked?.input ?? {}) }]}
    />
  )
}
