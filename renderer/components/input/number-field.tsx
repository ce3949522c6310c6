import { Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { classes } from '../button.tsx'
import { boundedNumber, readNumber, writeNumber } from './number-text.ts'

interface NumberFieldProps {
  label: string
  value: number | null
  /** Called with every number that stands there while it is typed; never with what is no number. */
  onChange?: (value: number | null) => void
  /** Called when typing ends with Enter or by leaving the field, and for each step. */
  onCommit?: (value: number | null) => void
  min?: number
  max?: number
  step?: number
  id?: string
  disabled?: boolean
  invalid?: boolean
  describedBy?: string
  /** What is typed outside `min` and `max` becomes the nearer of them; otherwise it is kept, for others to explain. */
  clip?: boolean
}

/**
 * A number with steps. Arrow keys step by one `step`, PageUp and PageDown by ten; Enter applies, Esc takes back what was typed. A
 * decimal comma is read as a point; what is no number is kept, marked and never applied.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, onCommit, min, max, step = 1, disabled = false, describedBy, clip = false } = props
  const problemId = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const before = useRef(value)
  const text = typed ?? writeNumber(value)
  const read = readNumber(text)
  const isNoNumber = read === undefined

  const commit = (): void => {
    if (typed === null || isNoNumber) return
    const next = clip && read !== null ? boundedNumber(read, min, max) : read
    setTyped(null)
    if (next !== read) onChange?.(next)
    onCommit?.(next)
  }
  const stepBy = (steps: number): void => {
    const from = read ?? value
    // From nothing the first step leads to the lower end, or to 0 where there is none.
    const target = from === null ? (min ?? 0) : Math.round((from + steps * step) / step) * step
    const next = boundedNumber(Number(target.toFixed(6)), min, max)
    setTyped(null)
    onChange?.(next)
    onCommit?.(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const steps: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }
    const by = steps[event.key]
    if (by !== undefined) stepBy(by)
    else if (event.key === 'Enter') commit()
    else if (event.key === 'Escape' && typed !== null) {
      setTyped(null)
      if (value !== before.current) onChange?.(before.current)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <span className="input-group number-field">
      <input
        className="input"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-roledescription="Number field"
        aria-invalid={props.invalid === true || isNoNumber}
        aria-describedby={classes(describedBy, isNoNumber && problemId) || undefined}
        title={isNoNumber ? 'Not a number' : undefined}
        {...(props.id ? { id: props.id } : {})}
        disabled={disabled}
        value={text}
        onChange={(event) => {
          const next = event.target.value
          if (typed === null) before.current = value
          setTyped(next)
          const number = readNumber(next)
          if (number !== undefined) onChange?.(number)
        }}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {isNoNumber ? (
        <span id={problemId} className="number-problem" role="alert" aria-live="polite">
          Not a number
        </span>
      ) : null}
      <Step label={`Less ${label}`} disabled={disabled} onStep={() => stepBy(-1)}>
        <Minus aria-hidden size={12} />
      </Step>
      <Step label={`More ${label}`} disabled={disabled} onStep={() => stepBy(1)}>
        <Plus aria-hidden size={12} />
      </Step>
    </span>
  )
}

/** For the mouse only: keys step in the field itself. */
function Step(props: { label: string; disabled: boolean; onStep: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="number-step"
      aria-label={props.label}
      disabled={props.disabled}
      onClick={props.onStep}
    >
      {props.children}
    </button>
  )
}
