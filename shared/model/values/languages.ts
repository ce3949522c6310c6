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
const outdatedCodes = 'iw he|in id|ji yi|jw jv|mo ro|cmn zh'

/** Codes of ISO 639-2, both kinds (`fra` and `fre`), by the two letters that are used instead. */
const threeLetters =
  'aar aa|abk ab|ave ae|afr af|aka ak|amh am|arg an|ara ar|asm as|ava av|aym ay|aze az|bak ba|bel be|bul bg|bih bh|' +
  'bis bi|bam bm|ben bn|bod bo|bre br|bos bs|cat ca|che ce|cha ch|cos co|cre cr|ces cs|chu cu|chv cv|cym cy|dan da|' +
  'deu de|div dv|dzo dz|ewe ee|ell el|eng en|epo eo|spa es|est et|eus eu|fas fa|ful ff|fin fi|fij fj|fao fo|fra fr|' +
  'fry fy|gle ga|gla gd|glg gl|grn gn|guj gu|glv gv|hau ha|heb he|hin hi|hmo ho|hrv hr|hat ht|hun hu|hye hy|her hz|' +
  'ina ia|ind id|ile ie|ibo ig|iii ii|ipk ik|ido io|isl is|ita it|iku iu|jpn ja|jav jv|kat ka|kon kg|kik ki|kua kj|' +
  'kaz kk|kal kl|khm km|kan kn|kor ko|kau kr|kas ks|kur ku|kom kv|cor kw|kir ky|lat la|ltz lb|lug lg|lim li|lin ln|' +
  'lao lo|lit lt|lub lu|lav lv|mlg mg|mah mh|mri mi|mkd mk|mal ml|mon mn|mar mr|msa ms|mlt mt|mya my|nau na|nob nb|' +
  'nde nd|nep ne|ndo ng|nld nl|nno nn|nor no|nbl nr|nav nv|nya ny|oci oc|oji oj|orm om|ori or|oss os|pan pa|pli pi|' +
  'pol pl|pus ps|por pt|que qu|roh rm|run rn|ron ro|rus ru|kin rw|san sa|srd sc|snd sd|sme se|sag sg|hbs sh|sin si|' +
  'slk sk|slv sl|smo sm|sna sn|som so|sqi sq|srp sr|ssw ss|sot st|sun su|swe sv|swa sw|tam ta|tel te|tgk tg|tha th|' +
  'tir ti|tuk tk|tgl tl|tsn tn|ton to|tur tr|tso ts|tat tt|twi tw|tah ty|uig ug|ukr uk|urd ur|uzb uz|ven ve|vie vi|' +
  'vol vo|wln wa|wol wo|xho xh|yid yi|yor yo|zha za|zho zh|zul zu|alb sq|arm hy|baq eu|bur my|cze cs|chi zh|dut nl|' +
  'fre fr|geo ka|ger de|gre el|ice is|mac mk|mao mi|may ms|per fa|rum ro|slo sk|tib bo|wel cy|scr hr|scc sr|mol ro'

/** Countries sent as a language, where the code is no language's and the country has one that films are in. */
const countries =
  'jp ja|cz cs|dk da|gr el|ua uk|us en|gb en|au en|nz en|at de|il he|ir fa|vn vi|rs sr|mx es|pe es|cl es|al sq|by be|' +
  'kz kk|ge ka|np ne|bd bn|kh km|mm my|eg ar|iq ar|sy ar|jo ar|ph tl|pk ur|hk yue'

/** The language that a code means which is not the one used here. */
export const languagesByOtherCode: ReadonlyMap<string, string> = new Map(
  [outdatedCodes, threeLetters, countries]
    .flatMap((codes) => codes.split('|'))
    .map((entry) => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)]),
)

/** The name a language is shown by; a code that the table lacks stands for itself. */
export function languageName(code: string): string {
  return languageNames.get(code) ?? code
}
