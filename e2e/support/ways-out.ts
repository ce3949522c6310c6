import type { RunningApp } from './running-app.ts'

/**
 * Has the page try every way out that there is, at two ports of this machine and at a name. Done when each that tells its end has
 * told it, or half a minute has passed, and requests made after those that tell nothing, such as hints and beacons, have ended too.
 *
 * @returns what was tried
 */
export function tryEveryWayOut(app: RunningApp, { tcp, udp }: { tcp: number; udp: number }): Promise<string[]> {
  return app.window.evaluate(
    async ([tcpPort, udpPort]) => {
      const tried: string[] = []
      const added: Element[] = []
      const name = 'text-of-the-page.films.example.com'
      const hosts = [`127.0.0.1:${tcpPort}`, `localhost:${tcpPort}`, name]
      const trying = (what: string, run: (host: string) => unknown): Promise<unknown>[] =>
        hosts.map(async (host) => {
          tried.push(`${what} ${host}`)
          try {
            await run(host)
          } catch {
            // Refused at once, which is one way of not arriving.
          }
        })
      const told = (target: EventTarget, ...ends: string[]): Promise<void> =>
        new Promise((resolve) => {
          for (const end of ends) target.addEventListener(end, () => resolve())
        })
      const element = (tag: string, attributes: Record<string, string>, parent: Element = document.body): Element => {
        const made = document.createElement(tag)
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
        parent.append(made)
        added.push(made)
        return made
      }
      const shown = (tag: string, attributes: Record<string, string>): Promise<void> => {
        const made = element(tag, attributes)
        return told(made, 'load', 'error')
      }
      const link = (rel: string, more: Record<string, string> = {}) =>
        trying(`link ${rel}`, (host) => {
          element('link', { rel, href: `http://${host}/${rel}`, ...more }, document.head)
        })
      const style = (what: string, rule: (url: string) => string) =>
        trying(what, (host) => {
          element('style', {}, document.head).textContent = rule(`http://${host}/style`)
        })
      const fetched = (host: string) => fetch(`http://${host}/fetch`, { mode: 'no-cors' })
      const peer = async (server: RTCIceServer): Promise<void> => {
        tried.push(`webrtc ${server.urls}`)
        const connection = new RTCPeerConnection({ iceServers: [server] })
        connection.createDataChannel('text')
        const gathered = new Promise<void>((resolve) => {
          connection.addEventListener('icegatheringstatechange', () => {
            if (connection.iceGatheringState === 'complete') resolve()
          })
        })
        await connection.setLocalDescription(await connection.createOffer())
        await gathered
        connection.close()
      }
      const secret = { username: 'text-of-the-page', credential: 'text-of-the-page' }
      const ends: Promise<unknown>[] = [
        // These tell nothing of their end.
        ...trying('beacon', (host) => navigator.sendBeacon(`http://${host}/beacon`, 'text')),
        ...link('prefetch'),
        ...link('preload', { as: 'script' }),
        ...link('modulepreload'),
        ...link('icon'),
        ...link('manifest'),
        ...link('preconnect'),
        ...link('dns-prefetch'),
        ...link('stylesheet'),
        ...style('css image', (url) => `body { background-image: url(${url}) }`),
        ...style('css import', (url) => `@import url(${url});`),
        ...style('font', (url) => `@font-face { font-family: away; src: url(${url}) } body { font-family: away }`),
        ...trying('form', (host) => {
          const into = element('iframe', { name: `form ${host}` })
          const form = element('form', { action: `http://${host}/form`, method: 'post', target: `form ${host}` })
          into.after(form)
          if (form instanceof HTMLFormElement) form.submit()
        }),
        ...trying('ping', (host) => {
          const away = element('a', { href: '#/overview', ping: `http://${host}/ping` })
          if (away instanceof HTMLElement) away.click()
        }),
        ...trying('speculation', (host) => {
          const rules = JSON.stringify({ prefetch: [{ source: 'list', urls: [`http://${host}/speculation`] }] })
          const script = document.createElement('script')
          script.type = 'speculationrules'
          script.textContent = rules
          document.head.append(script)
          added.push(script)
        }),
        ...trying('object', (host) => {
          element('object', { data: `http://${host}/object` })
        }),
        ...trying('video', (host) => {
          element('video', { src: `http://${host}/video`, preload: 'auto' })
        }),
        // These do.
        ...trying('fetch', fetched),
        ...trying('fetch https', (host) => fetch(`https://${host}/fetch`, { mode: 'no-cors' })),
        ...trying('fetch keepalive', (host) =>
          fetch(`http://${host}/keepalive`, { mode: 'no-cors', method: 'POST', keepalive: true, body: 'text' }),
        ),
        ...trying('xhr', (host) => {
          const request = new XMLHttpRequest()
          request.open('GET', `http://${host}/xhr`)
          request.send()
          return told(request, 'loadend')
        }),
        ...trying('websocket', (host) => told(new WebSocket(`ws://${host}/websocket`), 'close')),
        ...trying('eventsource', async (host) => {
          const source = new EventSource(`http://${host}/eventsource`)
          await told(source, 'error')
          source.close()
        }),
        ...trying('webtransport', (host) => new WebTransport(`https://${host}/webtransport`).ready),
        ...trying('img', (host) => shown('img', { src: `http://${host}/img` })),
        ...trying('script', (host) => shown('script', { src: `http://${host}/script` })),
        ...trying('iframe', (host) => shown('iframe', { src: `http://${host}/iframe` })),
        ...['127.0.0.1', name].flatMap((host) =>
          [
            { urls: `stun:${host}:${udpPort}` },
            { urls: `turn:${host}:${udpPort}?transport=udp`, ...secret },
            { urls: `turn:${host}:${tcpPort}?transport=tcp`, ...secret },
            { urls: `turns:${host}:${tcpPort}?transport=tcp`, ...secret },
          ].map(peer),
        ),
      ]
      await Promise.race([Promise.allSettled(ends), told(AbortSignal.timeout(60_000), 'abort')])
      for (let round = 0; round < 5; round++) await Promise.allSettled(hosts.map(fetched))
      for (const one of added) one.remove()
      return tried
    },
    [tcp, udp] as const,
  )
}
