import { CircleAlert, History, Redo2, RotateCcw, Save, Undo2 } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { ConfigFile } from '../../../shared/config.ts'
import { call } from '../../api.ts'
import { Button, ErrorState, IconButton, LoadingState, SplitPane, Toolbar, toastError } from '../../components/index.ts'
import { formatCount } from '../../format.ts'
import { BackupsDialog } from '../backups-dialog.tsx'
import { type Draft, effectOfErrors, isDirty, saveObstacle, settleDraft } from './config-draft.ts'
import { ConfigForm } from './config-form.tsx'
import { draftActions, useDraft } from './draft-store.ts'
import { RawEditor, type RawEditorHandle } from './raw-editor.tsx'
import { SaveDialog } from './save-dialog.tsx'

/** A configuration file as form and text side by side; a change in either shows in the other. */
export function ConfigEditor({ file }: { file: ConfigFile }) {
  const { draft, error, retry } = useDraft(file)
  const editor = useRef<RawEditorHandle>(null)
  if (!draft) return error ? <ErrorState error={error} onRetry={retry} /> : <LoadingState label={`Reading ${file}`} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the controls inside; nothing here is clicked
    <div className="config-editor" onKeyDown={(event) => undoByKey(event, file)}>
      <EditorToolbar file={file} draft={draft} />
      {draft.newer ? <DiskNotice file={file} /> : null}
      <IssueList draft={draft} onPick={(line) => editor.current?.goToLine(line)} />
      <div className="config-panes">
        <SplitPane
          id="settings"
          label="Form and text"
          firstSize={52}
          firstMin="320px"
          secondMin="240px"
          first={<ConfigForm file={file} draft={draft} />}
          second={
            <RawEditor
              key={file}
              file={file}
              text={draft.text}
              issues={draft.checked.issues}
              handle={editor}
              onChange={(text) => draftActions.edit(file, text, 'typing')}
              onUndo={() => draftActions.undo(file)}
              onRedo={() => draftActions.redo(file)}
            />
          }
        />
      </div>
    </div>
  )
}

/** Undo and redo by keyboard anywhere in the editor but in a text field, which undoes its own typing. */
function undoByKey(event: KeyboardEvent<HTMLElement>, file: ConfigFile): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return
  if (event.target instanceof HTMLElement && event.target.closest('input, .raw-editor')) return
  const key = event.key.toLowerCase()
  if (key !== 'z' && key !== 'y') return
  event.preventDefault()
  if (key === 'y' || event.shiftKey) draftActions.redo(file)
  else draftActions.undo(file)
}

function EditorToolbar({ file, draft }: { file: ConfigFile; draft: Draft }) {
  const [saving, setSaving] = useState(false)
  const [browsing, setBrowsing] = useState(false)
  const obstacle = saveObstacle(draft)
  const reset = () => {
    call('config.defaults', { file })
      .then(({ text }) => draftActions.edit(file, text, null))
      .catch((error: unknown) => toastError('The defaults could not be read', error))
  }
  return (
    <Toolbar label={`${file}`}>
      <IconButton
        label="Undo"
        icon={<Undo2 aria-hidden />}
        disabled={draft.undo.length === 0}
        onClick={() => draftActions.undo(file)}
      />
      <IconButton
        label="Redo"
        icon={<Redo2 aria-hidden />}
        disabled={draft.redo.length === 0}
        onClick={() => draftActions.redo(file)}
      />
      <Button variant="quiet" onClick={reset}>
        <RotateCcw aria-hidden /> Reset to defaults
      </Button>
      <Button variant="quiet" onClick={() => setBrowsing(true)}>
        <History aria-hidden /> Backups…
      </Button>
      <span className="spacer" />
      <span className="muted" role="status">
        {isDirty(draft) ? (obstacle ?? 'Unsaved changes') : 'Saved'}
      </span>
      <Button variant="primary" disabled={obstacle !== null} onClick={() => setSaving(true)}>
        <Save aria-hidden /> Review and save…
      </Button>
      <SaveDialog file={file} draft={draft} open={saving} onOpenChange={setSaving} />
      <BackupsDialog file={file} draft={draft} open={browsing} onOpenChange={setBrowsing} />
    </Toolbar>
  )
}

/** Someone else wrote the file while it was being edited here. */
function DiskNotice({ file }: { file: ConfigFile }) {
  return (
    <div className="notice warn config-notice" role="alert" aria-live="polite">
      <CircleAlert aria-hidden />
      <span>{file} has changed on disk since you began.</span>
      <span className="spacer" />
      <Button small onClick={() => draftActions.step(file, (draft) => settleDraft(draft, 'mine'))}>
        Keep my text
      </Button>
      <Button small onClick={() => draftActions.step(file, (draft) => settleDraft(draft, 'theirs'))}>
        Load the file
      </Button>
    </div>
  )
}

interface IssueListProps {
  draft: Draft
  onPick: (line: number) => void
}

/** What is wrong in the text; a click goes to the line. */
function IssueList({ draft, onPick }: IssueListProps) {
  const { issues, broken } = draft.checked
  const effect = effectOfErrors(draft)
  if (issues.length === 0) return null
  const errors = issues.filter((issue) => issue.severity === 'error').length
  return (
    <section className={`notice config-notice ${broken ? 'danger' : 'warn'}`} aria-label="Problems in the file">
      <CircleAlert aria-hidden />
      <div className={issues.length === 1 ? 'notice-line' : 'notice-text'}>
        <strong>{effect ? `${formatCount(errors, 'error')}: ${effect}` : formatCount(issues.length, 'warning')}</strong>
        <ul className="issue-list">
          {issues.map((issue) => (
            <li key={`${issue.line}:${issue.column}:${issue.field}:${issue.message}`}>
              <button type="button" className="link" onClick={() => onPick(issue.line)}>
                {issue.line > 0 ? `Line ${issue.line}` : 'Whole file'}
              </button>{' '}
              {issue.field ? <code>{issue.field}</code> : null} {issue.message}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
