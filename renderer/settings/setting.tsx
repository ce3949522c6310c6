import type { ReactNode } from 'react'

interface SettingProps {
  name: string
  description?: string
  children?: ReactNode
}

/** One line of the section: name and explanation left, control right. */
export function Setting({ name, description, children }: SettingProps) {
  return (
    <div className="setting">
      <div>
        <span className="field-label">{name}</span>
        {description ? <p className="small muted">{description}</p> : null}
      </div>
      <div className="setting-control">{children}</div>
    </div>
  )
}
