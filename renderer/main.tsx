import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { boot } from './boot.ts'

const root = document.getElementById('root')
if (root) {
  const { queryClient, route } = await boot()
  createRoot(root).render(
    <StrictMode>
      <App queryClient={queryClient} startAt={route} />
    </StrictMode>,
  )
}
