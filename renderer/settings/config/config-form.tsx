import { useMemo } from 'react'
import type { ConfigFile } from '../../../shared/config.ts'
import { SchedulePreview } from '../schedule-preview.tsx'
import type { Draft } from './config-draft.ts'
import { draftActions } from './draft-store.ts'
import { formOf, patchOf, valueAt } from './field-descriptors.ts'
import { FormField } from './form-field.tsx'

/** The file as a form, made from its schema. A text with a syntax error cannot be changed field by field. */
export function ConfigForm({ file, draft }: { file: ConfigFile; draft: Draft }) {
  const groups = useMemo(() => formOf(file), [file])
  const { issues, values } = draft.checked
  const unreadable = issues.some((issue) => issue.severity === 'error' && issue.field === '')
  return (
    <form className="config-form" aria-label={`Settings of ${file}`} onSubmit={(event) => event.preventDefault()}>
      {unreadable ? <p className="notice warn">The form waits until the text beside can be read.</p> : null}
      {groups.map((group) => (
        <fieldset key={group.title}>
          <legend>{group.title}</legend>
          {group.fields.map((field) => {
            const name = field.path.join('.')
            return (
              <FormField
                key={name}
                field={field}
                value={valueAt(values, field.path)}
                issue={issues.find((issue) => issue.field === name || issue.field.startsWith(`${name}.`))}
                disabled={unreadable}
                onChange={(value) => draftActions.setField(file, patchOf(field.path, value), `form:${name}`)}
              />
            )
          })}
          {group.title === 'Schedule' ? <SchedulePreview schedule={values.schedule} /> : null}
        </fieldset>
      ))}
    </form>
  )
}
