import { Input } from '@base-ui/react/input'
import type { ComponentProps, ReactNode } from 'react'
import { classes } from '../button.tsx'

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

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'className' | 'value'> {
  label: string
  value: string
  onChange: (value: string) => void
}

/** Several lines of text. `label` is its accessible name. */
export function TextArea({ label, value, onChange, ...rest }: TextAreaProps) {
  return (
    <textarea
      className="input text-area"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    />
  )
}
