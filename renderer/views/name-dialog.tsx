import { type FormEvent, useEffect, useRef, useState } from 'react'
import { asApiError } from '../api.ts'
import { Button, Dialog, TextField } from '../components/index.ts'

interface NameDialogProps {
  title: string
  /** What the button that agrees says. */
  agree: string
  name: string
  /** Rejects with what is to be said beside the field. */
  onAgree: (name: string) => Promise<void>
  onClose: () => void
}

/** Asks for the name of a view. */
export function NameDialog({ title, agree, name: first, onAgree, onClose }: NameDialogProps) {
  const field = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(first)
  const [problem, setProblem] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  useEffect(() => field.current?.select(), [])
  const isEmpty = name.trim() === ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty || isBusy) return
    setIsBusy(true)
    try {
      await onAgree(name)
      onClose()
    } catch (error) {
      setProblem(asApiError(error).message)
      setIsBusy(false)
      field.current?.focus()
    }
  }
  return (
    <Dialog open initialFocus={field} onOpenChange={(open) => !open && onClose()} title={title}>
      <form className="view-form" onSubmit={(event) => void submit(event)}>
        <TextField
          className="view-name-field"
          label="Name of the view"
          placeholder="Name"
          maxLength={80}
          value={name}
          onChange={(text) => {
            setName(text)
            setProblem('')
          }}
          ref={field}
        />
        <Button variant="primary" type="submit" disabled={isEmpty}>
          {agree}
        </Button>
        <p className="view-problem" role="status">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}
