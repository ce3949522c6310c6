import { basename } from 'node:path'
import type { ChannelInput, ChannelOutput, ChannelsOf, Handlers } from '../../../shared/contract/index.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReportFormat, ReportSpec } from '../../../shared/report/report-spec.ts'
import { safeFileName, saveFile } from '../storage/save-file.ts'
import { reportHtml } from './report-html.ts'

export interface ReportDeps {
  /** Makes a PDF of a report's HTML; rejects once the signal is aborted. */
  print: (html: string, spec: ReportSpec, signal: AbortSignal) => Promise<Uint8Array>
  /** Asks where to save; null when the person changed their mind. */
  askSavePath: (suggestedName: string, format: ReportFormat) => Promise<string | null>
  /** The data folder, in which nothing is written. */
  keepOut: () => string
  /** Name and version of the program. */
  program: string
  /** Shows a file in its folder. */
  reveal: (file: string) => void
}

const cancelled = (): KnownError => new KnownError('cancelled', 'The report was cancelled. Nothing was written.')

/** Makes reports, one at a time. */
export class Reports {
  readonly #deps: ReportDeps
  #running: AbortController | null = null
  #last: string | null = null

  constructor(deps: ReportDeps) {
    this.#deps = deps
  }

  handlers(): Pick<Handlers<ChannelsOf<'main'>>, 'report.save' | 'report.cancel' | 'report.reveal'> {
    return {
      'report.save': async (input) => {
        if (this.#running) throw new KnownError('busy', 'A report is being made. Wait for it, or cancel it.')
        const running = new AbortController()
        this.#running = running
        try {
          return await this.#save(input as ChannelInput<'report.save'>, running.signal)
        } finally {
          this.#running = null
        }
      },
      'report.cancel': () => this.cancel(),
      'report.reveal': () => {
        if (this.#last === null) throw new KnownError('not_found', 'No report was made in this session.')
        this.#deps.reveal(this.#last)
      },
    }
  }

  /** Gives up the report that is being made; what is written already whole stays. */
  cancel(): void {
    this.#running?.abort(cancelled())
  }

  async #save(
    { spec, format }: ChannelInput<'report.save'>,
    signal: AbortSignal,
  ): Promise<ChannelOutput<'report.save'>> {
    const { print, askSavePath, keepOut, program } = this.#deps
    const file = await askSavePath(safeFileName(spec.title, format), format)
    if (file === null) return { outcome: 'left' }
    signal.throwIfAborted()
    const html = reportHtml(spec, format, program)
    const content = format === 'html' ? Buffer.from(html, 'utf8') : await this.#printed(print, html, spec, signal)
    signal.throwIfAborted()
    await saveFile(file, content, keepOut())
    this.#last = file
    return { outcome: 'saved', fileName: basename(file), bytes: content.byteLength }
  }

  async #printed(print: ReportDeps['print'], html: string, spec: ReportSpec, signal: AbortSignal): Promise<Uint8Array> {
    try {
      return await print(html, spec, signal)
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw new KnownError(
        'internal',
        'The PDF could not be made. Save the report as HTML, and print it from a browser.',
        undefined,
        { cause: error },
      )
    }
  }
}
