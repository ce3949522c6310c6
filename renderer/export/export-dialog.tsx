import { useEffect, useMemo, useState } from 'react'
import {
  clipFormats,
  type ExportFormat,
  type ExportSpec,
  mostCopied,
  sheetRows,
} from '../../shared/export/export-spec.ts'
import { Button, Checkbox, Dialog, Select, ToggleGroup } from '../components/index.ts'
import { formatCount, formatInteger } from '../format.ts'
import type { ExportChoice, ExportOffer } from '../state/actions/export-offer.ts'
import { closeExport } from '../state/actions/export-offer.ts'
import './export.css'
import { keepOptions, restoredOptions } from './export-options.ts'
import { Preview } from './preview.tsx'
import { RunState } from './run-state.tsx'
import { TextOptionsFields } from './text-options.tsx'
import { useRun } from './use-run.ts'

const formatLabels: Record<ExportFormat, string> = {
  csv: 'CSV',
  xlsx: 'Excel workbook (XLSX)',
  parquet: 'Parquet',
  ndjson: 'NDJSON',
  tsv: 'Clipboard, for spreadsheets',
  markdown: 'Clipboard, as Markdown',
}
type Which = 'shown' | 'all' | 'picked'
const whichLabels: Record<Which, string> = { shown: 'Shown', all: 'All', picked: 'Pick…' }

/** Asks what to export in which form, shows how that begins, and writes it. */
export default function ExportDialog({ offer }: { offer: ExportOffer }) {
  const [options, setOptions] = useState(restoredOptions)
  const [choiceId, setChoiceId] = useState(offer.choices[0].id)
  const choice = offer.choices.find(({ id }) => id === choiceId) ?? offer.choices[0]
  const [which, setWhich] = useState<Which>('shown')
  const [picked, setPicked] = useState<ReadonlySet<string>>(
    () => new Set(choice.columns?.filter(({ shown }) => shown).map(({ id }) => id)),
  )
  const { run, start, cancel, forget } = useRun()
  const change = (next: Partial<typeof options>) => {
    const changed = { ...options, ...next }
    setOptions(changed)
    keepOptions(changed)
    forget()
  }
  const columns = useMemo(
    () =>
      (choice.columns ?? []).filter(({ id, shown }) => which === 'all' || (which === 'shown' ? shown : picked.has(id))),
    [choice, which, picked],
  )
  const { format, text, sidecar } = options
  const spec = useMemo((): ExportSpec | null => {
    if (choice.columns !== null && columns.length === 0) return null
    const source = choice.source(columns.map(({ id, label }) => ({ id, label })))
    return { source, format, text, about: choice.about }
  }, [choice, columns, format, text])
  const isCopied = clipFormats.some((each) => each === format)
  const isRunning = run.state === 'running'
  const reason = whyNot(choice, spec, isCopied)
  const leave = () => (isRunning ? cancel() : closeExport())
  const begin = () => {
    if (spec && reason === null)
      void start({ spec, suggestedName: fileName(offer.title), sidecar: sidecar && !isCopied })
  }
  // What is written is of what was open: another page has another dialog.
  useEffect(() => () => cancel(), [cancel])
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open) leave()
      }}
      title={`Export ${offer.title}`}
      actions={
        <>
          <RunState run={run} />
          <Button onClick={leave}>{isRunning ? 'Cancel the export' : run.state === 'none' ? 'Cancel' : 'Close'}</Button>
          <Button variant="primary" disabled={isRunning || reason !== null} onClick={begin}>
            {isCopied ? 'Copy' : 'Export…'}
          </Button>
        </>
      }
    >
      <div className="export-form">
        <span className="field-label">What</span>
        {offer.choices.length === 1 ? (
          <span>{choice.label}</span>
        ) : (
          <Select
            label="What is exported"
            value={choice.id}
            options={offer.choices.map(({ id, label }) => ({ value: id, label }))}
            onChange={(id) => {
              setChoiceId(id)
              forget()
            }}
          />
        )}
        {choice.columns ? (
          <>
            <span className="field-label">Columns</span>
            <span className="export-line">
              <ToggleGroup
                small
                label="Which columns"
                value={which}
                options={(['shown', 'all', 'picked'] as const).map((value) => ({ value, label: whichLabels[value] }))}
                onChange={(next) => {
                  setWhich(next)
                  forget()
                }}
              />
              <span className="muted">{formatCount(columns.length, 'column')}</span>
            </span>
          </>
        ) : null}
        {choice.columns && which === 'picked' ? (
          <fieldset className="export-columns" aria-label="Columns to export">
            {choice.columns.map(({ id, label }) => (
              <Checkbox
                key={id}
                checked={picked.has(id)}
                onChange={(on) => {
                  setPicked((before) => new Set(on ? [...before, id] : [...before].filter((each) => each !== id)))
                  forget()
                }}
              >
                {label}
              </Checkbox>
            ))}
          </fieldset>
        ) : null}
        <span className="field-label">Format</span>
        <span className="export-line">
          <Select
            label="Format"
            value={format}
            options={Object.entries(formatLabels).map(([value, label]) => ({ value: value as ExportFormat, label }))}
            onChange={(next) => change({ format: next })}
          />
          {isCopied ? null : (
            <Checkbox checked={sidecar} onChange={(on) => change({ sidecar: on })}>
              Also a file that tells the filter, SQL and version
            </Checkbox>
          )}
        </span>
        {format === 'csv' || format === 'tsv' ? (
          <TextOptionsFields isCopied={isCopied} value={text} onChange={(next) => change({ text: next })} />
        ) : null}
      </div>
      <Preview spec={spec} rows={choice.rows} />
      <p className="export-note muted">{reason ?? noteOf(choice, format)}</p>
    </Dialog>
  )
}

/** Why nothing can be written now; null when it can. */
function whyNot({ rows }: ExportChoice, spec: ExportSpec | null, isCopied: boolean): string | null {
  if (spec === null) return 'No column is picked.'
  if (isCopied && rows > mostCopied.rows)
    return `The clipboard takes ${formatInteger(mostCopied.rows)} rows at most: choose a file, or filter.`
  return null
}

function noteOf({ rows }: ExportChoice, format: ExportFormat): string {
  if (format !== 'xlsx' || rows <= sheetRows) return ''
  return `A sheet holds ${formatInteger(sheetRows)} rows: there will be ${Math.ceil(rows / sheetRows)} sheets of them.`
}

/** A name for the file, without what file names do not take. */
function fileName(title: string): string {
  const name = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  return name.slice(0, 100) || 'export'
}
