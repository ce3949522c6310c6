import { call } from '../api.ts'
import { Button, Progress, toastError } from '../components/index.ts'
import { formatBytes, formatCount, formatInteger } from '../format.ts'
import type { ExportRun } from './use-run.ts'

/** How an export goes on, or went. Takes its room from the beginning, so that nothing jumps. */
export function RunState({ run }: { run: ExportRun }) {
  return (
    <div className="export-run" role="status">
      {run.state === 'running' ? <Running run={run} /> : null}
      {run.state === 'saved' ? <Saved run={run} /> : null}
      {run.state === 'copied' ? <p>Copied {formatCount(run.rows, 'row')}.</p> : null}
      {run.state === 'failed' ? (
        <p className={run.error.kind === 'cancelled' ? undefined : 'export-failed'}>{run.error.message}</p>
      ) : null}
    </div>
  )
}

function Running({ run: { progress, isEnding } }: { run: Extract<ExportRun, { state: 'running' }> }) {
  const text = isEnding
    ? 'Cancelling…'
    : progress === null
      ? 'Reading the order of the rows…'
      : `${formatInteger(progress.rows)} of ${formatInteger(progress.total)} written`
  return (
    <>
      <p>{text}</p>
      <Progress
        label="Rows written"
        value={progress === null || progress.total === 0 ? null : progress.rows / progress.total}
      />
    </>
  )
}

function Saved({ run: { fileName, written, hasSidecar } }: { run: Extract<ExportRun, { state: 'saved' }> }) {
  const { rows, bytes, sheets, cut } = written
  return (
    <div className="export-saved">
      <p>
        {`${fileName}: ${formatInteger(rows)} of ${formatInteger(rows)} written, ${formatBytes(bytes)}`}
        {sheets > 1 ? `, on ${sheets} sheets` : ''}
        {hasSidecar ? `; beside it ${fileName}.json` : ''}
        {cut > 0 ? `. ${formatCount(cut, 'text')} cut to what a cell holds` : ''}.
      </p>
      <Button
        onClick={() =>
          void call('export.reveal').catch((error: unknown) => toastError('The folder was not shown', error))
        }
      >
        Show in folder
      </Button>
    </div>
  )
}
