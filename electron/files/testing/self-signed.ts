import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A certificate that vouches for itself, with its key; both PEM. */
export interface SelfSigned {
  key: string
  cert: string
}

/**
 * Makes a certificate of its own authority for a name, anew in each test run, so that no key is kept anywhere. DER by hand: Node has
 * no maker of certificates. https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 *
 * @param days from now on; negative = it ended so many days ago
 */
export function selfSigned(name: string, days = 1): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid('2a8648ce3d040302'))
  const subject = sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))))
  const from = Date.now() - 86_400_000 * 10
  const validity = sequence(time(from), time(Date.now() + 86_400_000 * days))
  const isAuthority = extension('551d13', sequence(tlv(0x01, Buffer.from([0xff]))))
  const names = extension('551d11', sequence(tlv(0x82, Buffer.from(name))))
  const body = sequence(
    tlv(0xa0, integer(2)),
    integer(1),
    algorithm,
    subject,
    validity,
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(isAuthority, names)),
  )
  const signature = tlv(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  return { key: pemOf(privateKey), cert: pem('CERTIFICATE', sequence(body, algorithm, signature)) }
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function sequence(...parts: Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts))
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, 'hex'))
}

function integer(value: number): Buffer {
  return tlv(0x02, Buffer.from([value]))
}

function extension(id: string, content: Buffer): Buffer {
  return sequence(oid(id), tlv(0x04, content))
}

/** GeneralizedTime, to the second. */
function time(at: number): Buffer {
  return tlv(0x18, Buffer.from(`${new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`))
}
