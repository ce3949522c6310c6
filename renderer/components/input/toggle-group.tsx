import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup as Base } from '@base-ui/react/toggle-group'
import { classes } from '../button.tsx'
import type { Option } from './select.tsx'

interface ToggleGroupProps<V extends string> {
  label: string
  value: V
  /** `name`: its accessible name, where the label is short for one. */
  options: readonly (Option<V> & { name?: string })[]
  onChange: (value: V) => void
  small?: boolean
}

/** One of a few, all in sight. Arrow keys move between them. */
export function ToggleGroup<V extends string>({ label, value, options, onChange, small = false }: ToggleGroupProps<V>) {
  return (
    <Base
      className={classes('toggle-group', small && 'small')}
      aria-label={label}
      value={[value]}
      onValueChange={(next: V[]) => {
        // Pressing the chosen one again would leave none: keep it.
        const chosen = next.find((item) => item !== value)
        if (chosen) onChange(chosen)
      }}
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className="toggle"
          {...(option.name ? { 'aria-label': option.name, title: option.name } : {})}
        >
          {option.label}
        </Toggle>
      ))}
    </Base>
  )
}
