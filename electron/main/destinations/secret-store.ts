import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { readSmallText, replaceFileNow } from '../../files/small-file.ts'

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
    return null
  }

  /** Names of which a token is stored. */
  has(name: string): boolean {
    return Object.hasOwn(this.#read(), name)
  }

  /**
   * Stores a token, or forgets it (null).
   *
   * @throws KnownError `unavailable` when the system cannot keep it, `read_only` when the file cannot be written
   */
  set(name: string, secret: Secret | null): Promise<void> {
    const change = this.#writing.then(async () => {
      const { [name]: _, ...others } = this.#read()
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
    const kept = this.#read()[name]
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

  #read(): Record<string, string> {
    try {
      const text = readSmallText(this.#path, maxBytes)
      const found = JSON.parse(text ?? 'null') as { form?: unknown; entries?: unknown } | null
      if (found?.form !== form || typeof found.entries !== 'object' || found.entries === null) return {}
      return Object.fromEntries(
        Object.entries(found.entries).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    } catch {
      return {}
    }
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
