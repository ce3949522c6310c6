import { Component, type ReactNode } from 'react'
import { ErrorState } from '../components/index.ts'

/** Keeps a chart that cannot be drawn from taking the page with it: the failure shows in its place, with a way to try again. */
export class ChartBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return (
      <ErrorState
        title="This chart could not be drawn"
        error={this.state.error}
        onRetry={() => this.setState({ error: null })}
      />
    )
  }
}
