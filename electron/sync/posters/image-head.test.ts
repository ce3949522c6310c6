import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jpegHead, pngOf, tinyImages } from '../testing/images.ts'
import { imageHead } from './image-head.ts'

it.each([
  ['PNG', pngOf(230, 345, [9, 9, 9]), { type: 'image/png', width: 230, height: 345 }],
  ['JPEG', jpegHead(500, 750), { type: 'image/jpeg', width: 500, height: 750 }],
  ['lossy WebP', tinyImages.webpLossy, { type: 'image/webp', width: 1, height: 1 }],
  ['lossless WebP', tinyImages.webpLossless, { type: 'image/webp', width: 1, height: 1 }],
  ['WebP with alpha', tinyImages.webpAlpha, { type: 'image/webp', width: 1, height: 1 }],
])('a %s is told by its own bytes', (_name, bytes, head) => {
  expect(imageHead(bytes)).toEqual(head)
})

it.each([
  ['nothing', Buffer.alloc(0)],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['SVG behind an XML declaration', Buffer.from('<?xml version="1.0"?><svg/>'.padEnd(200))],
  ['HTML', Buffer.from('<!doctype html><title>Moved</title>'.padEnd(200))],
  ['GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000'.padEnd(60), 'latin1')],
  ['PDF', Buffer.from('%PDF-1.7'.padEnd(60))],
  ['ICO', Buffer.from('00000100010010100000'.padEnd(120, '0'), 'hex')],
  ['a moving WebP', tinyImages.webpAnimated],
  ['a JPEG cut before its size', jpegHead(500, 750).subarray(0, 20)],
  ['a JPEG without a size', Buffer.concat([Buffer.from('ffd8ffda0008', 'hex'), Buffer.alloc(40)])],
  ['a JPEG wider than 4,096', jpegHead(4_097, 10)],
  ['a PNG higher than 4,096', pngOf(2, 4_097, [0, 0, 0])],
  ['a PNG without an area', pngOf(0, 0, [0, 0, 0])],
])('%s is no poster', (_name, bytes) => {
  expect(imageHead(bytes)).toBeNull()
})

it('any bytes at all are told or not, and nothing is thrown', () => {
  const starts = [jpegHead(9, 9), pngOf(1, 1, [0, 0, 0]), ...Object.values(tinyImages), Buffer.alloc(0)]
  const anyBytes = fc
    .tuple(fc.constantFrom(...starts), fc.nat(60), fc.uint8Array({ maxLength: 80 }))
    .map(([start, kept, rest]) => Buffer.concat([start.subarray(0, kept), rest]))
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const head = imageHead(bytes)
      if (!head) return
      expect(head.width).toBeGreaterThan(0)
      expect(Math.max(head.width, head.height)).toBeLessThanOrEqual(4_096)
    }),
    { numRuns: 2_000 },
  )
})
