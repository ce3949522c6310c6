import { Button } from '../components/index.ts'
import { openStartView, startViews } from './start-views.ts'
import './views.css'

/** The start views as buttons, for a page that shows nothing yet. */
export function StartViewButtons() {
  return (
    <ul className="start-views" aria-label="Start views">
      {startViews.map((view) => (
        <li key={view.id}>
          <Button onClick={() => void openStartView(view)}>
            <strong>{view.name}</strong>
            <small>{view.tells}</small>
          </Button>
        </li>
      ))}
    </ul>
  )
}
