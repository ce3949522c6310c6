// The default app of a stock Electron, in brief: opens the app whose folder (or main file) is named on the command line.
// A module that awaits the app, because Electron holds back `ready` until its main module has been evaluated: what an
// app must do before that (privileged schemes, command line switches) would come too late on a slow machine otherwise.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

// A test tool may put `-r <file>` before the app: that pair is its preload, neither of them the app.
const given = process.argv.slice(1)
const preloads = []
let target
for (let index = 0; index < given.length && target === undefined; index += 1) {
  if (given[index] === '-r' || given[index] === '--require') {
    index += 1
    preloads.push(path.resolve(given[index]))
  } else if (!given[index].startsWith('-')) {
    target = path.resolve(given[index])
  }
}

if (target === undefined || !existsSync(target)) {
  console.error(`No app to open: ${target ?? 'name its folder on the command line'}`)
  process.exit(1)
}

const require = createRequire(import.meta.url)
for (const preload of preloads) require(preload)

let main = target
if (statSync(target).isDirectory()) {
  const about = JSON.parse(readFileSync(path.join(target, 'package.json'), 'utf8'))
  app.setAppPath(target)
  app.setName(about.productName ?? about.name ?? 'Electron')
  if (about.version) app.setVersion(about.version)
  main = path.join(target, about.main ?? 'index.js')
}

try {
  await import(pathToFileURL(main).href)
} catch (error) {
  console.error(error)
  process.exit(1)
}
