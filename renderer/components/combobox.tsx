import { Combobox as Base } from '@base-ui/react/combobox'
import { ChevronDown } from 'lucide-react'
import type { Option } from './select.tsx'

interface ComboboxProps<V extends string> {
  label: string
  placeholder?: string
  value: V | null
  options: readonly Option<V>[]
  onChange: (value: V | null) => void
}

/** One choice out of a long list, by typing. `label` is its accessible name. */
export function Combobox<V extends string>({ label, placeholder = '', value, options, onChange }: ComboboxProps<V>) {
  const selected = options.find((option) => option.value === value) ?? null
  return (
    <Base.Root
      items={options}
      value={selected}
      itemToStringLabel={(option: Option<V>) => option.label}
      isItemEqualToValue={(a: Option<V>, b: Option<V>) => a.value === b.value}
      onValueChange={(next: Option<V> | null) => onChange(next?.value ?? null)}
    >
      <Base.InputGroup className="input-group">
        <Base.Input className="input" aria-label={label} placeholder={placeholder} />
        <Base.Trigger className="number-step" aria-label={`Show the choices of ${label}`}>
          <ChevronDown aria-hidden className="icon" />
        </Base.Trigger>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner className="popup-positioner" sideOffset={4}>
          <Base.Popup className="popup">
            <Base.Empty className="menu-label">Nothing matches.</Base.Empty>
            <Base.List aria-label={label}>
              {(option: Option<V>) => (
                <Base.Item key={option.value} value={option} className="menu-item">
                  {option.label}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
