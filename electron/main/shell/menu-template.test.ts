import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { commands } from '../../../shared/commands.ts'
import { menuCommands } from '../../../shared/ipc/events.ts'
import { menuTemplate } from './menu-template.ts'

describe('the menu', () => {
  const noSteps = { undo: false, redo: false, clear: false }
  const items = (
    platform: NodeJS.Platform,
    syncing = false,
    paused = false,
    filter = noSteps,
  ): MenuItemConstructorOptions[] => {
    const flat = (list: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
      list.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
    return flat(
      menuTemplate(
        platform,
        { syncing, paused, filter },
        () => {},
        () => {},
      ),
    )
  }

  it.each(['linux', 'win32', 'darwin'] as const)('has every command once, with its shortcut, on %s', (platform) => {
    for (const command of menuCommands) {
      const found = items(platform).filter((item) => item.id === command)
      expect(found, command).toHaveLength(1)
      const { shortcut, heardBy } = commands[command]
      expect(found[0]?.accelerator ?? '').toBe(platform === 'darwin' && heardBy === 'page' ? '' : shortcut)
    }
  })

  it('has no two items on one key, and keeps reload away from Ctrl+R', () => {
    const keys = items('linux').flatMap((item) => (item.accelerator ? [String(item.accelerator)] : []))
    expect(new Set(keys).size).toBe(keys.length)
    expect(items('linux').some((item) => item.role === 'reload' || item.role === 'forceReload')).toBe(false)
    expect(items('linux').find((item) => item.accelerator === 'CmdOrCtrl+R')?.id).toBe('sync.start')
  })

  it('disables what makes no sense now, and says why', () => {
    const idle = items('linux')
    expect(idle.find((item) => item.id === 'sync.cancel')).toMatchObject({
      enabled: false,
      label: 'Cancel Load (no load is running)',
    })
    expect(idle.find((item) => item.id === 'sync.start')).toMatchObject({ enabled: true, label: 'Sync' })
    const paused = items('linux', true, true)
    expect(paused.find((item) => item.id === 'sync.start')).toMatchObject({
      enabled: false,
      label: 'Sync (a load is running)',
    })
    expect(paused.find((item) => item.id === 'sync.pauseOrResume')).toMatchObject({
      enabled: true,
      label: 'Resume Load',
    })
  })

  it('greys dry runs and the check of the warehouse while a load runs', () => {
    const shown = (syncing: boolean) =>
      ['sync.dryRun', 'sync.dryRunFull', 'data.verify'].map((id) => {
        const found = items('linux', syncing).find((item) => item.id === id)
        return [found?.enabled, found?.label]
      })
    const labels = ['Dry Run: What Is New', 'Dry Run: The Whole Catalogue', 'Verify the Warehouse']
    expect(shown(false)).toEqual(labels.map((label) => [true, label]))
    expect(shown(true)).toEqual(labels.map((label) => [false, `${label} (a load is running)`]))
  })

  it('greys what the filter’s history does not have', () => {
    const shown = (filter: typeof noSteps) =>
      items('linux', false, false, filter)
        .filter((item) => item.id?.startsWith('filter.'))
        .map(({ id, enabled, label }) => [id, enabled, label])
    expect(shown(noSteps)).toEqual([
      ['filter.undo', false, 'Undo Change (nothing to undo)'],
      ['filter.redo', false, 'Redo Change (nothing to redo)'],
      ['filter.clear', false, 'Clear Filters (no filter is active)'],
    ])
    expect(shown({ undo: true, redo: false, clear: true })).toEqual([
      ['filter.undo', true, 'Undo Change'],
      ['filter.redo', false, 'Redo Change (nothing to redo)'],
      ['filter.clear', true, 'Clear Filters'],
    ])
  })

  it('runs its command', () => {
    const run = vi.fn()
    const [file] = menuTemplate('linux', { syncing: false, paused: false, filter: noSteps }, run, () => {})
    const settings = Array.isArray(file?.submenu) ? file.submenu.find(({ label }) => label === 'Settings…') : undefined
    settings?.click?.({} as never, undefined, {} as never)
    expect(run).toHaveBeenCalledWith('go.settings')
  })

  // A role copies by itself: the page is then refused the clipboard, since main saw nobody ask for it.
  it.each(['linux', 'win32', 'darwin'] as const)('copies by a choice that main hears of, on %s', (platform) => {
    const copy = vi.fn()
    const menu = menuTemplate(platform, { syncing: false, paused: false, filter: noSteps }, () => {}, copy)
    const edit = menu.find(({ label }) => label === '&Edit')?.submenu
    const item = Array.isArray(edit) ? edit.find(({ label }) => label === 'Copy') : undefined
    expect(item).toMatchObject({ accelerator: 'CmdOrCtrl+C', registerAccelerator: false })
    item?.click?.({} as never, undefined, {} as never)
    expect(copy).toHaveBeenCalledOnce()
    expect(items(platform).some(({ role }) => role === 'copy')).toBe(false)
  })
})
