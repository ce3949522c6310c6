import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { readSmallFile, replaceFileNow } from '../../files/small-file.ts'

/** The system's own store of secrets, as far as it is used here (Electron's `safeStorage`). */
export interface SystemStore {
  isAvailable(): Promise<boolean>
  /** Where the key is, on Linux; null elsewhere. */
  backend(): string | null
  encrypt(text: string): Promise<Uint8Array>
  decrypt(bytes: Uint8Array): Promise<string>
}

/** A token and the host it was given for: it is sent to no other one. */
interface Secret {
  host: string
  token: string
}

export const fileName = 'secrets.bin'
const maxBytes = 1_000_000
const form = 1

/** What the file has. */
interface Kept {
  /** What the system's store has made of each secret. */
  entries: Readonly<Record<string, string>>
  /** Why nothing is written, as a sentence; null = it is. */
  closed: string | null
}
const nothing: Kept = { entries: {}, closed: null }

/**
 * Tokens of destinations, each encrypted by the system's store, in one file of the app's own folder. A destination is named with its
 * workspace. Nothing here reaches the page.
 */
export class SecretStore {
  readonly #path: string
  readonly #system: SystemStore
  #writing: Promise<unknown> = Promise.resolve()

  constructor(home: string, system: SystemStore) {
    this.#path = join(home, fileName)
    this.#system = system
  }

  /** Why nothing can be stored; null = it can. */
  async obstacle(): Promise<string | null> {
    if (!(await this.#system.isAvailable().catch(() => false)))
      return 'This system has no store of secrets that the app can use.'
    // Whoever has the file has the key.
    if (['basic_text', 'unknown'].includes(this.#system.backend() ?? ''))
      return 'This system has no store of secrets that protects them: start one (GNOME Keyring or KWallet) and the app again.'
    return this.#read().closed
  }

  /** Whether a token is stored under a name. */
  has(name: string): boolean {
    return Object.hasOwn(this.#read().entries, name)
  }

  /**
   * Stores a token, or forgets it (null).
   *
   * @throws KnownError `unavailable` when the system cannot keep it, `read_only` when the file cannot be written, or has tokens that are not read
   */
  set(name: string, secret: Secret | null): Promise<void> {
    const change = this.#writing.then(async () => {
      const { entries, closed } = this.#read()
      if (closed !== null) throw new KnownError('read_only', closed)
      const { [name]: _, ...others } = entries
      if (secret === null) return this.#write(others)
      const obstacle = await this.obstacle()
      if (obstacle !== null) throw new KnownError('unavailable', obstacle)
      const bytes = await this.#system.encrypt(JSON.stringify(secret))
      this.#write({ ...others, [name]: Buffer.from(bytes).toString('base64') })
    })
    this.#writing = change.catch(() => {})
    return change
  }

  /**
   * The token of a destination for a host; null when none is stored.
   *
   * @throws KnownError `unavailable` when the system does not give it, `config_invalid` when it was given for another host
   */
  async get(name: string, host: string): Promise<string | null> {
    const kept = this.#read().entries[name]
    if (kept === undefined) return null
    let secret: Partial<Secret>
    try {
      secret = JSON.parse(await this.#system.decrypt(Buffer.from(kept, 'base64'))) as Partial<Secret>
    } catch {
      throw new KnownError('unavailable', 'The stored token cannot be read on this system. Store it again.')
    }
    if (secret.host !== host)
      throw new KnownError(
        'config_invalid',
        'The stored token was given for another host. Store the one for this host.',
      )
    return secret.token ?? null
  }

  /** A damaged file has none, and is written over; one that is of a newer version or not read now is left alone: its tokens are whole. */
  #read(): Kept {
    const file = readSmallFile(this.#path, maxBytes)
    if (file.kind === 'missing') return nothing
    if (file.kind === 'refused')
      return { ...nothing, closed: `${fileName} ${file.why}. Until that is mended, no token is stored.` }
    let found: { form?: unknown; entries?: unknown } | null
    try {
      found = JSON.parse(file.bytes.toString('utf8')) as typeof found
    } catch {
      return nothing
    }
    if (typeof found?.form === 'number' && found.form > form)
      return {
        ...nothing,
        closed: `${fileName} is of a newer version of the app. It was left as it is; update the app to use its tokens.`,
      }
    if (found?.form !== form || typeof found.entries !== 'object' || found.entries === null) return nothing
    const entries = Object.entries(found.entries).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    return { entries: Object.fromEntries(entries), closed: null }
  }

  #write(entries: Record<string, string>): void {
    try {
      replaceFileNow(this.#path, JSON.stringify({ form, entries }))
    } catch (error) {
      throw new KnownError(
        'read_only',
        'The token could not be stored: the app cannot write to its own folder.',
        undefined,
        {
          cause: error,
        },
      )
    }
  }
}
