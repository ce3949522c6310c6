import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileName, SecretStore, type SystemStore } from './secret-store.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'yts-secrets-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const token = 'dapi0123456789abcdef0123456789abcdef'
const secret = { host: 'adb-1.example.net', token }

/** Turns bits around, which is no secret and hides the text. */
const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a)
const system: SystemStore = {
  isAvailable: async () => true,
  backend: () => 'gnome_libsecret',
  encrypt: async (text) => flipped(Buffer.from(text)),
  decrypt: async (bytes) => Buffer.from(flipped(bytes)).toString('utf8'),
}
const store = (changes: Partial<SystemStore> = {}) => new SecretStore(home, { ...system, ...changes })

describe('the store of tokens', () => {
  it('gives a token for the host that it was stored for, also after a restart, until it is forgotten', async () => {
    expect(store().has('catalogue/lake')).toBe(false)
    expect(await store().get('catalogue/lake', secret.host)).toBeNull()
    await store().set('catalogue/lake', secret)
    const later = store()
    expect([later.has('catalogue/lake'), later.has('sample/lake')]).toEqual([true, false])
    expect(await later.get('catalogue/lake', secret.host)).toBe(token)
    await expect(later.get('catalogue/lake', 'evil.example.net')).rejects.toMatchObject({ kind: 'config_invalid' })
    await later.set('catalogue/lake', null)
    expect(store().has('catalogue/lake')).toBe(false)
  })

  it('has no token on the disk as it is, and no other file', async () => {
    await store().set('catalogue/lake', secret)
    expect(readdirSync(home)).toEqual([fileName])
    const bytes = readFileSync(join(home, fileName))
    for (const form of [token, Buffer.from(token).toString('base64').slice(0, 30), Buffer.from(token).toString('hex')])
      expect(bytes.includes(form)).toBe(false)
  })

  it('keeps all of several that are stored at the same time', async () => {
    const one = store()
    await Promise.all(['a', 'b', 'c'].map((name) => one.set(name, { ...secret, token: `${token}${name}` })))
    await one.set('b', null)
    expect(await store().get('a', secret.host)).toBe(`${token}a`)
    expect(await store().get('c', secret.host)).toBe(`${token}c`)
    expect(store().has('b')).toBe(false)
  })

  it.each([
    ['basic_text', { backend: () => 'basic_text' }],
    ['unknown', { backend: () => 'unknown' }],
    ['nothing', { isAvailable: async () => false }],
    [
      'one that fails',
      {
        isAvailable: async () => {
          throw new Error('/secret/path')
        },
      },
    ],
  ])('stores nothing on a system that would not protect it: %s', async (_, changes) => {
    const one = store(changes)
    expect(await one.obstacle()).toMatch(/^This system has no store/)
    await expect(one.set('catalogue/lake', secret)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(readdirSync(home)).toEqual([])
    expect(await store({ backend: () => null }).obstacle()).toBeNull()
  })

  it('is empty where its file is anything else, and says so of a token that the system does not give', async () => {
    await store().set('catalogue/lake', secret)
    const locked = store({
      decrypt: async () => {
        throw new Error('locked')
      },
    })
    await expect(locked.get('catalogue/lake', secret.host)).rejects.toMatchObject({ kind: 'unavailable' })
    for (const text of [
      '{"form":2,"entries":{"catalogue/lake":"AAAA"}}',
      '',
      'no json',
      '[]',
      '{"form":1,"entries":[7]}',
    ]) {
      writeFileSync(join(home, fileName), text)
      expect(store().has('catalogue/lake')).toBe(false)
    }
    await store().set('catalogue/lake', secret)
    expect(await store().get('catalogue/lake', secret.host)).toBe(token)
  })
  it.each([
    ['of a newer version', '{"form":2,"entries":{"catalogue/lake":"AAAA"}}', 'newer version'],
    ['too large', `{"form":1,"entries":{"catalogue/lake":"${'A'.repeat(1_000_000)}"}}`, 'larger'],
  ])('leaves a file alone that it cannot read and that may have tokens: %s', async (_, text, why) => {
    writeFileSync(join(home, fileName), text)
    const refused = { kind: 'read_only', message: expect.stringContaining(why) }
    await expect(store().set('catalogue/other', secret)).rejects.toMatchObject(refused)
    await expect(store().set('catalogue/lake', null)).rejects.toMatchObject(refused)
    expect(await store().obstacle()).toContain(why)
    expect(readFileSync(join(home, fileName), 'utf8')).toBe(text)
  })
})
