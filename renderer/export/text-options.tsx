import type { TextOptions } from '../../shared/export/export-spec.ts'
import { Checkbox, ToggleGroup } from '../components/index.ts'

interface TextOptionsProps {
  /** On the clipboard fields are always separated by tabs. */
  isCopied: boolean
  value: TextOptions
  onChange: (value: TextOptions) => void
}

/** How separated values are written. */
export function TextOptionsFields({ isCopied, value, onChange }: TextOptionsProps) {
  const change = (next: Partial<TextOptions>) => onChange({ ...value, ...next })
  return (
    <>
      {isCopied ? null : (
        <>
          <span className="field-label">Separator</span>
          <ToggleGroup
            small
            label="Separator"
            value={value.separator}
            options={[
              { value: 'comma', label: 'Comma' },
              { value: 'semicolon', label: 'Semicolon' },
              { value: 'tab', label: 'Tab' },
            ]}
            onChange={(separator) => change({ separator })}
          />
        </>
      )}
      <span className="field-label">Decimal mark</span>
      <span className="export-line">
        <ToggleGroup
          small
          label="Decimal mark"
          value={value.decimal}
          options={[
            { value: 'point', label: 'Point' },
            { value: 'comma', label: 'Comma' },
          ]}
          onChange={(decimal) => change({ decimal })}
        />
        {isCopied ? null : (
          <Checkbox checked={value.bom} onChange={(bom) => change({ bom })}>
            Byte order mark
          </Checkbox>
        )}
        <Checkbox checked={value.guard} onChange={(guard) => change({ guard })}>
          Keep spreadsheets from running texts as formulas
        </Checkbox>
      </span>
    </>
  )
}
