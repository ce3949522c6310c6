import { Component, type ErrorInfo, type ReactNode } from 'react'
import { call } from '../../api.ts'
import { ErrorState } from './states.tsx'
import { failureReport, isOther } from './view-failure.ts'

interface ViewBoundaryProps {
  /** What the log calls the view. */
  view: string
  /** What the person reads in its place. */
  title: string
  /** What the view is drawn from: once one of these is another, it is drawn again. */
  drawnFrom: readonly unknown[]
  /** Called before it is drawn again, then or later. */
  onReset?: () => void
  children: ReactNode
}

interface Failure {
  error: unknown
  failed: boolean
}

/** Keeps a view that cannot be drawn from taking what is around it along: it is logged, and drawn again with the next data. */
export class ViewBoundary extends Component<ViewBoundaryProps, Failure> {
  override state: Failure = { error: null, failed: false }

  static getDerivedStateFromError(error: unknown): Failure {
    return { error, failed: true }
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    // Without a core to tell it to there is no log either.
    call('app.viewFailed', failureReport(this.props.view, error, componentStack ?? '')).catch(() => undefined)
  }

  override componentDidUpdate(before: ViewBoundaryProps): void {
    if (this.state.failed && isOther(before.drawnFrom, this.props.drawnFrom)) this.#reset()
  }

  override componentWillUnmount(): void {
    // Whoever comes back to the view must not find what could not be drawn.
    if (this.state.failed) this.props.onReset?.()
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return <ErrorState title={this.props.title} error={this.state.error} onRetry={() => this.#reset()} />
  }

  #reset(): void {
    this.props.onReset?.()
    this.setState({ error: null, failed: false })
  }
}
