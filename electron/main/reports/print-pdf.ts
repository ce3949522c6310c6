import { BrowserWindow, session } from 'electron'
import type { ReportSpec } from '../../../shared/report/report-spec.ts'
import { pageMargins } from './report-css.ts'
import { reportPolicy } from './report-html.ts'

/** The address under which a report is printed; served in its own session alone. */
const address = 'app://explorer/report'
const millimetresPerInch = 25.4

const footer = `<div style="width:100%;padding:0 ${pageMargins.side}mm;font:8px system-ui,sans-serif;color:#555b61;text-align:right">
Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>`

/**
 * A report's HTML as a PDF, by a hidden window that runs no script, keeps nothing, and is given this one page.
 *
 * @param signal ends it: rejects with the signal's reason
 */
export async function printPdf(
  html: string,
  { paper, orientation }: Pick<ReportSpec, 'paper' | 'orientation'>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  // In memory: nothing of the app's own session is there, and one report is made at a time.
  const own = session.fromPartition('report', { cache: false })
  own.protocol.handle('app', ({ url }) =>
    url === address
      ? new Response(html, {
          headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': reportPolicy },
        })
      : new Response(null, { status: 404 }),
  )
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webgl: false,
      spellcheck: false,
    },
  })
  const end = (): void => {
    if (!window.isDestroyed()) window.destroy()
  }
  signal.addEventListener('abort', end)
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
  try {
    signal.throwIfAborted()
    const inches = (millimetres: number): number => millimetres / millimetresPerInch
    const print = async (): Promise<Uint8Array> => {
      await window.loadURL(address)
      return window.webContents.printToPDF({
        pageSize: paper === 'a4' ? 'A4' : 'Letter',
        landscape: orientation === 'landscape',
        margins: {
          top: inches(pageMargins.top),
          bottom: inches(pageMargins.bottom),
          left: inches(pageMargins.side),
          right: inches(pageMargins.side),
        },
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: footer,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      })
    }
    return await Promise.race([print(), aborted])
  } finally {
    signal.removeEventListener('abort', end)
    end()
    own.protocol.unhandle('app')
  }
}
