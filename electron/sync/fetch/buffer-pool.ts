/** A page of 50 films has about 170 KB. */
const BUFFER_BYTES = 256 * 1024
/** Kept for use again: as many as a load has bodies under way. */
const MOST = 24

const idle: ArrayBuffer[] = []
const ours = new WeakSet<ArrayBuffer>()

/**
 * Memory for bodies that is used again and again, as most bodies live for a moment: making and collecting memory anew for
 * each would cost as much as parsing it. A body taken up by `bodyBuffer` belongs to one holder, who may give it back.
 */
export function bodyBuffer(size: number): Uint8Array<ArrayBuffer> {
  if (size > BUFFER_BYTES) return new Uint8Array(size)
  const buffer = idle.pop() ?? new ArrayBuffer(BUFFER_BYTES)
  ours.add(buffer)
  return new Uint8Array(buffer, 0, size)
}

/** Whether a buffer holds one body and nothing else, though it is larger. */
export function isBodyBuffer(buffer: ArrayBufferLike): boolean {
  return buffer instanceof ArrayBuffer && ours.has(buffer)
}

/** Gives memory back that nobody reads any more; of any other buffer it takes no notice. */
export function releaseBuffer(buffer: ArrayBufferLike): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== BUFFER_BYTES) return
  if (idle.length < MOST && !idle.includes(buffer)) idle.push(buffer)
}
