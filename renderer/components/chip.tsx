import { X } from 'lucide-react'
import { classes } from './button.tsx'

interface ChipProps {
  text: string
  tone?: 'include' | 'exclude' | 'past' | 'plain'
  /** What the remove button is called, such as `Remove Genre: Drama`. */
  removeLabel?: string
  onRemove?: () => void
  title?: string
}

/** A small labelled thing that can be taken away. Kept and left-out clauses differ in shape and in word. */
export function Chip({ text, tone = 'plain', removeLabel, onRemove, title }: ChipProps) {
  return (
    <span className={classes('chip', tone)} title={title ?? text}>
      <span className="chip-text truncate">{text}</span>
      {onRemove ? (
        <button type="button" className="chip-remove" aria-label={removeLabel ?? `Remove ${text}`} onClick={onRemove}>
          <X aria-hidden />
        </button>
      ) : null}
    </span>
  )
}
