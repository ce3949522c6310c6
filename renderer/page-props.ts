/** A page gets the part of the route after its own name: `/runs/12` → `12`. */
export interface PageProps {
  param: string | null
  /** What follows it: `/tables/dim_genre/3` → `3`. */
  detail: string | null
}
