import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { chromiumTarget } from './scripts/build/entries.ts'

// The renderer. Its content security policy allows no inline script or style, so nothing may be inlined here.
export default defineConfig({
  root: path.resolve(import.meta.dirname, 'renderer'),
  base: './',
  plugins: [react(), preloadFirstPage()],
  build: {
    outDir: path.resolve(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    target: chromiumTarget,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    // Each file is a request that main answers while it has other things to do: what every start needs is one file.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shell', tags: ['$initial'] }] } } },
    // One window, loaded from disk: a large chunk costs no network.
    chunkSizeWarningLimit: 4000,
  },
  server: { host: '127.0.0.1', strictPort: false },
})

/** Names the first page's code in the document, so that it is fetched and compiled beside the shell's, not after it. */
function preloadFirstPage(): Plugin {
  return {
    name: 'preload-first-page',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
        const page = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/overview-page.tsx'))
        const initial = chunks.find(({ isEntry }) => isEntry)
        if (!page || !initial) return []
        return [page.fileName, ...page.imports]
          .filter((file) => file !== initial.fileName && !initial.imports.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head' as const,
          }))
      },
    },
  }
}
