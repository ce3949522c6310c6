import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { selfSigned } from '../../files/testing/self-signed.ts'
import { duckWarehouse } from './duck-engine.ts'
import { oauthAnswer, oauthStub } from './oauth-stub.ts'
import { stubOperations } from './stub-operations.ts'
import { thriftAnswer } from './stub-thrift.ts'
import type { DatabricksStub } from './stub-types.ts'

/** Starts one on a free port of 127.0.0.1, with an empty catalog `films`; under another name it is reached by `tunnelTo` alone. */
export async function databricksStub(host = 'localhost'): Promise<DatabricksStub> {
  const { key, cert } = selfSigned(host)
  const warehouse = await duckWarehouse(['films'])
  const stub: DatabricksStub = {
    host,
    port: 0,
    certificate: cert,
    token: 'dapi0123456789abcdef0123456789abcdef',
    catalog: 'films',
    oauth: oauthStub(),
    warehouse,
    statements: [],
    agents: new Set(),
    answers: 'at once',
    fault: () => null,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      warehouse.end()
    },
  }
  const operations = stubOperations(stub)
  const server = createServer({ key, cert }, (request, response) => {
    const work = request.url?.startsWith('/staged/')
      ? staged(stub, request, response)
      : request.url?.startsWith('/oidc/')
        ? oauthAnswer(stub.oauth, host, request, response)
        : called(request, response)
    work.catch(() => request.socket.destroy())
  })

  async function called(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await buffer(request)
    stub.agents.add(String(request.headers['user-agent']))
    const basic = Buffer.from(`token:${stub.token}`).toString('base64')
    const sent = String(request.headers.authorization)
    const isKnown = [`Bearer ${stub.token}`, `Basic ${basic}`].includes(sent) || stub.oauth.tokens.has(sent.slice(7))
    if (!isKnown) return void response.writeHead(401).end()
    if (request.url !== '/sql/1.0/warehouses/abc') return void response.writeHead(404).end()
    const answer = await thriftAnswer(operations, bytes)
    if (answer === 'reset') request.socket.destroy()
    else if (typeof answer === 'number') response.writeHead(answer).end()
    else response.writeHead(200, { 'Content-Type': 'application/x-thrift' }).end(answer)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stub.port = (server.address() as AddressInfo).port
  return stub
}

/** A file of the volume, by the address that a statement gave: no token is asked for, as with the clouds' signed addresses. */
async function staged(stub: DatabricksStub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '', `https://${stub.host}`)
  const path = join(stub.warehouse.stage, decodeURIComponent(pathname.slice('/staged'.length)))
  if (request.headers.authorization !== undefined) return void response.writeHead(400).end()
  if (request.method === 'DELETE') rmSync(path, { force: true })
  else {
    mkdirSync(dirname(path), { recursive: true })
    await pipeline(request, createWriteStream(path))
  }
  response.writeHead(200).end()
}
