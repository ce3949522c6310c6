/** The words of the invented films, and how often each value occurs (counted over a real catalogue of 25,962 films). */

/** Share of films that carry a genre; with `given`, the share among films that have that other genre already. */
export interface GenreShare {
  readonly name: string
  readonly share: number
  readonly given?: { readonly genre: string; readonly share: number }
  /** How far the genre moves a film's rating. */
  readonly ratingShift: number
}

const COUNTED = 25_962

const genre = (name: string, films: number, ratingShift: number, given?: GenreShare['given']): GenreShare => ({
  name,
  share: films / COUNTED,
  ratingShift,
  ...(given ? { given } : {}),
})

/** A genre that depends on another comes after it. */
export const GENRES: readonly GenreShare[] = [
  genre('Documentary', 1807, 0.9),
  genre('Horror', 4288, -1.2, { genre: 'Documentary', share: 0.01 }),
  genre('Animation', 1216, 0.3, { genre: 'Documentary', share: 0.005 }),
  genre('Drama', 13187, 0.3, { genre: 'Documentary', share: 0.08 }),
  genre('Action', 15543, -0.1),
  genre('Comedy', 7875, 0, { genre: 'Horror', share: 0.16 }),
  genre('Thriller', 7044, -0.3, { genre: 'Horror', share: 0.55 }),
  genre('Romance', 4646, 0.2, { genre: 'Drama', share: 0.26 }),
  genre('Crime', 4150, 0.1, { genre: 'Thriller', share: 0.3 }),
  genre('Adventure', 3516, 0, { genre: 'Animation', share: 0.45 }),
  genre('Mystery', 2755, -0.1, { genre: 'Thriller', share: 0.25 }),
  genre('Sci-Fi', 2555, -0.4, { genre: 'Horror', share: 0.2 }),
  genre('Fantasy', 2507, 0, { genre: 'Adventure', share: 0.3 }),
  genre('Family', 2263, 0, { genre: 'Animation', share: 0.7 }),
  genre('Biography', 1363, 0.8, { genre: 'Documentary', share: 0.25 }),
  genre('History', 1210, 0.7, { genre: 'Biography', share: 0.2 }),
  genre('War', 1092, 0.6, { genre: 'History', share: 0.25 }),
  genre('Music', 902, 0.5, { genre: 'Documentary', share: 0.12 }),
  genre('Sport', 726, 0.3, { genre: 'Biography', share: 0.1 }),
  genre('Western', 644, 0.2),
  genre('Musical', 639, 0.2, { genre: 'Music', share: 0.3 }),
  genre('Film-Noir', 202, 0.9),
  genre('News', 48, 0.8),
  genre('Reality-TV', 11, 0.1),
  genre('Talk-Show', 6, 1),
  genre('Game-Show', 2, 0),
]

/** Language codes as the API sends them: `''` and `xx` mean unknown, `cn` is its code for Cantonese. */
// biome-ignore format: a table of pairs reads better in rows
export const LANGUAGES: readonly (readonly [string, number])[] = [
  ['en', 20606], ['ja', 943], ['fr', 822], ['it', 402], ['de', 380], ['es', 376], ['zh', 351], ['hi', 322], ['cn', 308],
  ['ko', 285], ['ru', 142], ['pl', 118], ['sv', 112], ['da', 96], ['pt', 88], ['no', 74], ['fi', 58], ['nl', 52],
  ['cs', 50], ['te', 45], ['th', 40], ['vi', 38], ['fa', 35], ['ar', 34], ['tr', 30], ['ta', 28], ['', 17], ['ur', 16],
  ['ro', 15], ['ml', 14], ['hu', 13], ['tl', 11], ['is', 10], ['el', 10], ['id', 9], ['he', 9], ['ms', 7], ['sr', 6],
  ['bn', 5], ['kn', 5], ['xx', 4], ['ka', 3], ['pa', 3], ['ca', 3], ['uk', 3], ['bg', 2], ['hr', 2], ['et', 2],
  ['lv', 2], ['lt', 2], ['sk', 2], ['mk', 1], ['sw', 1], ['bo', 1], ['mn', 1], ['ga', 1], ['km', 1], ['af', 1],
]

/** Certificates, with the truncated forms that really arrive. */
// biome-ignore format: a table of pairs reads better in rows
export const CERTIFICATES: readonly (readonly [string, number])[] = [
  ['', 17483], ['R', 4892], ['PG-13', 2360], ['PG', 1136], ['NC-17', 23],
  ['PG-13 on a', 31], ['PG - 13', 29], ['R on appea', 4], ['PG- 13', 3], ['PG on appe', 1],
]

export const ADJECTIVES = (
  'Silent Crimson Last Hidden Broken Golden Distant Burning Frozen Wandering Hollow Electric Paper Midnight Velvet ' +
  'Restless Forgotten Northern Borrowed Luminous Bitter Gentle Second Invisible Tin Reluctant Amber Quiet Stolen ' +
  'Glass Ordinary Weightless Copper Unwritten Patient Scarlet Drifting Ninth Salted Clockwork'
).split(' ')

export const NOUNS = (
  'Harbour Lantern Orchard Clockmaker Tide Ballroom Cartographer Sparrow Winter Engine Kingdom Letter Garden Comet ' +
  'Lighthouse Ferry Machine Piano Detective Valley Carousel Archive Mountain Anthem Mirror Beekeeper Satellite Bridge ' +
  'Voyage Island Theorem Circus Parade Signal Cathedral Fugitive Recipe Library Volcano Astronaut Postman Horizon ' +
  'Labyrinth Apprentice Rehearsal Telescope Vineyard Wolf Umbrella Inheritance'
).split(' ')

export const PLACES = (
  'Marrow Bay|Düsterwald|Ostrava Road|Saint-Élan|the Upper Fens|Ísafold|Côte Grise|Port Amaranth|Żuraw|Calle Sueño|' +
  'Lake Orrin|the Seventh District|Høyvik|Tarn Hollow|Kestrel Point|Mount Ghyll|New Carthage|Bellweather'
).split('|')

export const NAMES = (
  'Ada Tobias Inês Magnus Zoë Rafael Noor Håkon Céleste Dmitri Wanjiru Ivo Lucía Søren Amélie Kenji Priya Odalys ' +
  'Bram Yusuf Mirela Øystein Jiřina Tomás'
).split(' ')

/** Words by script, for films whose title is not in English. */
export const NATIVE: Readonly<Record<string, readonly string[]>> = {
  ja: ['静かな', '港', '夜明け', '月の', '庭', '時計', 'ガラスの', '約束', '最後の', '列車', '手紙', 'ひかり'],
  zh: ['沉默', '港口', '黎明', '月亮', '花园', '钟表', '玻璃', '约定', '最后的', '列车', '信', '山河'],
  cn: ['夜城', '飛龍', '江湖', '風雲', '歲月', '街頭', '情人', '無聲', '茶樓', '霓虹'],
  ko: ['조용한', '항구', '새벽', '달의', '정원', '약속', '마지막', '기차', '편지', '유리'],
  ru: ['Тихая', 'гавань', 'рассвет', 'луна', 'сад', 'обещание', 'последний', 'поезд', 'письмо', 'зеркало'],
  fr: ['L’été', 'dernière', 'forêt', 'à', 'Noël', 'garçon', 'où', 'lumière', 'frère', 'déjà', 'rêve', 'cœur'],
  de: ['Der', 'müde', 'Schlüssel', 'Straße', 'für', 'Brüder', 'Über', 'Nächte', 'Mädchen', 'Öl', 'Größe'],
  es: ['El', 'niño', 'mañana', 'corazón', 'ángel', 'sueño', 'último', 'jardín', '¿Dónde', 'está?', 'canción'],
  it: ['La', 'città', 'perché', 'più', 'libertà', 'è', 'stanza', 'così', 'notte', 'felicità'],
  pl: ['Żółty', 'księżyc', 'miłość', 'łódź', 'ślad', 'źródło', 'noc', 'dzień'],
  hi: ['सपनों', 'का', 'शहर', 'आख़िरी', 'रात', 'प्रेम', 'चाँद', 'कहानी'],
  ar: ['ليلة', 'القمر', 'مدينة', 'الحلم', 'رسالة', 'البحر', 'الأخيرة'],
  fa: ['شب', 'باغ', 'آخرین', 'نامه', 'رویا', 'دریا'],
  he: ['לילה', 'גן', 'המכתב', 'האחרון', 'ירח', 'חלום'],
  th: ['คืน', 'สุดท้าย', 'ดวงจันทร์', 'ความฝัน', 'จดหมาย'],
}

export const OPENINGS: readonly string[] = [
  'After a storm cuts off {place}, {name} must decide whom to trust',
  '{name}, a retired {noun} restorer, is asked to solve one last puzzle',
  'Two strangers share a train compartment to {place} and a secret older than both',
  'When the {adjective} {noun} disappears, a small town begins to remember what it buried',
  'In {place}, {name} and {name2} run a failing theatre that nobody leaves unchanged',
  'A {adjective} summer in {place} turns into a reckoning for three sisters',
  'The true-to-nobody story of how {name} built a {noun} out of spare parts',
  'Hired to guard a {adjective} {noun}, {name} starts to hear it answer',
]

export const MIDDLES: readonly string[] = [
  'What begins as a favour becomes a chase across {place}',
  'Old letters, a missing {noun} and an unpaid debt pull them further in',
  'Meanwhile {name2} keeps a ledger of every lie told that winter',
  'Nobody in {place} admits to having seen the {adjective} {noun}',
  'With one night left, friends & rivals alike pick a side',
  'The deeper they dig, the less the official account holds',
  'A visit to {place} brings {name2} an unexpected ally and a very old map',
  'By the time the {adjective} {noun} is found, three versions of the story are already in print',
]

export const ENDINGS: readonly string[] = [
  'and the morning train will not wait',
  '"You never asked," says {name2}, and everything changes',
  'but some doors open only from the other side',
  'until the {noun} finally stops',
  'and what they find there can’t be returned',
]
