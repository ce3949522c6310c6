import { useEffect, useId, useState } from 'react'
import type { ConfigIssue } from '../../../shared/config.ts'
import { NumberField, Select, Switch, TextField } from '../../components/index.ts'
import { type FieldDescriptor, rangeWords } from './field-descriptors.ts'

interface FormFieldProps {
  field: FieldDescriptor
  value: unknown
  issue: ConfigIssue | undefined
  disabled: boolean
  onChange: (value: unknown) => void
}

/** One setting: its name, its control with unit, what it does, and what is wrong with it. */
export function FormField({ field, value, issue, disabled, onChange }: FormFieldProps) {
  const id = useId()
  const wrong = issue?.severity === 'error'
  const range = rangeWords(field)
  const isDefault = JSON.stringify(value) === JSON.stringify(field.defaultValue)
  return (
    <div className="form-field" data-field={field.path.join('.')}>
      <div className="form-name">
        <span className="field-label">{field.label}</span>
        <code className="small faint">{field.path.join('.')}</code>
      </div>
      <div className="form-control">
        <span className="form-input">
          <Control field={field} value={value} wrong={wrong} disabled={disabled} describedBy={id} onChange={onChange} />
          {field.unit ? <span className="muted">{field.unit}</span> : null}
        </span>
        <p id={id} className="small muted">
          {field.description}
          {range ? ` (${range})` : ''}.
          {isDefault || field.kind === 'map' ? '' : ` Default: ${shown(field.defaultValue)}.`}
        </p>
        {issue ? (
          <p
            className={wrong ? 'small field-error' : 'small field-warning'}
            role={wrong ? 'alert' : undefined}
            aria-live="polite"
          >
            {issue.line > 0 ? `Line ${issue.line}: ` : ''}
            {issue.message}
            {wrong && field.kind !== 'map' ? `; until then the app uses ${shown(field.defaultValue)}` : ''}
          </p>
        ) : null}
      </div>
    </div>
  )
}

interface ControlProps {
  field: FieldDescriptor
  value: unknown
  wrong: boolean
  disabled: boolean
  describedBy: string
  onChange: (value: unknown) => void
}

/** While a value is refused the core reports its default, so the control keeps what was typed until it is right. */
function Control({ field, value, wrong, disabled, describedBy, onChange }: ControlProps) {
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    if (!wrong) setTyped(value)
  }, [value, wrong])
  const set = (next: unknown) => {
    setTyped(next)
    onChange(next)
  }
  switch (field.kind) {
    case 'integer':
    case 'number':
      return (
        <NumberField
          label={field.label}
          value={typeof typed === 'number' ? typed : null}
          onChange={(next) => {
            if (next !== null || field.defaultValue === null) set(next)
          }}
          {...(field.min === undefined ? {} : { min: field.min })}
          {...(field.max === undefined ? {} : { max: field.max })}
          invalid={wrong}
          disabled={disabled}
          describedBy={describedBy}
        />
      )
    case 'switch':
      return <Switch label={field.label} checked={value === true} disabled={disabled} onChange={onChange} />
    case 'choice':
      return (
        <Select
          label={field.label}
          value={String(value)}
          options={field.options.map((option) => ({ value: option, label: option }))}
          disabled={disabled}
          onChange={onChange}
        />
      )
    case 'map':
      return <MapSummary value={value} />
    case 'text':
      return (
        <TextField
          className={field.path.at(-1)?.endsWith('url') ? 'form-wide' : 'form-text'}
          label={field.label}
          value={typeof typed === 'string' ? typed : ''}
          // A field that may be null is null when it is empty.
          onChange={(next) => set(next === '' && field.defaultValue === null ? null : next)}
          disabled={disabled}
          aria-invalid={wrong}
          aria-describedby={describedBy}
        />
      )
  }
}

/** Free-form groups are edited as text; the form shows what they hold. */
function MapSummary({ value }: { value: unknown }) {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (entries.length === 0) return <span className="muted">None. Add them in the text beside.</span>
  return (
    <dl className="facts">
      {entries.map(([name, settings]) => (
        <div key={name} className="map-entry">
          <dt>{name}</dt>
          <dd>
            {Object.entries(settings ?? {})
              .map(([key, item]) => `${key}: ${String(item)}`)
              .join(', ')}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function shown(value: unknown): string {
  return value === '' || value === null || value === undefined ? 'empty' : String(value)
}
