/**
 * What the search looks through holds a title without its signs too, joined and parted (`search-fold.ts`). Titles that were folded
 * before are folded again, so that the statements that are shown find what the app finds.
 */
export const version = 70
export const name = 'folded titles'

export const sql = `
UPDATE dim_movie SET title_sort = fold_title(title), title_search = search_text(title, title_english)
WHERE movie_key > 0 AND (title_sort <> fold_title(title) OR title_search IS NOT search_text(title, title_english));
`
