import module from 'node:module'
import { fileURLToPath } from 'node:url'

// What is compiled from sources is kept beside the packages: stripping types and compiling are half of a short command's time.
// Plain JavaScript, and named by `--import` in the scripts of package.json, so that no type is stripped before: the stripper
// alone takes 45 ms to load, in every thread. https://nodejs.org/api/module.html#module-compile-cache

/** A bundle is one file and holds no types. */
const isBundled = !import.meta.url.endsWith('/compile-cache.mjs')

if (!isBundled) {
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
}

/** Writes what a thread has compiled by now: one that is ended from outside has no other chance. */
export function writeCompiled() {
  if (!isBundled) module.flushCompileCache()
}
