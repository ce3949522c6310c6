import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'

/** The sign-in of a stub: a service principal, and anybody who comes by the browser. */
export interface OAuthStub {
  clientId: string
  secret: string
  /** Tokens that were given. */
  tokens: Set<string>
  /** What was asked for, without what signs in. */
  grants: string[]
  /** Seconds that the next token is good for. */
  lasts: number
  /** Statuses of HTTP that are answered with before anything else. */
  failures: number[]
}

export function oauthStub(): OAuthStub {
  return {
    clientId: '11111111-2222-3333-4444-555555555555',
    secret: `dose${randomUUID().replaceAll('-', '')}`,
    tokens: new Set(),
    grants: [],
    lasts: 3600,
    failures: [],
  }
}

/** Answers what OAuth asks of a workspace. */
export async function oauthAnswer(
  stub: OAuthStub,
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const json = (status: number, value: unknown): void => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
  }
  const failure = stub.failures.shift()
  if (failure !== undefined) return json(failure, {})
  const oidc = `https://${host}/oidc`
  if (request.url === '/oidc/.well-known/oauth-authorization-server')
    return json(200, {
      issuer: oidc,
      authorization_endpoint: `${oidc}/v1/authorize`,
      token_endpoint: `${oidc}/v1/token`,
    })
  if (request.url !== '/oidc/v1/token') return json(404, {})
  const asked = new URLSearchParams(await text(request))
  const grant = asked.get('grant_type') ?? ''
  stub.grants.push(`${grant} ${asked.get('scope') ?? asked.get('client_id')}`)
  const basic = `Basic ${Buffer.from(`${stub.clientId}:${stub.secret}`).toString('base64')}`
  const isKnown =
    grant === 'client_credentials'
      ? request.headers.authorization === basic
      : asked.get('code') === codeOf(asked.get('code_verifier') ?? '')
  if (!isKnown) return json(401, { error: 'invalid_client', error_description: 'Client authentication failed' })
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1000) + stub.lasts
  const token = `${part({ alg: 'none' })}.${part({ exp, jti: randomUUID() })}.c2lnbmVk`
  stub.tokens.add(token)
  json(200, { access_token: token, refresh_token: randomUUID(), token_type: 'Bearer', expires_in: stub.lasts })
}

/** What the browser comes back with for a challenge, which only the one who has made it can redeem. */
function codeFor(challenge: string): string {
  return `code-${challenge}`
}

const codeOf = (verifier: string): string => codeFor(createHash('sha256').update(verifier).digest('base64url'))

/** A proxy of HTTP that leads everything to one port of this machine, whatever host is asked for. */
export async function tunnelTo(port: number): Promise<{ host: string; port: number; close(): void }> {
  const sockets = new Set<Socket>()
  const server = createServer().on('connect', (_, socket: Socket) => {
    const there = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      there.pipe(socket)
      socket.pipe(there)
    })
    for (const one of [socket, there]) {
      sockets.add(one)
      one.on('error', () => one.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
