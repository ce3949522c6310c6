import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'))

it('every underline stands below the underscores of names such as dim_genre, which it would hide', () => {
  const rules = sheets.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/([^{}]*)\{([^{}]*)\}/g)]
      .filter(([, , body = '']) => /text-decoration(-line)?:\s*[^;]*underline/.test(body))
      .map(([, selector = '', body = '']) => ({ where: `${relative('.', file)}: ${selector.trim()}`, body })),
  )
  expect(rules.length).toBeGreaterThan(3)
  const hiding = rules.filter(({ body }) => !body.includes('text-underline-offset: var(--underline-offset)'))
  expect(hiding.map(({ where }) => where)).toEqual([])
})
