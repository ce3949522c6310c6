import type { RunningApp } from './running-app.ts'

/**
 * Has the page try every way out that there is, at two ports of this machine and at a name. Done when each has failed, succeeded or
 * had its time.
 *
 * @returns what was tried
 */
export function tryEveryWayOut(app: RunningApp, { tcp, udp }: { tcp: number; udp: number }): Promise<string[]> {
  return app.window.evaluate(
    async ([tcpPort, udpPort]) => {
      const tried: string[] = []
      const added: Element[] = []
      const hosts = [`127.0.0.1:${tcpPort}`, `localhost:${tcpPort}`, 'text-of-the-page.films.example.com']
      const settled = (setUp: (done: () => void) => void): Promise<void> =>
        new Promise((resolve) => {
          // What is never told: a hint, a hanging connection.
          setTimeout(resolve, 4_000)
          setUp(resolve)
        })
      const trying = (name: string, run: (host: string) => Promise<unknown> | undefined): Promise<unknown>[] =>
        hosts.map(async (host) => {
          tried.push(`${name} ${host}`)
          try {
            await run(host)
          } catch {
            // Refused at once, which is one way of not arriving.
          }
        })
      const element = (tag: string, attributes: Record<string, string>, parent: Element = document.body) => {
        const made = document.createElement(tag)
        const ended = settled((done) => {
          made.addEventListener('load', done)
          made.addEventListener('error', done)
        })
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
        parent.append(made)
        added.push(made)
        return ended
      }
      const style = (rule: (url: string) => string) => (host: string) =>
        settled(() => {
          const sheet = document.createElement('style')
          sheet.textContent = rule(`http://${host}/style`)
          document.head.append(sheet)
          added.push(sheet)
        })
      const peer = (servers: RTCIceServer[]) => () =>
        settled((done) => {
          const connection = new RTCPeerConnection({ iceServers: servers })
          connection.createDataChannel('text')
          connection.addEventListener('icegatheringstatechange', () => {
            if (connection.iceGatheringState === 'complete') done()
          })
          void connection.createOffer().then((offer) => connection.setLocalDescription(offer))
          setTimeout(() => connection.close(), 3_900)
        })
      const secret = { username: 'text-of-the-page', credential: 'text-of-the-page' }
      const link = (rel: string, more: Record<string, string> = {}) =>
        trying(`link ${rel}`, (host) => element('link', { rel, href: `http://${host}/${rel}`, ...more }, document.head))
      const work: Promise<unknown>[] = [
        ...trying('fetch', (host) => fetch(`http://${host}/fetch`, { mode: 'no-cors' })),
        ...trying('fetch https', (host) => fetch(`https://${host}/fetch`, { mode: 'no-cors' })),
        ...trying('fetch keepalive', (host) =>
          fetch(`http://${host}/keepalive`, { mode: 'no-cors', method: 'POST', keepalive: true, body: 'text' }),
        ),
        ...trying('xhr', (host) =>
          settled((done) => {
            const request = new XMLHttpRequest()
            request.addEventListener('loadend', done)
            request.open('GET', `http://${host}/xhr`)
            request.send()
          }),
        ),
        ...trying('websocket', (host) =>
          settled((done) => {
            const socket = new WebSocket(`ws://${host}/websocket`)
            socket.addEventListener('close', done)
          }),
        ),
        ...trying('eventsource', (host) =>
          settled((done) => {
            const source = new EventSource(`http://${host}/eventsource`)
            source.addEventListener('error', () => {
              source.close()
              done()
            })
          }),
        ),
        ...trying('webtransport', (host) => new WebTransport(`https://${host}/webtransport`).ready),
        ...trying('beacon', (host) => settled(() => void navigator.sendBeacon(`http://${host}/beacon`, 'text'))),
        ...trying('img', (host) => element('img', { src: `http://${host}/img` })),
        ...trying('script', (host) => element('script', { src: `http://${host}/script` })),
        ...trying('iframe', (host) => element('iframe', { src: `http://${host}/iframe` })),
        ...trying('object', (host) => element('object', { data: `http://${host}/object` })),
        ...trying('video', (host) => element('video', { src: `http://${host}/video`, preload: 'auto' })),
        ...link('stylesheet'),
        ...link('prefetch'),
        ...link('preload', { as: 'script' }),
        ...link('modulepreload'),
        ...link('icon'),
        ...link('manifest'),
        ...link('preconnect'),
        ...link('dns-prefetch'),
        ...trying(
          'css image',
          style((url) => `body { background-image: url(${url}) }`),
        ),
        ...trying(
          'css import',
          style((url) => `@import url(${url});`),
        ),
        ...trying(
          'font',
          style((url) => `@font-face { font-family: away; src: url(${url}) } body { font-family: away }`),
        ),
        ...trying('form', (host) => {
          const into = document.createElement('iframe')
          into.name = `form ${host}`
          const form = document.createElement('form')
          form.action = `http://${host}/form`
          form.method = 'post'
          form.target = into.name
          document.body.append(into, form)
          added.push(into, form)
          return settled(() => form.submit())
        }),
        ...trying('ping', (host) => {
          const away = document.createElement('a')
          away.href = '#/overview'
          away.ping = `http://${host}/ping`
          document.body.append(away)
          added.push(away)
          return settled(() => away.click())
        }),
        ...trying('speculation', (host) => {
          const rules = document.createElement('script')
          rules.type = 'speculationrules'
          rules.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [`http://${host}/speculation`] }] })
          document.head.append(rules)
          added.push(rules)
          return settled(() => {})
        }),
        ...['127.0.0.1', 'text-of-the-page.films.example.com'].flatMap((host) =>
          [
            { urls: `stun:${host}:${udpPort}` },
            { urls: `turn:${host}:${udpPort}?transport=udp`, ...secret },
            { urls: `turn:${host}:${tcpPort}?transport=tcp`, ...secret },
            { urls: `turns:${host}:${tcpPort}?transport=tcp`, ...secret },
          ].map((server) => {
            tried.push(`webrtc ${server.urls}`)
            return peer([server])()
          }),
        ),
      ]
      await Promise.allSettled(work)
      for (const one of added) one.remove()
      return tried
    },
    [tcp, udp] as const,
  )
}
