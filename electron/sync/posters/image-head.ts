/** Kinds of images that are taken for posters. Never SVG: it is a document. */
export type PosterType = 'image/jpeg' | 'image/png' | 'image/webp'

export interface ImageHead {
  type: PosterType
  width: number
  height: number
}

/** Longest side of an image that is taken: unpacked in the page it may have this many pixels squared. */
const maxSide = 4_096

/**
 * What an image is by its own first bytes, whatever it was said to be.
 *
 * @returns null for anything but a JPEG, PNG or still WebP of 1 to 4,096 pixels a side
 */
export function imageHead(bytes: Uint8Array): ImageHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = jpeg(view) ?? png(view) ?? webp(view)
  if (!head) return null
  const { width, height } = head
  return width >= 1 && height >= 1 && width <= maxSide && height <= maxSide ? head : null
}

/** Markers that stand alone, without a length. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
/** Starts of a frame: all of C0 to CF but tables, arithmetic conditioning and the reserved one. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2: segments up to the start of the frame, which has the size. */
function jpeg(view: DataView): ImageHead | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at += 1
    else if (isBare(marker)) at += 2
    else if (isFrame(marker))
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    // The picture, or its end, before anything told its size.
    else if (marker === 0xda || marker === 0xd9) return null
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return null
}

/** https://www.w3.org/TR/png-3/#11IHDR */
function png(view: DataView): ImageHead | null {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return null
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

const isAnimated = 0x02

/** https://developers.google.com/speed/webp/docs/riff_container */
function webp(view: DataView): ImageHead | null {
  if (view.byteLength < 30 || view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return null
  const of = (width: number, height: number): ImageHead => ({ type: 'image/webp', width, height })
  switch (view.getUint32(12)) {
    case 0x56503820: // VP8, lossy
      if (view.getUint8(23) !== 0x9d || view.getUint16(24) !== 0x012a) return null
      return of(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
    case 0x5650384c: {
      // VP8L, lossless: twice fourteen bits
      if (view.getUint8(20) !== 0x2f) return null
      const bits = view.getUint32(21, true)
      return of((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    case 0x56503858: // VP8X, extended: three bytes a side
      if (view.getUint8(20) & isAnimated) return null
      return of((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1)
    default:
      return null
  }
}
