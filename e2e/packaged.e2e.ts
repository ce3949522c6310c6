import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { packagedProgram } from '../scripts/package/program.ts'
import { expect, test } from './fixtures.ts'
import { startPackaged } from './support/packaged-program.ts'

const resources =
  process.platform === 'darwin'
    ? path.resolve(packagedProgram(), '../../Resources')
    : path.join(path.dirname(packagedProgram()), 'resources')

function loggedErrors(dataDir: string): string[] {
  const logs = path.join(dataDir, 'logs')
  const lines = readdirSync(logs).flatMap((file) => readFileSync(path.join(logs, file), 'utf8').split('\n'))
  return lines.filter((line) => line !== '' && (JSON.parse(line) as { level: number }).level >= 50)
}

test('the packaged program starts on an empty folder, loads the catalogue and shows it', async ({ api, dataDir }) => {
  const app = await startPackaged(dataDir)
  try {
    const { page } = app
    await expect(page).toHaveURL(/^app:/)
    await page.getByRole('button', { name: 'Sync from YTS' }).click()
    await expect
      .poll(async () => {
        const status = await page.evaluate(() => window.yts?.invoke['warehouse.status'](undefined))
        return status?.ok ? status.value.films : status?.error
      })
      .toBe(api.catalogue.size)
    await expect(page.getByRole('contentinfo')).toContainText(`${api.catalogue.size} films`)
    expect(existsSync(path.join(dataDir, 'warehouse.sqlite'))).toBe(true)
  } finally {
    await app.close()
  }
})

test('the bundled sample catalogue loads with no network', async ({ dataDir }) => {
  const app = await startPackaged(dataDir)
  try {
    await app.page.getByRole('button', { name: 'Try the sample catalogue' }).click()
    await expect(app.page.getByText('Sample data')).toBeVisible()
    await expect(app.page.getByRole('contentinfo')).toContainText(/\d films/)
    // A thread that cannot start from inside the archive is worked around, and told only here.
    expect(loggedErrors(dataDir)).toEqual([])
  } finally {
    await app.close()
  }
})

test('the fuses of the packaged program are closed', async () => {
  const fuses = await getCurrentFuseWire(packagedProgram())
  const closed = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ]
  const open = [
    FuseV1Options.OnlyLoadAppFromAsar,
    // Chromium checks the archive's integrity on macOS and Windows; on Linux the fuse is set and nothing reads it.
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.EnableCookieEncryption,
  ]
  for (const fuse of closed) expect(fuses[fuse], FuseV1Options[fuse]).toBe(FuseState.DISABLE)
  for (const fuse of open) expect(fuses[fuse], FuseV1Options[fuse]).toBe(FuseState.ENABLE)
})

test('the archive holds the app and one native module, no sources and no tools', async () => {
  const files = listPackage(path.join(resources, 'app.asar'), { isPack: false }).map((file) =>
    file.replaceAll('\\', '/'),
  )
  expect(files).toContain('/dist/main/main.js')
  expect(files).toContain('/dist/sample/main.js')
  const modules = new Set(files.map((file) => /^\/node_modules\/([^/]+)/.exec(file)?.[1]).filter(Boolean))
  expect([...modules]).toEqual(['better-sqlite3'])
  expect(files.filter((file) => file.endsWith('.ts') || file.endsWith('.map'))).toEqual([])
  expect(existsSync(path.join(resources, 'app'))).toBe(false)
  const addon = `${process.platform}-${process.arch}.node`
  expect(existsSync(path.join(resources, 'app.asar.unpacked/node_modules/better-sqlite3/prebuilds', addon))).toBe(true)
})
