import { expect, it } from 'vitest'
import { currentExporter, type Exporter, offer, withdraw } from './exporter.ts'

const exporter = (what: string): Exporter => ({ what, save: async () => undefined, reason: null })

it('what is withdrawn leaves to the page what it offered before', () => {
  const [table, chart] = [exporter('Table'), exporter('Chart')]
  const nothing = currentExporter()
  expect(nothing.reason).not.toBeNull()
  offer(table)
  offer(chart)
  expect(currentExporter()).toBe(chart)
  withdraw(chart)
  expect(currentExporter()).toBe(table)
  withdraw(table)
  expect(currentExporter()).toBe(nothing)
})

it('what is used again is offered again, and withdrawn once; what was beneath can go first', () => {
  const [first, second] = [exporter('First'), exporter('Second')]
  for (const each of [first, second, first]) offer(each)
  expect(currentExporter()).toBe(first)
  withdraw(second)
  expect(currentExporter()).toBe(first)
  withdraw(first)
  expect(currentExporter().reason).not.toBeNull()
})
