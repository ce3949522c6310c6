import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { colours } from '../charts/further/looks.ts'
import { cellLegend } from '../sync/sync-view.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
type Triple = readonly [number, number, number]

/** A token's colour in a theme, as linear light from 0 to 1. */
function linear(token: string, theme: 'light' | 'dark'): Triple {
  const [, light, dark] = new RegExp(`${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? []
  const hex = Number.parseInt(((theme === 'light' ? light : dark) ?? '').slice(1), 16)
  const channel = (shift: number) => {
    const value = ((hex >> shift) & 255) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(16), channel(8), channel(0)]
}

const apply = (matrix: readonly Triple[], [a, b, c]: Triple): Triple => {
  const [x = 0, y = 0, z = 0] = matrix.map(([p, q, r]) => p * a + q * b + r * c)
  return [x, y, z]
}

/** CIE Lab of linear sRGB, white D65. */
function lab(rgb: Triple): Triple {
  const clipped = rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple
  const [x, y, z] = apply(
    [
      [0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505],
      [0.2126, 0.7152, 0.0722],
      [0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089],
    ],
    clipped,
  ).map((value) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)) as unknown as Triple
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

/** How colours look to an eye without one kind of cone: Machado, Oliveira and Fernandes (2009), severity 1. */
const eyes: Readonly<Record<string, readonly Triple[]>> = {
  ordinary: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** A difference in Lab that nobody overlooks between two small squares; about 2 is just visible. */
const clearlyApart = 15

describe.each(['light', 'dark'] as const)('the colours of the page map, %s', (theme) => {
  it.each(Object.entries(eyes))('are apart for %s eyes', (_, matrix) => {
    const seen = cellLegend.map(({ label, color }) => {
      const token = /--[\w-]+/.exec(color)?.[0] ?? ''
      return { label, lab: lab(apply(matrix, linear(token, theme))) }
    })
    const close = seen.flatMap((a, index) =>
      seen
        .slice(index + 1)
        .map((b) => ({ pair: `${a.label} and ${b.label}`, by: Math.round(distance(a.lab, b.lab)) }))
        .filter(({ by }) => by < clearlyApart),
    )
    expect(close).toEqual([])
  })
})

/** Contrast of two colours as WCAG counts it. */
function contrast(a: Triple, b: Triple): number {
  const light = ([red, green, blue]: Triple) => 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
  const [dark = 1, bright = 1] = [light(a), light(b)].sort((one, other) => one - other)
  return bright / dark
}

describe.each(['light', 'dark'] as const)('the colours of categories, %s', (theme) => {
  const tokens = Array.from({ length: colours }, (_, at) => `--category-${at}`)

  it.each(Object.entries(eyes))('are apart for %s eyes', (_, matrix) => {
    const seen = tokens.map((token) => ({ token, lab: lab(apply(matrix, linear(token, theme))) }))
    const close = seen.flatMap((a, index) =>
      seen
        .slice(index + 1)
        .filter((b) => distance(a.lab, b.lab) < clearlyApart)
        .map((b) => `${a.token} and ${b.token}`),
    )
    expect(close).toEqual([])
  })

  it('stand out from the ground', () => {
    const faint = tokens.filter((token) => contrast(linear(token, theme), linear('--bg', theme)) < 3)
    expect(faint).toEqual([])
  })
})
