/** A page gets the part of the route after its own name: `/runs/12` → `12`. */
export interface PageProps {
  param: string | null
}
