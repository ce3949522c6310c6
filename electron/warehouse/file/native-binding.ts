/** The native addon's path where better-sqlite3's own look-up cannot find it (a packaged or foreign runtime). */
export function nativeBindingOption(): { nativeBinding?: string } {
  const nativeBinding = process.env.YTS_SQLITE_BINDING
  return nativeBinding ? { nativeBinding } : {}
}
