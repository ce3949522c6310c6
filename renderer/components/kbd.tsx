const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')
const macSigns: Record<string, string> = { Mod: '⌘', CmdOrCtrl: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' }

/** Keys as this system writes them: `Mod+Shift+Z` (or Electron's `CmdOrCtrl`) → `Ctrl+Shift+Z`, `⌘⇧Z` on a Mac. */
export function keysText(keys: string, mac = isMac): string {
  const parts = keys
    .split('+')
    .map((key) => (mac ? (macSigns[key] ?? key) : key === 'Mod' || key === 'CmdOrCtrl' ? 'Ctrl' : key))
  return parts.join(mac ? '' : '+')
}

/** A key or a combination, such as `Mod+K`. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className="kbd">{keysText(keys)}</kbd>
}
