import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { chromiumTarget } from './scripts/build/entries.ts'

// The renderer. Its content security policy allows no inline script or style, so nothing may be inlined here.
export default defineConfig({
  root: path.resolve(import.meta.dirname, 'renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: path.resolve(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    target: chromiumTarget,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    // One window, loaded from disk: a large chunk costs no network.
    chunkSizeWarningLimit: 4000,
  },
  server: { host: '127.0.0.1', strictPort: false },
})
