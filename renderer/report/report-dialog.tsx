import { useEffect, useState } from 'react'
import type { ReportFormat } from '../../shared/report/report-spec.ts'
import { call } from '../api.ts'
import {
  Button,
  Checkbox,
  Dialog,
  Progress,
  Select,
  TextArea,
  TextField,
  ToggleGroup,
  toastError,
} from '../components/index.ts'
import { formatBytes, formatCount } from '../format.ts'
import { askReport, offeredInOrder } from '../state/actions/report-offer.ts'
import './report.css'
import { keepOptions, restoredOptions } from './report-options.ts'
import { useReportWords } from './report-words.ts'
import { type ReportRun, useReportRun } from './use-report-run.ts'

const formatLabels: Record<ReportFormat, string> = { pdf: 'PDF', html: 'HTML, one file' }

/** Asks what a report of the page has and how it is made, and makes it. */
export default function ReportDialog() {
  // What was offered when it was opened: a load that publishes meanwhile changes numbers, not this list.
  const [parts] = useState(offeredInOrder)
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [options, setOptions] = useState(restoredOptions)
  const words = useReportWords(parts[0]?.title ?? '')
  const [title, setTitle] = useState(words.title)
  const [introduction, setIntroduction] = useState('')
  const { run, start, cancel, forget } = useReportRun()
  const isRunning = run.state === 'running'
  const chosen = parts.filter((_, at) => !left.has(at))
  const { format, paper, orientation } = options
  const reason = title.trim() === '' ? 'A report needs a title.' : chosen.length === 0 ? 'No part is chosen.' : null
  const change = (next: Partial<typeof options>) => {
    const changed = { ...options, ...next }
    setOptions(changed)
    keepOptions(changed)
    forget()
  }
  const leave = () => (isRunning ? cancel() : askReport(false))
  const save = () => {
    const { about, provenance } = words
    const said = { title: title.trim(), introduction: introduction.trim(), about, provenance, paper, orientation }
    if (reason === null) void start(said, chosen, format)
  }
  useEffect(() => () => cancel(), [cancel])
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open) leave()
      }}
      title="Report of this view"
      actions={
        <>
          <RunState run={run} />
          <Button onClick={leave}>{isRunning ? 'Cancel the report' : run.state === 'none' ? 'Cancel' : 'Close'}</Button>
          <Button variant="primary" disabled={isRunning || reason !== null} onClick={save}>
            Save report…
          </Button>
        </>
      }
    >
      <div className="report-form">
        <span className="field-label">Title</span>
        <TextField
          label="Title"
          value={title}
          maxLength={200}
          onChange={(text) => {
            setTitle(text)
            forget()
          }}
        />
        <span className="field-label">Introduction</span>
        <TextArea
          label="Introduction"
          value={introduction}
          maxLength={10_000}
          rows={3}
          placeholder="What it shows, in your words. May be empty."
          onChange={(text) => {
            setIntroduction(text)
            forget()
          }}
        />
        <span className="field-label">Format</span>
        <span className="report-line">
          <ToggleGroup
            small
            label="Format"
            value={format}
            options={(['pdf', 'html'] as const).map((value) => ({ value, label: formatLabels[value] }))}
            onChange={(next) => change({ format: next })}
          />
          <Select
            label="Paper"
            value={paper}
            options={[
              { value: 'a4', label: 'A4' },
              { value: 'letter', label: 'Letter' },
            ]}
            onChange={(next) => change({ paper: next })}
          />
          <ToggleGroup
            small
            label="Orientation"
            value={orientation}
            options={[
              { value: 'portrait', label: 'Portrait' },
              { value: 'landscape', label: 'Landscape' },
            ]}
            onChange={(next) => change({ orientation: next })}
          />
        </span>
        <span className="field-label">Parts</span>
        <fieldset className="report-parts" aria-label="Parts of the report">
          {parts.map((part, at) => (
            <Checkbox
              // biome-ignore lint/suspicious/noArrayIndexKey: the list stays as it was when the dialog was opened
              key={at}
              checked={!left.has(at)}
              onChange={(on) => {
                setLeft((before) => new Set(on ? [...before].filter((each) => each !== at) : [...before, at]))
                forget()
              }}
            >
              <bdi>{part.title}</bdi> {part.kind === 'figures' ? null : <span className="muted">{part.kind}</span>}
            </Checkbox>
          ))}
        </fieldset>
      </div>
      <p className="report-note muted">
        {reason ??
          `${formatCount(chosen.length, 'part')}, in light colours. Of tables the first 500 rows; Export has all.`}
      </p>
    </Dialog>
  )
}

/** How it goes on, or went. Takes its room from the beginning, so that nothing jumps. */
function RunState({ run }: { run: ReportRun }) {
  return (
    <div className="report-run" role="status">
      {run.state === 'running' ? (
        <>
          <p>{run.isEnding ? 'Cancelling…' : 'Making the report…'}</p>
          <Progress label="Report" value={null} />
        </>
      ) : null}
      {run.state === 'saved' ? (
        <div className="report-saved">
          <p>{`${run.fileName} saved, ${formatBytes(run.bytes)}.`}</p>
          <Button
            onClick={() =>
              void call('report.reveal').catch((error: unknown) => toastError('The folder was not shown', error))
            }
          >
            Show in folder
          </Button>
        </div>
      ) : null}
      {run.state === 'cancelled' ? <p>Cancelled. Nothing was written.</p> : null}
      {run.state === 'failed' ? <p className="report-failed">{run.error.message}</p> : null}
    </div>
  )
}
