/** What a rule does: `repair` changes a value, `unknown` gives it up, `refuse` sends the whole row to quarantine. */
type RuleKind = 'repair' | 'unknown' | 'refuse'

export interface CleaningRule {
  name: string
  title: string
  description: string
  kind: RuleKind
}

/**
 * Every way in which silver may differ from what was received. A row carries the names of the rules that touched it
 * (`silver_movie.rules`), a run their counts (`run_rule`). Quirks and their frequency: docs/data-model.md.
 */
const rules = {
  row_not_object: ['refuse', 'Not a film', 'The entry is not an object, so there is nothing to store.'],
  id_invalid: [
    'refuse',
    'Unusable id',
    'The id is missing, not a whole number, not positive, or larger than a number can hold exactly.',
  ],
  title_missing: ['refuse', 'No title at all', 'Title, English title, long title and slug are all missing.'],
  row_too_large: [
    'refuse',
    'Entry larger than any film',
    'The entry has over 256 Ki characters or 10,000 values, which no genuine film has.',
  ],
  field_too_long: ['refuse', 'Field over 64 KiB', 'A text field is larger than 64 KiB, which no genuine film is.'],
  too_many_genres: ['refuse', 'Over 100 genres', 'The film names more than 100 genres, which no genuine film does.'],
  number_from_text: ['repair', 'Number sent as text', 'A number arrived in quotes and was read as a number.'],
  number_unreadable: [
    'unknown',
    'Unreadable number',
    'A value that must be a number is something else; it counts as unknown.',
  ],
  text_from_number: [
    'repair',
    'Text sent as a number',
    'A text arrived as a number or a truth value and was written out.',
  ],
  text_unreadable: [
    'unknown',
    'Unreadable text',
    'A value that must be text is a list or an object; it counts as unknown.',
  ],
  text_entities: [
    'repair',
    'HTML entities decoded',
    'Entities such as &amp; and &#39; were turned into the characters they stand for, however often they had been escaped.',
  ],
  text_controls: [
    'repair',
    'Control characters removed',
    'Invisible control characters, NUL among them, were removed; from codes and genres any invisible character.',
  ],
  text_surrogates: [
    'repair',
    'Broken characters replaced',
    'Halves of characters were replaced by the replacement character.',
  ],
  text_not_utf8: [
    'unknown',
    'Bytes that are no text',
    'A text holds the replacement character: bytes that are no UTF-8 stood there, or the source had lost them before.',
  ],
  text_normalised: [
    'repair',
    'Unicode normalised',
    'Text was brought to Unicode form NFC, so that equal texts compare equal.',
  ],
  text_trimmed: [
    'repair',
    'Spaces trimmed',
    'Spaces around a text, or line breaks inside a one-line text, were removed.',
  ],
  torrent_text_removed: [
    'repair',
    'Download reference removed',
    'A magnet or ed2k link, torrent file or info hash inside a text, however written, was removed; it stays in bronze only.',
  ],
  url_refused: [
    'unknown',
    'Address refused',
    'A page or image address is not a plain http(s) address, or is a download; it counts as unknown.',
  ],
  title_fallback: [
    'repair',
    'Title taken from elsewhere',
    'The title was missing; the English or long title or the slug took its place.',
  ],
  slug_derived: ['repair', 'Slug derived', 'The slug was missing and was made from the title and the year.'],
  imdb_repaired: ['repair', 'IMDb code repaired', 'The IMDb code lacked its tt, or was in capitals.'],
  imdb_invalid: [
    'unknown',
    'IMDb code invalid',
    'The IMDb code is not tt and seven to ten digits; it counts as unknown.',
  ],
  year_zero: ['unknown', 'Year 0 means unknown', 'The source writes 0 where it does not know the released year.'],
  year_out_of_range: [
    'unknown',
    'Year out of range',
    'The released year is not a whole number from 1870 to 2100; it counts as unknown.',
  ],
  rating_zero: ['unknown', 'Rating 0 means unknown', 'The source writes 0 while a film has no votes yet.'],
  rating_rounded: ['repair', 'Rating rounded', 'The rating had more than one decimal and was rounded to one.'],
  rating_out_of_range: ['unknown', 'Rating out of range', 'The rating is not from 0 to 10; it counts as unknown.'],
  runtime_zero: ['unknown', 'Runtime 0 means unknown', 'The source writes 0 where it does not know the runtime.'],
  runtime_rounded: ['repair', 'Runtime rounded', 'The runtime was not a whole number of minutes and was rounded.'],
  runtime_out_of_range: [
    'unknown',
    'Runtime out of range',
    'The runtime is negative or above 6,000 minutes; it counts as unknown.',
  ],
  language_missing: [
    'unknown',
    'Empty language means unknown',
    'The language is empty, or xx or und, which stand for no language.',
  ],
  language_cantonese: [
    'repair',
    'cn means Cantonese',
    'The source writes cn, which is no language code, for Cantonese (yue).',
  ],
  language_from_word: [
    'repair',
    'Language as a word',
    'The language arrived as its English name and was turned into its code.',
  ],
  language_recoded: [
    'repair',
    'Language code repaired',
    'Capitals, a region, a code of three letters, a country or an outdated code were turned into the plain code.',
  ],
  language_unrecognised: [
    'unknown',
    'Language not recognised',
    'The language is neither a code nor a known name; it counts as unknown.',
  ],
  mpa_repaired: [
    'repair',
    'MPA rating repaired',
    'A cut-off or oddly written rating such as "PG-13 on a", "PG - 13" or "tvma" was repaired.',
  ],
  mpa_unrecognised: [
    'unknown',
    'No MPA rating',
    'What stands there ("Not Rated", another country’s rating) is none of the ratings of the MPA or of American television; it counts as unknown.',
  ],
  genres_missing: ['repair', 'No genre means other', 'The film came without genres and was filed under "other".'],
  genre_respelled: ['repair', 'Genre spelling unified', 'A genre in another spelling or case was given the usual one.'],
  genre_split: [
    'repair',
    'Genres parted',
    'Several genres in one entry, parted by slashes, bars or the like, were told apart.',
  ],
  genre_repeated: ['repair', 'Repeated genre dropped', 'A genre named twice for one film counts once.'],
  genre_unreadable: [
    'repair',
    'Unreadable genre dropped',
    'A genre that is empty, not text, or longer than 64 characters was dropped.',
  ],
  genres_from_text: [
    'repair',
    'Genres sent as text',
    'The genres arrived as one text and were split at commas, slashes and bars.',
  ],
  date_from_torrent: [
    'repair',
    'Upload date from the first torrent',
    'The film has no upload date of its own; its first torrent has.',
  ],
  date_unix_from_text: [
    'repair',
    'Upload second from the date',
    'The upload moment was missing and was read from the date, by its own offset or else taken as UTC.',
  ],
  date_from_unix: [
    'repair',
    'Upload date from the second',
    'The upload date was missing or unreadable and was made from the upload moment, in UTC.',
  ],
  date_disagreement: [
    'repair',
    'Upload date and second disagree',
    'Date and moment are more than 26 hours apart, more than time zones explain; the moment was believed.',
  ],
  date_out_of_range: [
    'unknown',
    'Upload date out of range',
    'The upload date is before 1990 or after 2100; it counts as unknown.',
  ],
  date_unknown: [
    'unknown',
    'No upload date anywhere',
    'Neither the film nor its first torrent has a usable upload date.',
  ],
} as const satisfies Record<string, readonly [kind: RuleKind, title: string, description: string]>

export type RuleName = keyof typeof rules

/** The cleaning rules in the order in which the app lists them. */
export const cleaningRules: readonly (CleaningRule & { name: RuleName })[] = (
  Object.entries(rules) as [RuleName, (typeof rules)[RuleName]][]
).map(([name, [kind, title, description]]) => ({ name, title, description, kind }))
