import { createHash } from 'node:crypto'
import { lstatSync } from 'node:fs'
import { readdir, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder } from '../../files/make-folder.ts'
import { isPosterFile } from '../../files/poster-name.ts'
import { readSmallFile, replaceFile } from '../../files/small-file.ts'
import { imageHead, type PosterType } from './image-head.ts'
import { maxPosterBytes } from './poster-fetch.ts'

/** How long a poster that could not be had is not asked for again, in milliseconds. */
const restMs = 7 * 24 * 60 * 60 * 1000

const folderForm = /^[\da-f]{2}$/

interface Entry {
  bytes: number
  /** When it was looked at last, or when it was not to be had, in epoch milliseconds. */
  at: number
}

/**
 * Posters on disk: `posters/<aa>/<sha>.bin` by the hash of their path, which is the same at every host; `<sha>.none` where an address
 * gave none. The files are all there is: their times tell which were not looked at for longest. Whatever cannot be read or written is as if it was not there.
 */
export class PosterCache {
  readonly #folder: string
  readonly #now: () => number
  #index: Promise<Map<string, Entry>> | null = null

  /** @param folder the folder of the posters, made with the first of them; @param now epoch milliseconds */
  constructor(folder: string, now: () => number) {
    this.#folder = folder
    this.#now = now
  }

  /** A poster by its path; null where none is kept. It counts as looked at now. */
  async read(posterPath: string): Promise<{ type: PosterType; bytes: Uint8Array<ArrayBuffer> } | null> {
    const name = fileName(posterPath, 'bin')
    const index = await this.#known()
    const entry = index.get(name)
    if (!entry) return null
    const file = readSmallFile(this.#place(name), maxPosterBytes)
    const head = file.kind === 'read' ? imageHead(file.bytes) : null
    if (file.kind !== 'read' || !head) {
      await this.#remove(index, name)
      return null
    }
    entry.at = this.#now()
    const at = new Date(entry.at)
    await utimes(this.#place(name), at, at).catch(() => {})
    return { type: head.type, bytes: new Uint8Array(file.bytes) }
  }

  /** Keeps a poster; those not looked at for longest make room. */
  async write(posterPath: string, bytes: Uint8Array, maxBytes: number): Promise<void> {
    await this.#put(fileName(posterPath, 'bin'), bytes)
    await this.#makeRoom(maxBytes)
  }

  /** Whether an address gave no poster within the last seven days. */
  async isRefused(address: string): Promise<boolean> {
    const entry = (await this.#known()).get(fileName(address, 'none'))
    return entry !== undefined && this.#now() - entry.at < restMs
  }

  /** Notes that an address gave no poster. */
  refuse(address: string): Promise<void> {
    return this.#put(fileName(address, 'none'), new Uint8Array())
  }

  /** Posters that are kept, and their bytes. */
  async size(): Promise<{ posters: number; bytes: number }> {
    const kept = [...(await this.#known())].filter(([name]) => name.endsWith('.bin'))
    return { posters: kept.length, bytes: kept.reduce((sum, [, { bytes }]) => sum + bytes, 0) }
  }

  /** Removes every poster and every note; what else lies in the folder stays. */
  async clear(): Promise<void> {
    const index = await this.#known()
    for (const name of [...index.keys()]) await this.#remove(index, name)
  }

  #place(name: string): string {
    return path.join(this.#folder, name.slice(0, 2), name)
  }

  #known(): Promise<Map<string, Entry>> {
    this.#index ??= this.#look()
    return this.#index
  }

  async #look(): Promise<Map<string, Entry>> {
    const index = new Map<string, Entry>()
    for (const inner of await namesIn(this.#folder)) {
      if (!folderForm.test(inner)) continue
      for (const name of await namesIn(path.join(this.#folder, inner))) {
        if (!isPosterFile(name) || !name.startsWith(inner)) continue
        const stats = await stat(this.#place(name)).catch(() => null)
        if (!stats) continue
        index.set(name, { bytes: stats.size, at: stats.mtimeMs })
        if (name.endsWith('.none') && this.#now() - stats.mtimeMs >= restMs) await this.#remove(index, name)
      }
    }
    return index
  }

  async #put(name: string, bytes: Uint8Array): Promise<void> {
    const index = await this.#known()
    const place = this.#place(name)
    try {
      for (const folder of [this.#folder, path.dirname(place)]) {
        makeFolder(folder)
        if (!isFolder(folder)) return
      }
      await replaceFile(place, bytes)
      const at = new Date(this.#now())
      await utimes(place, at, at)
    } catch {
      // A full or read-only disk: it is fetched again another time.
      return
    }
    index.set(name, { bytes: bytes.byteLength, at: this.#now() })
  }

  async #makeRoom(maxBytes: number): Promise<void> {
    const index = await this.#known()
    let total = (await this.size()).bytes
    if (total <= maxBytes) return
    const oldestFirst = [...index].filter(([name]) => name.endsWith('.bin')).sort(([, a], [, b]) => a.at - b.at)
    for (const [name, { bytes }] of oldestFirst) {
      if (total <= maxBytes) return
      await this.#remove(index, name)
      total -= bytes
    }
  }

  async #remove(index: Map<string, Entry>, name: string): Promise<void> {
    index.delete(name)
    await rm(this.#place(name), { force: true }).catch(() => {})
  }
}

function fileName(key: string, ending: 'bin' | 'none'): string {
  return `${createHash('sha256').update(key).digest('hex')}.${ending}`
}

/** Names in a folder; none where there is no folder, or a link in its place. */
async function namesIn(folder: string): Promise<string[]> {
  return isFolder(folder) ? readdir(folder).catch(() => []) : []
}

function isFolder(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
}
