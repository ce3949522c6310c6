// electron-builder calls this on the unpacked program, before fuses are set.
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'

/**
 * Makes a program packed around the fallback Electron run: its default app goes (an asar is the only place a packaged
 * program is loaded from), and the addon built for it takes the place of the prebuilt one. A no-op for releases.
 *
 * @param {{ appOutDir: string, packager: { getResourcesDir(dir: string): string } }} context
 */
export default async function afterPack(context) {
  const resources = context.packager.getResourcesDir(context.appOutDir)
  await rm(path.join(resources, 'app'), { recursive: true, force: true })
  const addon = process.env.YTS_SQLITE_BINDING
  if (!addon) return
  const name = `${process.platform}-${process.arch}.node`
  await cp(addon, path.join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds', name))
}
