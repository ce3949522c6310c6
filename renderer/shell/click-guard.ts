/** What a person can press. */
const controls =
  'button, a[href], input, select, summary, [role="button"], [role="menuitem"], [role="menuitemcheckbox"], [role="option"], [role="tab"], [role="switch"], [role="checkbox"], [role="radio"]'

/** A control, as far as a person tells one from another. */
export interface Pressed {
  /** Equal as long as it is the same control on the page. */
  control: unknown
  /** What it says. */
  name: string
}

/**
 * Decides whether a press counts. The second press of a double-click is meant for what the first one was on: a control that came under
 * the pointer in between, because a panel changed or a dialog opened, is not pressed. One that says the same may be: closing one message
 * after another.
 */
export class ClickGuard {
  #last: Pressed | null = null

  /** @param count how many presses follow on each other in this place, 1 for the first */
  allows(count: number, pressed: Pressed | null): boolean {
    const last = this.#last
    this.#last = pressed
    if (count < 2) return true
    // Beside all controls, such as behind a dialog that has just opened: a press there would close it.
    if (last === null || pressed === null) return last === pressed
    return last.control === pressed.control || last.name === pressed.name
  }
}

/** Keeps presses from controls that nobody meant, in the whole window, for as long as it is open. */
export function guardClicks(target: Window): void {
  const guard = new ClickGuard()
  // What began as a press that does not count ends as one.
  let refused = false
  target.addEventListener(
    'mousedown',
    (event) => {
      refused = !guard.allows(event.detail, pressedBy(event))
      if (refused) stop(event)
    },
    true,
  )
  target.addEventListener(
    'click',
    (event) => {
      if (refused && event.detail > 1) stop(event)
      refused = false
    },
    true,
  )
}

function pressedBy(event: MouseEvent): Pressed | null {
  const control = event.target instanceof Element ? event.target.closest(controls) : null
  if (!control) return null
  return { control, name: control.getAttribute('aria-label') ?? control.textContent ?? '' }
}

function stop(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}
