import {
  type ExportFormat,
  exportFormats,
  exportSpecSchema,
  type TextOptions,
  usualText,
} from '../../shared/export/export-spec.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'

/** How a person exported last. */
export interface ExportOptions {
  format: ExportFormat
  text: TextOptions
  /** Whether a file beside it tells what it is of. */
  sidecar: boolean
}

const key = 'export'
const usual: ExportOptions = { format: 'csv', text: usualText, sidecar: false }

/** What was chosen last time; of what cannot be read, the usual. */
export function restoredOptions(): ExportOptions {
  const kept = restoredUi(key)
  if (typeof kept !== 'object' || kept === null) return usual
  const { format, text, sidecar } = kept as Partial<Record<keyof ExportOptions, unknown>>
  const parsed = exportSpecSchema.shape.text.safeParse(text)
  return {
    format: exportFormats.find((each) => each === format) ?? usual.format,
    text: parsed.success ? parsed.data : usual.text,
    sidecar: sidecar === true,
  }
}

/** Keeps what was chosen for the next time. */
export function keepOptions(options: ExportOptions): void {
  rememberUi(key, options)
}
