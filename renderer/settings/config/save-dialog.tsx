import { useMutation } from '@tanstack/react-query'
import type { ConfigFile } from '../../../shared/config.ts'
import { asApiError } from '../../api.ts'
import { Button, Dialog, toast } from '../../components/index.ts'
import { type Draft, newHost } from './config-draft.ts'
import { DiffView } from './diff-view.tsx'
import { draftActions } from './draft-store.ts'

interface SaveDialogProps {
  file: ConfigFile
  draft: Draft
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Shows what a save changes; when loads would come from another host, main asks for trust in a dialog of its own. */
export function SaveDialog({ file, draft, open, onOpenChange }: SaveDialogProps) {
  const host = newHost(draft)
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
          <Button variant="primary" onClick={() => save.mutate()} disabled={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <DiffView before={draft.base.text} after={draft.text} label={`Changes to ${file}`} />
      {host ? (
        <div className="notice warn">
          <p>
            Loads will come from <strong className="selectable">{host}</strong>, another host than before. You are asked
            whether you trust it before anything is saved.
          </p>
        </div>
      ) : null}
      {save.isError ? (
        // What a person said no to is no fault.
        <p
          className={asApiError(save.error).kind === 'cancelled' ? 'notice' : 'notice danger'}
          role="alert"
          aria-live="polite"
        >
          {asApiError(save.error).message}
        </p>
      ) : null}
    </Dialog>
  )
}
