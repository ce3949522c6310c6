import { Input } from '@base-ui/react/input'
import { NumberField as BaseNumber } from '@base-ui/react/number-field'
import { Minus, Plus } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classes } from './button.tsx'

interface NumberFieldProps {
  label: string
  value: number | null
  onChange: (value: number | null) => void
  /** Called when typing ends or a step is taken. */
  onCommit?: (value: number | null) => void
  min?: number
  max?: number
  step?: number
  id?: string
  disabled?: boolean
  invalid?: boolean
  describedBy?: string
  /** Group thousands; off for years and ids. */
  grouping?: boolean
}

/** A number with steps. Arrow keys step by one `step`, PageUp and PageDown by ten. */
export function NumberField(props: NumberFieldProps) {
  const {
    label,
    value,
    onChange,
    onCommit,
    min,
    max,
    step = 1,
    id,
    disabled = false,
    invalid = false,
    describedBy,
  } = props
  return (
    <BaseNumber.Root
      className="number-field"
      value={value}
      onValueChange={(next) => onChange(next)}
      {...(onCommit ? { onValueCommitted: (next: number | null) => onCommit(next) } : {})}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(id ? { id } : {})}
      step={step}
      largeStep={step * 10}
      disabled={disabled}
      // Out-of-range typing is kept and explained, not silently changed.
      allowOutOfRange
      format={{ useGrouping: props.grouping ?? false, maximumFractionDigits: 3 }}
    >
      <BaseNumber.Group className="input-group">
        <BaseNumber.Input
          className="input"
          aria-label={label}
          aria-invalid={invalid}
          {...(describedBy ? { 'aria-describedby': describedBy } : {})}
        />
        <BaseNumber.Decrement className="number-step" aria-label={`Less ${label}`}>
          <Minus aria-hidden size={12} />
        </BaseNumber.Decrement>
        <BaseNumber.Increment className="number-step" aria-label={`More ${label}`}>
          <Plus aria-hidden size={12} />
        </BaseNumber.Increment>
      </BaseNumber.Group>
    </BaseNumber.Root>
  )
}

interface TextFieldProps extends Omit<ComponentProps<typeof Input>, 'onChange' | 'className' | 'value'> {
  label: string
  value: string
  onChange: (value: string) => void
  /** An icon in front. */
  icon?: ReactNode
  /** What stands behind the text, such as a clear button. */
  after?: ReactNode
  className?: string
}

/** A line of text. `label` is its accessible name. */
export function TextField({ label, value, onChange, icon, after, className, ...rest }: TextFieldProps) {
  const input = (
    <Input
      className="input"
      aria-label={label}
      value={value}
      spellCheck={false}
      onValueChange={(next) => onChange(next)}
      {...rest}
    />
  )
  return (
    <span className={classes('input-group', className)}>
      {icon}
      {input}
      {after}
    </span>
  )
}
