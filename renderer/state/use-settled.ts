import { useEffect, useState } from 'react'

/** A value that has stood still for `ms` milliseconds: what was typed, once it is worth asking for. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
