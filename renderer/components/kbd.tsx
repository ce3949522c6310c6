const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')
const macSigns: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' }

/** Keys as this system writes them: `Mod+Shift+Z` → `Ctrl+Shift+Z`, or `⇧⌘Z` on a Mac. */
export function keysText(keys: string, mac = isMac): string {
  const parts = keys.split('+').map((key) => (mac ? (macSigns[key] ?? key) : key === 'Mod' ? 'Ctrl' : key))
  return parts.join(mac ? '' : '+')
}

/** A key or a combination, such as `Mod+K`. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className="kbd">{keysText(keys)}</kbd>
}
