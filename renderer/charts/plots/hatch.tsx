import { useId } from 'react'
import { type Bar, pathOf } from './bar-path.ts'

/** Hatching over marks of few films; nothing where there are none. */
export function Hatch({ bars }: { bars: readonly Bar[] }) {
  const id = useId()
  if (bars.length === 0) return null
  return (
    <>
      <defs>
        <pattern id={id} width={4} height={4} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="hatch-line" d="M0 0v4" />
        </pattern>
      </defs>
      <path d={pathOf(bars)} fill={`url(#${id})`} />
    </>
  )
}
