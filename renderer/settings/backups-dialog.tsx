import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConfigFile } from '../../shared/config.ts'
import { call } from '../api.ts'
import { Button, Dialog, EmptyState, ErrorState, LoadingState } from '../components/index.ts'
import { formatTimestamp } from '../format.ts'
import type { Draft } from './config/config-draft.ts'
import { DiffView } from './config/diff-view.tsx'
import { draftActions, useConfigKey } from './config/draft-store.ts'

interface BackupsDialogProps {
  file: ConfigFile
  draft: Draft
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Earlier versions of a file. Restoring puts the text into the editor; nothing is written before *Save*. */
export function BackupsDialog({ file, draft, open, onOpenChange }: BackupsDialogProps) {
  const key = useConfigKey()
  const read = useQuery({
    queryKey: [...key, 'backups', file],
    queryFn: () => call('config.backups', { file }),
    enabled: open,
  })
  const [chosenId, setChosenId] = useState<string | null>(null)
  const backups = read.data?.backups ?? []
  const chosen = backups.find((backup) => backup.id === chosenId) ?? backups[0]
  const restore = () => {
    if (!chosen) return
    draftActions.edit(file, chosen.text, null)
    onOpenChange(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Backups of ${file}`}
      description="One is kept at each save, the newest ten. Restoring puts the text into the editor; you still save it."
      wide
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          <Button variant="primary" disabled={!chosen || chosen.text === draft.text} onClick={restore}>
            Restore into the editor
          </Button>
        </>
      }
    >
      {read.isPending ? <LoadingState label="Reading the backups" rows={3} /> : null}
      {read.isError ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.data && backups.length === 0 ? (
        <EmptyState title="No backups yet">The first one is made when the file is next saved.</EmptyState>
      ) : null}
      {chosen ? (
        <div className="backups">
          <ul className="backup-list" aria-label="Backups">
            {backups.map((backup) => (
              <li key={backup.id}>
                <Button
                  variant="quiet"
                  className="backup-choice"
                  aria-pressed={backup.id === chosen.id}
                  onClick={() => setChosenId(backup.id)}
                >
                  {formatTimestamp(backup.savedAt)}
                </Button>
              </li>
            ))}
          </ul>
          <DiffView before={draft.text} after={chosen.text} label="What restoring would change" />
        </div>
      ) : null}
    </Dialog>
  )
}
