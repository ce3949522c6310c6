import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConfigFile } from '../../shared/config.ts'
import { asApiError } from '../api.ts'
import { Button, Checkbox, Dialog, toast } from '../components/index.ts'
import { type Draft, newHost } from './config-draft.ts'
import { DiffView } from './diff-view.tsx'
import { draftActions } from './draft-store.ts'

interface SaveDialogProps {
  file: ConfigFile
  draft: Draft
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Shows what a save changes, and asks for trust when loads would come from another host. */
export function SaveDialog({ file, draft, open, onOpenChange }: SaveDialogProps) {
  const host = newHost(draft)
  const [trusted, setTrusted] = useState<string | null>(null)
  const mayMove = host === null || trusted === host
  const save = useMutation({
    mutationFn: () => draftActions.save(file),
    onSuccess: () => {
      onOpenChange(false)
      toast(`${file} saved`, 'success')
    },
  })
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        save.reset()
        onOpenChange(next)
      }}
      title={`Save ${file}`}
      description="The file as it was is kept as a backup."
      wide
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" onClick={() => save.mutate()} disabled={save.isPending || !mayMove}>
            Save
          </Button>
        </>
      }
    >
      <DiffView before={draft.base.text} after={draft.text} label={`Changes to ${file}`} />
      {host ? (
        <div className="notice warn">
          <div className="notice-text">
            <p>
              Loads will come from <code className="selectable">{host}</code>, another host than before.
            </p>
            <Checkbox checked={mayMove} onChange={(checked) => setTrusted(checked ? host : null)}>
              I know this host and want to load from it
            </Checkbox>
          </div>
        </div>
      ) : null}
      {save.isError ? (
        <p className="notice danger" role="alert" aria-live="polite">
          {asApiError(save.error).message}
        </p>
      ) : null}
    </Dialog>
  )
}
