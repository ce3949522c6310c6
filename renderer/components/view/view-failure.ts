import type { ChannelInput } from '../../../shared/contract/index.ts'

/** What the log is told of a view that could not be drawn, each part cut to what the contract takes. */
export function failureReport(view: string, error: unknown, componentStack: string): ChannelInput<'app.viewFailed'> {
  const thrown = error instanceof Error ? error : null
  return {
    view: view.slice(0, 200),
    // The innermost comes first: `at Plot (app://explorer/assets/shell.js:1:2)`.
    component: (/^\s*at (\S+)/m.exec(componentStack)?.[1] ?? '').slice(0, 200),
    message: (thrown ? `${thrown.name}: ${thrown.message}` : String(error)).slice(0, 1_000),
    stack: (thrown?.stack ?? '').slice(0, 4_000),
  }
}

/** Whether any of what a view is drawn from is another than before. */
export function isOther(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length !== now.length || before.some((value, index) => !Object.is(value, now[index]))
}
