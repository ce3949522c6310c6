/** Words that made-up titles are put together from: plain, accented, and in scripts without spaces between words. */
export const adjectives =
  `Amber Ancient Autumn Bitter Blazing Blind Bright Broken Burning Careless Clever Cold Crimson Curious Dancing Dark Distant
Divided Dusty Eager Eastern Electric Élan Empty Endless Faded Fallen Fearless Final First Forgotten Fragile Frozen Gentle Gilded Golden Hidden
Hollow Honest Infinite Invisible Iron Jagged Last Laughing Lonely Long Lost Lucky Midnight Modern Naïve Northern Odd Pale Paper Patient Perfect
Private Quiet Rapid Reckless Restless Rising Sacred Scarlet Second Secret Shattered Silent Silver Simple Sleeping Slow Small Southern Stolen Strange
Stubborn Sudden Sweet Tender Tiny True Twisted Unlikely Unseen Velvet Violent Wandering Western Wicked Wild Winter Young Öde Ünlü 静かな 青い 빛나는`.split(
    /\s+/,
  )

export const nouns =
  `Affair Alley Anchor Angel Archive Arrow Avenue Bargain Battle Bay Beacon Bird Blade Bloom Border Bridge Brother Café Canyon Captain
Castle Chapter Circle City Clock Cloud Coast Code Colony Comet Compass Corner Crossing Crown Dance Daughter Dawn Debt Desert Detective Diary Dream Driver
Echo Edge Empire Engine Escape Evening Eye Falcon Father Fever Field Fire Forest Fortune Frontier Galaxy Game Garden Gate Ghost Giant Gift Girl Glass
Guest Harbour Heart Hero Highway Hill Horizon Hotel Hour House Hunter Island Journey Judge Key King Kitchen Lake Lantern Letter Light Line Lion Machine
Map Market Mask Memory Message Mirror Mission Moon Morning Mother Mountain Music Night Ocean Odyssey Orchard Palace Passage Path Pilot Planet Player
Promise Queen Rain Return Ritual River Road Room Rose Scholar Sea Season Shadow Ship Shore Sister Sky Snow Soldier Song Spring Star Station Storm Story
Stranger Street Summer Sun Tale Thief Tide Tower Town Train Traveller Tree Trial Valley Village Voice Voyage Wall War Watch Water Wave Whisper Wind
Window Winter Witness Wolf Woman World Wound Year 東京物語 夜想曲 冬の旅 바다 기억 红楼 长城`.split(/\s+/)

export const places =
  `Aleppo Alma Antwerp Aurora Babel Basel Bergen Boston Bristol Cairo Calcutta Carthage Cádiz Como Córdoba Corinth Cork Delphi Dover
Dresden Eden Eldorado Essex Florence Galway Geneva Ghent Glasgow Granada Havana Helsinki Istanbul Jaipur Java Kiel Kraków Kyoto Leeds Lima Lisbon Lyon
Málaga Madras Malmö Manila Marrakesh Memphis Milan Montréal Naples Nice Odessa Oslo Oxford Paris Petra Porto Prague Quito Reims Riga Rome Sahara Salem
San-José São-Paulo Seoul Siena Sofia Sparta Tangier Texas Tokyo Troy Tunis Turin Utrecht Venice Verona Vienna Warsaw York Zagreb Zanzibar Zürich`.split(
    /\s+/,
  )

/** The genres of the service, common ones first, because the generator prefers low ids. */
export const genreNames = [
  'Drama',
  'Comedy',
  'Action',
  'Thriller',
  'Romance',
  'Horror',
  'Crime',
  'Adventure',
  'Mystery',
  'Sci-Fi',
  'Fantasy',
  'Family',
  'Documentary',
  'Biography',
  'Animation',
  'History',
  'War',
  'Music',
  'Sport',
  'Western',
  'Musical',
  'Film-Noir',
  'News',
  'Reality-TV',
  'Talk-Show',
  'Game-Show',
  'Other',
] as const

/** Code and name; the first is by far the most frequent. */
export const languages = [
  ['en', 'English'],
  ['ja', 'Japanese'],
  ['fr', 'French'],
  ['it', 'Italian'],
  ['de', 'German'],
  ['es', 'Spanish'],
  ['zh', 'Chinese'],
  ['hi', 'Hindi'],
  ['ko', 'Korean'],
  ['ru', 'Russian'],
  ['yue', 'Cantonese'],
  ['sv', 'Swedish'],
  ['da', 'Danish'],
  ['pl', 'Polish'],
  ['pt', 'Portuguese'],
  ['th', 'Thai'],
  ['nl', 'Dutch'],
  ['fi', 'Finnish'],
  ['tr', 'Turkish'],
  ['no', 'Norwegian'],
  ['id', 'Indonesian'],
  ['fa', 'Persian'],
  ['he', 'Hebrew'],
  ['el', 'Greek'],
  ['cs', 'Czech'],
  ['hu', 'Hungarian'],
  ['ro', 'Romanian'],
  ['uk', 'Ukrainian'],
  ['ar', 'Arabic'],
  ['ta', 'Tamil'],
  ['te', 'Telugu'],
  ['ml', 'Malayalam'],
] as const

/** MPA ratings with the percent of films that have them, about as in the real catalogue: two thirds have none. */
export const mpaRatings = [
  ['R', 19],
  ['PG-13', 9],
  ['PG', 4],
  ['G', 1],
  ['NC-17', 1],
] as const
