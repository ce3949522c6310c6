import { useEffect } from 'react'
import { toast } from '../components/index.ts'
import { useSetAside } from './store.ts'

/** Tells that a stored filter was set aside, once the window can show it. It stays until it is dismissed. */
export function useFilterNotice(): void {
  const isSetAside = useSetAside((state) => state.isSetAside)
  useEffect(() => {
    if (!isSetAside) return
    toast('The filter of the last session was set aside', 'error', {
      description: 'This version or this catalogue cannot read it, so all films are shown.',
    })
    useSetAside.setState({ isSetAside: false })
  }, [isSetAside])
}
