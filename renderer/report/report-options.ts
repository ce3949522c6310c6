import {
  type Orientation,
  orientations,
  type PaperSize,
  paperSizes,
  type ReportFormat,
  reportFormats,
} from '../../shared/report/report-spec.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'

/** How a person made the last report. */
export interface ReportOptions {
  format: ReportFormat
  paper: PaperSize
  orientation: Orientation
}

const key = 'report'
/** Where paper is Letter: North America, and what follows it there. */
const letterCountries = /-(US|CA|MX|PH|CL|CO|VE|GT|CR|PR)\b/i

/** What was chosen last time; of what cannot be read, the usual: the paper of the system's language. */
export function restoredOptions(language = navigator.language): ReportOptions {
  const kept = restoredUi(key)
  const { format, paper, orientation } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<
    Record<keyof ReportOptions, unknown>
  >
  return {
    format: reportFormats.find((each) => each === format) ?? 'pdf',
    paper: paperSizes.find((each) => each === paper) ?? (letterCountries.test(language) ? 'letter' : 'a4'),
    orientation: orientations.find((each) => each === orientation) ?? 'portrait',
  }
}

/** Keeps what was chosen for the next time. */
export function keepOptions(options: ReportOptions): void {
  rememberUi(key, options)
}
