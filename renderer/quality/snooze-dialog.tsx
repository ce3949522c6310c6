import { type FormEvent, useRef, useState } from 'react'
import type { CheckResult } from '../../shared/contract/warehouse.ts'
import { Button, Dialog, TextField } from '../components/index.ts'
import { formatCount } from '../format.ts'
import { isWarning } from './quality-text.ts'
import { maxReason, useSnoozes } from './snooze.ts'

/** Asks why a finding may rest. */
export function SnoozeDialog({ check, onClose }: { check: CheckResult; onClose: () => void }) {
  const snooze = useSnoozes((state) => state.snooze)
  const field = useRef<HTMLInputElement>(null)
  const [reason, setReason] = useState('')
  const isEmpty = reason.trim() === ''
  const happens = isWarning(check)
    ? check.failed === 1
      ? 'is found'
      : 'are found'
    : check.failed === 1
      ? 'fails'
      : 'fail'
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty) return
    snooze(check, reason, Date.now())
    onClose()
  }
  return (
    <Dialog
      open
      initialFocus={field}
      onOpenChange={(open) => !open && onClose()}
      title={`Snooze “${check.title}”`}
      description={`The finding stays listed and counted, marked as snoozed, until more than ${formatCount(check.failed, 'row')} ${happens} or you wake it. What a load may publish does not change.`}
    >
      <form className="snooze-form" onSubmit={save}>
        <TextField
          className="snooze-reason"
          label="Reason"
          placeholder="Reason"
          maxLength={maxReason}
          value={reason}
          onChange={setReason}
          ref={field}
        />
        <Button variant="primary" type="submit" disabled={isEmpty}>
          Snooze
        </Button>
      </form>
    </Dialog>
  )
}
