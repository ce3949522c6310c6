import type { ReactNode } from 'react'

/** The controls of a view in one line, one stop of the Tab key each. `label` is its accessible name. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not centre its content in its height
    <div className="toolbar" role="group" aria-label={label}>
      {children}
    </div>
  )
}
