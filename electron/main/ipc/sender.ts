/** What main knows of who sent a message; Electron's event holds more. */
export interface SenderFrame {
  /** Address of the document in the frame. */
  url: string
  /** The frame around it; null for the main frame of a window. */
  parent: unknown
}

/** Scheme and host under which the app serves its own pages. */
export const appOrigin = 'app://explorer'

/** Whether an address is a page of the app itself, by its parsed origin. */
export function isAppUrl(text: string): boolean {
  try {
    const url = new URL(text)
    return url.protocol === 'app:' && url.host === 'explorer' && url.username === '' && url.password === ''
  } catch {
    return false
  }
}

/** Whether a message may be looked at: it comes from the main frame of a page of the app. A frame that is gone is null. */
export function isTrustedSender(frame: SenderFrame | null | undefined): boolean {
  return frame !== null && frame !== undefined && frame.parent === null && isAppUrl(frame.url)
}
