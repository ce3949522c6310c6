import { app, type Session, session } from 'electron'
import { devServer } from '../app-protocol/protocol.ts'
import { isAppUrl } from '../ipc/sender.ts'

/** Notified of every refusal, for the log. */
export type RefusalListener = (what: string, address: string) => void

/**
 * Takes from every page what the app does not need: permissions, devices, downloads, requests to anywhere else, leaving
 * the app, opening windows, embedding pages.
 */
export function setupLockdown(onRefused: RefusalListener): void {
  app.on('web-contents-created', (_created, contents) => {
    // Parsed origins are compared: a prefix of a text proves nothing.
    const keepHome = (event: Electron.Event, url: string, what: string): void => {
      if (isAppUrl(url)) return
      event.preventDefault()
      onRefused(what, url)
    }
    contents.on('will-navigate', (event, url) => keepHome(event, url, 'navigation'))
    contents.on('will-redirect', (event, url) => keepHome(event, url, 'redirect'))
    contents.on('will-frame-navigate', (event) => keepHome(event, event.url, 'frame navigation'))
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
      onRefused('webview', '')
    })
    contents.setWindowOpenHandler(({ url }) => {
      onRefused('window', url)
      return { action: 'deny' }
    })
  })
  restrictSession(session.defaultSession, onRefused)
  app.on('session-created', (created) => restrictSession(created, onRefused))
}

function restrictSession(restricted: Session, onRefused: RefusalListener): void {
  restricted.setPermissionRequestHandler((_contents, permission, callback) => {
    onRefused('permission', permission)
    callback(false)
  })
  restricted.setPermissionCheckHandler(() => false)
  restricted.setDevicePermissionHandler(() => false)
  restricted.on('will-download', (event, item) => {
    event.preventDefault()
    onRefused('download', item.getURL())
  })
  const server = devServer()
  const allowedHost = server ? new URL(server).host : null
  restricted.webRequest.onBeforeRequest((details, callback) => {
    const allowed = isAllowedRequest(details.url, allowedHost)
    if (!allowed) onRefused('request', details.url)
    callback({ cancel: !allowed })
  })
}

function isAllowedRequest(text: string, allowedHost: string | null): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url) return false
  if (['devtools:', 'chrome-extension:', 'data:', 'blob:'].includes(url.protocol)) return true
  return isAppUrl(text) || (allowedHost !== null && url.host === allowedHost)
}
