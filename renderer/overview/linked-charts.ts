import { useMemo } from 'react'
import type { Overview } from '../../shared/contract/explore.ts'
import type { LinkedChart } from '../charts/linked.ts'
import { useFilter } from '../filter/store.ts'
import type { CountMode } from './count-mode.ts'
import { genreChart } from './genre-chart.ts'
import { heatChart } from './heat-chart.ts'
import { languageChart } from './language-chart.ts'
import { rangeChart, unfinishedAt } from './range-chart.ts'
import { spreadChart } from './spread-chart.ts'

export const chartTitles = {
  genres: 'Films by genre',
  years: 'Films by released year',
  ratings: 'Films by rating',
  runtimes: 'Films by runtime',
  uploads: 'Films by upload month',
  languages: 'Films by language',
  spread: 'Mean rating by year',
  heat: 'Genre by decade',
} as const
export type ChartId = keyof typeof chartTitles

/**
 * The eight charts of the overview, each made anew only when its own numbers or its own clause changed.
 *
 * @param publishedAt when the numbers were published, in epoch milliseconds; null = not known yet
 */
export function useLinkedCharts(
  overview: Overview | null,
  mode: CountMode,
  publishedAt: number | null,
): Record<ChartId, LinkedChart | null> {
  const filter = useFilter()
  const unfinished = unfinishedAt(publishedAt)
  const { genres, years, ratings, runtimes, uploads, languages, ratingByYear, heat, figures } = overview ?? {}
  const genre = useMemo(() => (genres ? genreChart(genres, filter.genres, mode) : null), [genres, filter.genres, mode])
  const unknownYear = figures?.unknownYear ?? 0
  const year = useMemo(
    () =>
      years
        ? rangeChart({
            id: 'years',
            title: chartTitles.years,
            field: 'year',
            kind: 'columns',
            buckets: years,
            clause: filter.year,
            unknown: unknownYear,
            unknownText: 'without a year',
            unfinished: unfinished.year,
          })
        : null,
    [years, filter.year, unknownYear, unfinished.year],
  )
  const unrated = figures ? figures.films - figures.ratedFilms : 0
  const rating = useMemo(
    () =>
      ratings
        ? rangeChart({
            id: 'ratings',
            title: chartTitles.ratings,
            field: 'rating',
            kind: 'columns',
            buckets: ratings,
            clause: filter.rating,
            unknown: unrated,
            unknownText: 'without a rating',
          })
        : null,
    [ratings, filter.rating, unrated],
  )
  const unknownRuntime = figures?.unknownRuntime ?? 0
  const runtime = useMemo(
    () =>
      runtimes
        ? rangeChart({
            id: 'runtimes',
            title: chartTitles.runtimes,
            field: 'runtime',
            kind: 'columns',
            buckets: runtimes,
            clause: filter.runtime,
            unknown: unknownRuntime,
            unknownText: 'without a runtime',
          })
        : null,
    [runtimes, filter.runtime, unknownRuntime],
  )
  const unknownUploaded = figures?.unknownUploaded ?? 0
  const upload = useMemo(
    () =>
      uploads
        ? rangeChart({
            id: 'uploads',
            title: chartTitles.uploads,
            field: 'uploaded',
            kind: 'area',
            buckets: uploads,
            clause: filter.uploaded,
            unknown: unknownUploaded,
            unknownText: 'without an upload date',
            unfinished: unfinished.month,
          })
        : null,
    [uploads, filter.uploaded, unknownUploaded, unfinished.month],
  )
  const language = useMemo(
    () => (languages ? languageChart(languages, filter.languages) : null),
    [languages, filter.languages],
  )
  const spread = useMemo(
    () => (ratingByYear && years ? spreadChart(ratingByYear, years, filter.year) : null),
    [ratingByYear, years, filter.year],
  )
  const grid = useMemo(
    () => (heat && genres ? heatChart(heat, genres, { genres: filter.genres, year: filter.year }, mode) : null),
    [heat, genres, filter.genres, filter.year, mode],
  )
  return {
    genres: genre,
    years: year,
    ratings: rating,
    runtimes: runtime,
    uploads: upload,
    languages: language,
    spread,
    heat: grid,
  }
}
