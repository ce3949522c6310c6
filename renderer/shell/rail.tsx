import { Clapperboard } from 'lucide-react'
import { commands } from '../../shared/commands.ts'
import { keysText } from '../components/index.ts'
import { pages } from '../pages.ts'
import { pageOf } from '../state/route.ts'

/** The sections of the app. In a narrow window only the icons stay, with the names as tooltips. */
export function Rail({ path }: { path: string }) {
  const current = pageOf(path)
  return (
    <nav className="rail" aria-label="Sections">
      <div className="rail-brand">
        <Clapperboard aria-hidden className="icon" />
        <span className="rail-label">YTS Explorer</span>
      </div>
      <ul className="rail-list">
        {pages
          .filter(({ offRail }) => !offRail)
          .map((page) => {
            const Icon = page.icon
            return (
              <li key={page.id} className={page.id === 'settings' ? 'rail-last' : undefined}>
                <a
                  className="rail-link"
                  href={`#/${page.id}`}
                  aria-current={page.id === current ? 'page' : undefined}
                  title={`${page.label} (${keysText(commands[page.command].shortcut)})`}
                >
                  <Icon aria-hidden className="icon" />
                  <span className="rail-label">{page.label}</span>
                </a>
              </li>
            )
          })}
      </ul>
    </nav>
  )
}
