import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'

interface CheckboxProps {
  checked: boolean
  indeterminate?: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  children: ReactNode
}

/** A tick with its label. */
export function Checkbox({ checked, indeterminate = false, onChange, disabled = false, children }: CheckboxProps) {
  return (
    <span className="check-label">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: Base UI renders the control inside its root and labels it */}
      <label className="check-label">
        <BaseCheckbox.Root
          className="checkbox"
          checked={checked}
          indeterminate={indeterminate}
          disabled={disabled}
          onCheckedChange={onChange}
        >
          <BaseCheckbox.Indicator render={indeterminate ? <Minus aria-hidden /> : <Check aria-hidden />} />
        </BaseCheckbox.Root>
        {children}
      </label>
    </span>
  )
}

interface SwitchProps {
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  label: string
  id?: string
  /** Shows the label beside it; otherwise the label is only its accessible name. */
  showLabel?: boolean
}

/** On or off, taking effect at once. */
export function Switch({ checked, onChange, disabled = false, label, id, showLabel = false }: SwitchProps) {
  return (
    <span className="check-label">
      <BaseSwitch.Root
        className="switch"
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-label={label}
        {...(id ? { id } : {})}
      >
        <BaseSwitch.Thumb className="switch-thumb" />
      </BaseSwitch.Root>
      {showLabel ? <span aria-hidden>{label}</span> : null}
    </span>
  )
}
