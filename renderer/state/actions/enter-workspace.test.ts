import { beforeEach, expect, it, vi } from 'vitest'

const main = vi.hoisted(() => ({
  workspace: 'catalogue' as 'catalogue' | 'sample',
  states: { catalogue: { filter: 'mine' }, sample: { filter: 'invented' } } as Record<string, Record<string, unknown>>,
  broken: false,
}))
vi.mock('../../api.ts', () => ({
  call: async () => {
    if (main.broken) throw new Error('not now')
    return { workspace: main.workspace, state: main.states[main.workspace] }
  },
}))
const { initialAppState, useAppStore } = await import('../app-store.ts')
const { enterWorkspace } = await import('./enter-workspace.ts')
const { provideUiState, restoredUi } = await import('../ui-state.ts')

beforeEach(() => {
  main.broken = false
  main.workspace = 'catalogue'
  provideUiState({ filter: 'mine' })
  useAppStore.setState(initialAppState())
})

it('knows what was kept of a catalogue before any view hears that it is open', async () => {
  const heard: unknown[] = []
  const stop = useAppStore.subscribe((state, previous) => {
    if (state.workspace !== previous.workspace) heard.push([state.workspace, restoredUi('filter')])
  })
  main.workspace = 'sample'
  // By its own answer and by main's event: entered once.
  await Promise.all([enterWorkspace('sample'), enterWorkspace('sample')])
  main.workspace = 'catalogue'
  await enterWorkspace('catalogue')
  await enterWorkspace('catalogue')
  stop()
  expect(heard).toEqual([
    ['sample', 'invented'],
    ['catalogue', 'mine'],
  ])
})

it('ends in the catalogue that main has open, however quickly it changes', async () => {
  main.workspace = 'sample'
  const there = enterWorkspace('sample')
  main.workspace = 'catalogue'
  const back = enterWorkspace('catalogue')
  await Promise.all([there, back])
  expect([useAppStore.getState().workspace, restoredUi('filter')]).toEqual(['catalogue', 'mine'])
})

it('enters without what was kept when main does not tell', async () => {
  main.workspace = 'sample'
  main.broken = true
  await enterWorkspace('sample')
  expect([useAppStore.getState().workspace, restoredUi('filter')]).toEqual(['sample', undefined])
})
