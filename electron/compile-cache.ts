import module from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * Keeps what is compiled from sources beside the packages: stripping types and compiling are half of a short command's time.
 * Each thread has to ask for it itself, before it imports the rest. Does nothing in a bundle.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
export function keepCompiled(): void {
  if (!import.meta.url.endsWith('.ts')) return
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
}

/** Writes what a thread has compiled by now: one that is ended from outside has no other chance. */
export function writeCompiled(): void {
  if (import.meta.url.endsWith('.ts')) module.flushCompileCache()
}
