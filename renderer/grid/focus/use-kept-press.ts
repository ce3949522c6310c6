import { useEffect, useRef } from 'react'
import { type FocusedPlace, PressKeeper } from './press-keeper.ts'

/** Keeps presses on rows that are still being read; `act` is called after the row was drawn. */
export function useKeptPress<Row>(place: FocusedPlace<Row>): PressKeeper<Row> {
  const ref = useRef<PressKeeper<Row> | null>(null)
  ref.current ??= new PressKeeper(place)
  const keeper = ref.current
  keeper.show(place)
  useEffect(() => keeper.settle())
  return keeper
}
