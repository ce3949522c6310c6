import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, type RunningApp, test } from './fixtures.ts'
import { tryEveryWayOut } from './support/ways-out.ts'

// The page has no network: what it tries, over TCP or UDP, arrives nowhere (docs/security.md, 36).

interface Listeners {
  tcp: number
  udp: number
  /** What arrived since it was asked last: `tcp`, `udp`, with the beginning of what was said. */
  arrived: () => string[]
  close: () => Promise<void>
}

/** Whether this is a message of STUN or TURN, by its magic cookie. RFC 8489 */
function isStun(message: Buffer): boolean {
  return message.length >= 20 && message.readUInt32BE(4) === 0x2112a442
}

/** What a TURN server answers to whoever has not named a user: says who it is, so that the name is sent. RFC 8489 */
function whoAreYou(request: Buffer): Buffer | null {
  const isAllocate = isStun(request) && request.readUInt16BE(0) === 0x0003
  if (!isAllocate) return null
  const attribute = (type: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(4)
    head.writeUInt16BE(type, 0)
    head.writeUInt16BE(value.length, 2)
    return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
  }
  const attributes = Buffer.concat([
    attribute(0x0009, Buffer.concat([Buffer.from([0, 0, 4, 1]), Buffer.from('Unauthorized')])),
    attribute(0x0014, Buffer.from('away')),
    attribute(0x0015, Buffer.from('nonce')),
  ])
  const head = Buffer.from(request.subarray(0, 20))
  head.writeUInt16BE(0x0113, 0)
  head.writeUInt16BE(attributes.length, 2)
  return Buffer.concat([head, attributes])
}

/** A TCP and a UDP port on this machine that note whatever knocks. */
async function listen(): Promise<Listeners> {
  const seen: string[] = []
  const note = (how: string) => (data: Buffer) =>
    seen.push(
      `${how} ${data
        .toString('latin1')
        .replaceAll(/[^ -~]+/g, ' ')
        .slice(0, 100)}`,
    )
  const sockets = new Set<Socket>()
  const tcp = createServer((socket) => {
    seen.push('tcp connection')
    sockets.add(socket)
    socket
      .on('error', () => {})
      .on('data', (data) => {
        note('tcp')(data)
        // Whoever is no TURN client has its answer: none.
        const question = whoAreYou(data)
        if (question) socket.write(question)
        else if (!isStun(data)) socket.destroy()
      })
  }).listen(0, '127.0.0.1')
  const udp = createSocket('udp4', (data, from) => {
    note('udp')(data)
    const question = whoAreYou(data)
    if (question) udp.send(question, from.port, from.address)
  })
  udp.bind(0, '127.0.0.1')
  await Promise.all([tcp, udp].map((one) => once(one, 'listening')))
  return {
    tcp: (tcp.address() as AddressInfo).port,
    udp: udp.address().port,
    arrived: () => seen.splice(0),
    close: async () => {
      udp.close()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => tcp.close(resolve))
    },
  }
}

let listeners: Listeners
test.beforeEach(async () => {
  listeners = await listen()
})
test.afterEach(() => listeners.close())

/** Takes away what stops a page before its requests become one: the content policy and the filter of requests. */
async function openThePage(app: RunningApp): Promise<void> {
  const session = await app.window.context().newCDPSession(app.window)
  await session.send('Page.setBypassCSP', { enabled: true })
  await app.electron.evaluate(({ session: sessions }) => sessions.defaultSession.webRequest.onBeforeRequest(null))
  await app.window.reload()
  await app.window.getByRole('navigation').first().waitFor()
}

test('nothing that a page tries arrives anywhere (36)', async ({ app }) => {
  app.trouble.allow(/Content Security Policy|Refused to|ERR_|Failed to load|net::|WebSocket|WebTransport|preload/)
  const tried = await tryEveryWayOut(app, listeners)
  expect(tried.length).toBeGreaterThan(20)
  expect(listeners.arrived()).toEqual([])
})

test('nor would it through a hole in the policy and in the filter of requests; without the locks below it does', async ({
  app,
}) => {
  app.trouble.allow(/Content Security Policy|Refused to|ERR_|Failed to load|net::|WebSocket|WebTransport|preload|MIME/)
  await openThePage(app)
  const tried = await tryEveryWayOut(app, listeners)
  expect(tried.length).toBeGreaterThan(20)
  expect(listeners.arrived()).toEqual([])

  // That this test can fail.
  await app.electron.evaluate(async ({ session, webContents }) => {
    await session.defaultSession.setProxy({ mode: 'direct' })
    for (const contents of webContents.getAllWebContents()) contents.setWebRTCIPHandlingPolicy('default')
  })
  await app.window.reload()
  await app.window.getByRole('navigation').first().waitFor()
  await tryEveryWayOut(app, listeners)
  const said = listeners.arrived()
  const arrived = said.join('\n')
  for (const sign of ['GET /fetch', 'GET /img', 'POST /beacon', 'tcp connection', 'udp '])
    expect(arrived).toContain(sign)
  for (const way of ['tcp', 'udp']) {
    const named = said.filter((text) => text.startsWith(way) && text.includes('text-of-the-page'))
    expect(named, `text of the page in a user name by ${way}`).not.toEqual([])
  }
})

test('every session that is ever made leads nowhere (36)', async ({ app }) => {
  const ways = () =>
    app.electron.evaluate(async ({ session }) => {
      const all = [session.defaultSession, session.fromPartition('another'), session.fromPartition('persist:another')]
      const addresses = ['https://films.example/', 'http://127.0.0.1:9/', 'http://localhost/', 'wss://films.example/']
      const found = await Promise.all(all.flatMap((one) => addresses.map((address) => one.resolveProxy(address))))
      return [...new Set(found)]
    })
  // A session takes its proxy a moment after it was made; the app makes none but the first, and waits for that.
  await expect.poll(ways).toEqual(['PROXY 0.0.0.0:0'])
})
