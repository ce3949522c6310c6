import type { ReactNode } from 'react'

/** The controls of a view in one line, one stop of the Tab key each. `label` is its accessible name. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="toolbar" aria-label={label}>
      {children}
    </fieldset>
  )
}

/** A hairline between groups of controls. */
export function ToolbarSeparator() {
  return <span className="toolbar-separator" aria-hidden />
}
