import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { app, net, protocol } from 'electron'
import { findAppFile } from './app-files.ts'
import { contentPolicy, developmentPolicy } from './content-policy.ts'
import { posterFilm } from './poster-address.ts'

/** Folder of the built renderer, beside main's own. */
const rendererFolder = path.join(import.meta.dirname, '..', 'renderer')

/** Address of the development server, in development only: a packaged app never takes pages from a network. */
export function devServer(): string | null {
  return app.isPackaged ? null : (process.env.YTS_DEV_SERVER ?? null)
}

/** Makes `app:` a scheme with an origin, so that modules, storage and the policy work. Must run before the app is ready. */
export function setupAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** An image with the type that its own bytes have. */
export interface ServedImage {
  type: string
  bytes: Uint8Array
}

/**
 * Serves the renderer under `app://explorer`; `file:` is not used.
 *
 * @param poster the poster of a film, which never comes from the network by itself; null where there is none
 */
export function setupAppProtocol(poster: (movieId: number) => Promise<ServedImage | null>): void {
  const server = devServer()
  protocol.handle('app', (request) => {
    const film = posterFilm(request.url)
    if (film !== null) return fromPosters(poster(film))
    return server ? fromDevServer(server, request) : fromFiles(request)
  })
}

async function fromPosters(asked: Promise<ServedImage | null>): Promise<Response> {
  const image = await asked.catch(() => null)
  // Not 404: a film without a poster is nothing that went wrong, and the page would log it as such.
  if (!image) return new Response(null, { status: 204, headers: headersFor('text/plain') })
  return new Response(new Uint8Array(image.bytes), { headers: headersFor(image.type) })
}

async function fromFiles(request: Request): Promise<Response> {
  const found = findAppFile(rendererFolder, request.url)
  if (found.status !== 200) return new Response(null, { status: found.status, headers: headersFor('text/plain') })
  try {
    return new Response(new Uint8Array(await readFile(found.path)), { headers: headersFor(found.type) })
  } catch {
    return new Response(null, { status: 404, headers: headersFor('text/plain') })
  }
}

async function fromDevServer(server: string, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const answer = await net.fetch(new URL(pathname + search, server).href, { bypassCustomProtocolHandlers: true })
  const headers = new Headers(answer.headers)
  headers.set('content-security-policy', developmentPolicy(server))
  return new Response(answer.body, { status: answer.status, headers })
}

/**
 * No cross-origin-opener-policy: it would keep windows apart that open each other, and none can be opened (lockdown.ts), but
 * on every start it costs the move to a second renderer process.
 */
function headersFor(type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': contentPolicy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  }
}
