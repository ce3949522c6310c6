import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb, WritableDb } from '../file/connection.ts'
import type { Codec, FetchedPage } from '../write/load-store.ts'
import { filmRows, readBody } from './response-body.ts'

/** A stored page, decompressed and parsed. */
export interface BronzePage {
  pageId: number
  runId: number
  page: number
  fetchedAt: number
  /** `data.movies` as received; empty when the page has none. */
  movies: readonly unknown[]
}

/** Decompresses a stored body. `byteLength` is its known size, or the largest one allowed: it bounds what is unpacked. Throws on damage. */
export function decodeBody(codec: Codec, body: Uint8Array, byteLength: number): Buffer {
  const options = { maxOutputLength: Math.max(byteLength, 1) }
  if (codec === 'gzip') return gunzipSync(body, options)
  if (codec === 'deflate') return inflateSync(body, options)
  if (codec === 'br') return brotliDecompressSync(body, options)
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}

/** The films of a decompressed response; a response without any gives an empty list. Throws on text without JSON. */
export function moviesOf(body: Buffer): readonly unknown[] {
  const response = readBody(body.toString('utf8'))
  if (!response) throw new Error('no JSON in the body')
  const { json } = response
  const data = typeof json === 'object' && json !== null && 'data' in json ? json.data : null
  return filmRows(data) ?? []
}

/** A writer of pages as received; its statements are prepared once. */
export function bronzeWriter(db: WritableDb) {
  const insert = db.prepare(
    `INSERT INTO bronze_page (run_id, page, page_limit, fetched_at, http_status, codec, wire_codec, body, stored_bytes,
       byte_length, sha256, row_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return {
    /** Stores a page and gives its page_id. */
    insert(runId: number, page: FetchedPage): number {
      const body = Buffer.from(page.body.buffer, page.body.byteOffset, page.body.byteLength)
      const { lastInsertRowid } = insert.run(
        runId,
        page.page,
        page.pageLimit,
        page.fetchedAt,
        page.httpStatus,
        page.codec,
        page.wireCodec,
        body,
        body.byteLength,
        page.byteLength,
        page.sha256,
        page.rows.length,
      )
      return Number(lastInsertRowid)
    },
  }
}

interface StoredPage {
  page_id: number
  run_id: number
  page: number
  fetched_at: number
  codec: Codec
  body: Buffer
  byte_length: number
  sha256: string
}

const pageColumns = 'page_id, run_id, page, fetched_at, codec, body, byte_length, sha256'

function toBronzePage(row: StoredPage): BronzePage {
  let movies: readonly unknown[]
  try {
    movies = moviesOf(decodeBody(row.codec, row.body, row.byte_length))
  } catch (thrown) {
    const message = `Bronze page ${row.page_id} (page ${row.page} of run ${row.run_id}) cannot be read any more. A full load reads it again.`
    throw new KnownError('warehouse_corrupt', message, { pageId: row.page_id }, { cause: thrown })
  }
  return { pageId: row.page_id, runId: row.run_id, page: row.page, fetchedAt: row.fetched_at, movies }
}

/** One stored page by id, or null. Throws KnownError `warehouse_corrupt` when its body is damaged. */
export function readBronzePage(db: ReadableDb, pageId: number): BronzePage | null {
  const row = db.prepare(`SELECT ${pageColumns} FROM bronze_page WHERE page_id = ?`).get(pageId) as
    | StoredPage
    | undefined
  return row ? toBronzePage(row) : null
}

/** All stored pages after one, in the order in which they were committed, one in memory at a time; the caller may write between two. Throws as `readBronzePage`. */
export function* bronzePages(db: ReadableDb, after = 0): Generator<BronzePage> {
  const next = db.prepare(`SELECT ${pageColumns} FROM bronze_page WHERE page_id > ? ORDER BY page_id LIMIT 1`)
  for (let last = after; ; ) {
    const row = next.get(last) as StoredPage | undefined
    if (!row) return
    last = row.page_id
    yield toBronzePage(row)
  }
}

/** Page ids whose stored body no longer is what was received (SHA-256 of the decompressed bytes). */
export function damagedPages(db: ReadableDb): number[] {
  const next = db.prepare(`SELECT ${pageColumns} FROM bronze_page WHERE page_id > ? ORDER BY page_id LIMIT 1`)
  const damaged: number[] = []
  for (let last = 0; ; ) {
    const row = next.get(last) as StoredPage | undefined
    if (!row) return damaged
    last = row.page_id
    try {
      const body = decodeBody(row.codec, row.body, row.byte_length)
      if (createHash('sha256').update(body).digest('hex') !== row.sha256) damaged.push(row.page_id)
    } catch {
      damaged.push(row.page_id)
    }
  }
}
