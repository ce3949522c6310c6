import { app, type Session, session } from 'electron'
import { devServer } from '../app-protocol/protocol.ts'
import { isAppUrl } from '../ipc/sender.ts'

/** Notified of every refusal, for the log. */
export type RefusalListener = (what: string, address: string) => void

/** A proxy that cannot be there: no connection is ever made to port 0. */
const nowhere = 'http://0.0.0.0:0'

/**
 * Takes from every page what the app does not need: permissions, devices, downloads, requests to anywhere else, the network itself,
 * leaving the app, opening windows, embedding pages.
 *
 * @returns settles when pages may be loaded
 */
export async function setupLockdown(onRefused: RefusalListener): Promise<void> {
  app.on('web-contents-created', (_created, contents) => {
    // Together with the proxy of its session: WebRTC asks neither the content policy nor the filter of requests.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
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
  app.on('session-created', (created) => void restrictSession(created, onRefused))
  await restrictSession(session.defaultSession, onRefused)
}

async function restrictSession(restricted: Session, onRefused: RefusalListener): Promise<void> {
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
  // Below the filter: what is no request to it, such as WebRTC, a lookup or a hint to connect, leads nowhere either. By itself
  // Chromium goes past a proxy to this machine.
  const past = allowedHost === null ? '' : `;${allowedHost}`
  await restricted.setProxy({ mode: 'fixed_servers', proxyRules: nowhere, proxyBypassRules: `<-loopback>${past}` })
}

function isAllowedRequest(text: string, allowedHost: string | null): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url) return false
  if (['devtools:', 'chrome-extension:', 'data:', 'blob:'].includes(url.protocol)) return true
  return isAppUrl(text) || (allowedHost !== null && url.host === allowedHost)
}
