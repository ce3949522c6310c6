import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'

export interface Option<V extends string> {
  value: V
  label: string
}

interface SelectProps<V extends string> {
  label: string
  value: V
  options: readonly Option<V>[]
  onChange: (value: V) => void
  disabled?: boolean
  id?: string
}

/** One choice out of a short list. `label` is its accessible name. */
export function Select<V extends string>({ label, value, options, onChange, disabled = false, id }: SelectProps<V>) {
  return (
    <Base.Root
      items={options as Option<V>[]}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onChange(next)
      }}
    >
      <Base.Trigger className="select-trigger" aria-label={label} {...(id ? { id } : {})}>
        <Base.Value />
        <Base.Icon render={<ChevronDown aria-hidden />} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="popup-positioner" alignItemWithTrigger={false} sideOffset={4}>
          <Base.Popup className="popup">
            <Base.List aria-label={label}>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className="menu-item">
                  <span className="menu-mark">
                    <Base.ItemIndicator render={<Check aria-hidden />} />
                  </span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
