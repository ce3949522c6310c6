/**
 * English names of languages by code (ISO 639-1, and the three-letter codes that catalogues use). A table of our own,
 * because `Intl.DisplayNames` differs with the ICU version: gold must be the same on every machine.
 */
const table =
  'aa Afar|ab Abkhazian|ae Avestan|af Afrikaans|ak Akan|am Amharic|an Aragonese|ar Arabic|as Assamese|av Avaric|ay Aymara|' +
  'az Azerbaijani|ba Bashkir|be Belarusian|bg Bulgarian|bh Bihari|bi Bislama|bm Bambara|bn Bengali|bo Tibetan|br Breton|' +
  'bs Bosnian|ca Catalan|ce Chechen|ch Chamorro|co Corsican|cr Cree|cs Czech|cu Church Slavic|cv Chuvash|cy Welsh|da Danish|' +
  'de German|dv Divehi|dz Dzongkha|ee Ewe|el Greek|en English|eo Esperanto|es Spanish|et Estonian|eu Basque|fa Persian|' +
  'ff Fulah|fi Finnish|fj Fijian|fo Faroese|fr French|fy Western Frisian|ga Irish|gd Scottish Gaelic|gl Galician|gn Guarani|' +
  'gu Gujarati|gv Manx|ha Hausa|he Hebrew|hi Hindi|ho Hiri Motu|hr Croatian|ht Haitian Creole|hu Hungarian|hy Armenian|' +
  'hz Herero|ia Interlingua|id Indonesian|ie Interlingue|ig Igbo|ii Sichuan Yi|ik Inupiaq|io Ido|is Icelandic|it Italian|' +
  'iu Inuktitut|ja Japanese|jv Javanese|ka Georgian|kg Kongo|ki Kikuyu|kj Kuanyama|kk Kazakh|kl Greenlandic|km Khmer|' +
  'kn Kannada|ko Korean|kr Kanuri|ks Kashmiri|ku Kurdish|kv Komi|kw Cornish|ky Kyrgyz|la Latin|lb Luxembourgish|lg Ganda|' +
  'li Limburgish|ln Lingala|lo Lao|lt Lithuanian|lu Luba-Katanga|lv Latvian|mg Malagasy|mh Marshallese|mi Maori|' +
  'mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese|my Burmese|na Nauru|nb Norwegian Bokmål|' +
  'nd North Ndebele|ne Nepali|ng Ndonga|nl Dutch|nn Norwegian Nynorsk|no Norwegian|nr South Ndebele|nv Navajo|ny Chichewa|' +
  'oc Occitan|oj Ojibwa|om Oromo|or Odia|os Ossetian|pa Punjabi|pi Pali|pl Polish|ps Pashto|pt Portuguese|qu Quechua|' +
  'rm Romansh|rn Rundi|ro Romanian|ru Russian|rw Kinyarwanda|sa Sanskrit|sc Sardinian|sd Sindhi|se Northern Sami|sg Sango|' +
  'sh Serbo-Croatian|si Sinhala|sk Slovak|sl Slovenian|sm Samoan|sn Shona|so Somali|sq Albanian|sr Serbian|ss Swati|' +
  'st Southern Sotho|su Sundanese|sv Swedish|sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya|tk Turkmen|' +
  'tl Tagalog|tn Tswana|to Tongan|tr Turkish|ts Tsonga|tt Tatar|tw Twi|ty Tahitian|ug Uyghur|uk Ukrainian|ur Urdu|' +
  'uz Uzbek|ve Venda|vi Vietnamese|vo Volapük|wa Walloon|wo Wolof|xh Xhosa|yi Yiddish|yo Yoruba|za Zhuang|zh Chinese|' +
  'zu Zulu|ase American Sign Language|bho Bhojpuri|ceb Cebuano|chr Cherokee|ckb Central Kurdish|cmn Mandarin|fil Filipino|' +
  'gsw Swiss German|haw Hawaiian|hmn Hmong|kok Konkani|mai Maithili|mni Manipuri|nan Min Nan|sgn Sign Languages|' +
  'sms Skolt Sami|tlh Klingon|wuu Wu Chinese|yue Cantonese'

export const languageNames: ReadonlyMap<string, string> = new Map(
  table.split('|').map((entry) => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)]),
)

/** Names that the source used besides those of the table, in lower case. */
const otherWords: readonly [word: string, code: string][] = [
  ['mandarin', 'zh'],
  ['farsi', 'fa'],
  ['flemish', 'nl'],
  ['gaelic', 'gd'],
  ['irish gaelic', 'ga'],
  ['norwegian bokmal', 'nb'],
  ['haitian', 'ht'],
  ['panjabi', 'pa'],
  ['oriya', 'or'],
  ['pushto', 'ps'],
  ['romany', 'rom'],
  ['kirghiz', 'ky'],
  ['moldavian', 'ro'],
  ['modern greek', 'el'],
  ['castilian', 'es'],
  ['brazilian portuguese', 'pt'],
  ['chinese (cantonese)', 'yue'],
  ['chinese (mandarin)', 'zh'],
  ['sign language', 'sgn'],
]

export const languageCodes: ReadonlyMap<string, string> = new Map([
  ...[...languageNames].map(([code, name]): [string, string] => [name.toLowerCase(), code]),
  ...otherWords,
])

/** Codes that were renamed, by their old name (https://www.iana.org/assignments/language-subtag-registry). */
export const outdatedCodes: ReadonlyMap<string, string> = new Map([
  ['iw', 'he'],
  ['in', 'id'],
  ['ji', 'yi'],
  ['jw', 'jv'],
  ['mo', 'ro'],
  ['cmn', 'zh'],
])

/** The name a language is shown by; a code that the table lacks stands for itself. */
export function languageName(code: string): string {
  return languageNames.get(code) ?? code
}
