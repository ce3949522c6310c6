import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config as configureZod } from 'zod'
import { App } from './app.tsx'
import { boot } from './boot.ts'

// zod would otherwise probe `new Function`, which the content policy forbids and reports.
configureZod({ jitless: true })

const root = document.getElementById('root')
if (root) {
  const { queryClient, route } = await boot()
  createRoot(root).render(
    <StrictMode>
      <App queryClient={queryClient} startAt={route} />
    </StrictMode>,
  )
}
