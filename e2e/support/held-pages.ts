import type { SampleApi } from '../../electron/sample/server.ts'

/**
 * Keeps every answer of the source back until the returned function is called, so that a load stays under way for as long as a test
 * looks at it, however slow the machine is.
 *
 * @param answered so many requests of the source's whole life are answered first
 */
export function holdPages(api: SampleApi, answered = 0): () => void {
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  api.service.onRequest = () => (api.log.length >= answered ? gate : undefined)
  return () => {
    api.service.onRequest = undefined
    open()
  }
}
