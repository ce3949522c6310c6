-- A warehouse of schema 30 with invented films, as the program wrote it then: three loads, of which the second changed a film and the third removed one.
CREATE TABLE run (
  run_id INTEGER PRIMARY KEY AUTOINCREMENT,
  mode TEXT NOT NULL CHECK (mode IN ('incremental', 'full')),
  "trigger" TEXT NOT NULL CHECK ("trigger" IN ('manual', 'schedule', 'cli', 'resume')),
  status TEXT NOT NULL CHECK (status IN ('running', 'paused', 'complete', 'partial', 'cancelled', 'failed', 'interrupted')),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  duration_ms INTEGER,
  source_url TEXT NOT NULL,
  source_host TEXT NOT NULL,
  is_sample INTEGER NOT NULL DEFAULT 0 CHECK (is_sample IN (0, 1)),
  page_limit INTEGER NOT NULL,
  max_workers INTEGER NOT NULL,
  movie_count INTEGER,
  -- The fetch plan as JSON, written in the same transaction as the pages it counts as done.
  plan TEXT,
  unstable INTEGER NOT NULL DEFAULT 0 CHECK (unstable IN (0, 1)),
  pages_planned INTEGER NOT NULL DEFAULT 0,
  pages_done INTEGER NOT NULL DEFAULT 0,
  requests INTEGER NOT NULL DEFAULT 0,
  retries INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  fetched INTEGER NOT NULL DEFAULT 0,
  inserted INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  watermark_before_s INTEGER,
  watermark_after_s INTEGER,
  error_kind TEXT,
  error_message TEXT
) STRICT;
CREATE TABLE bronze_page (
  page_id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  page INTEGER NOT NULL,
  page_limit INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  http_status INTEGER NOT NULL,
  -- How body is stored. wire_codec is how it came; they differ only where an uncompressed answer was compressed for storage.
  codec TEXT NOT NULL CHECK (codec IN ('identity', 'gzip', 'deflate', 'br')),
  wire_codec TEXT NOT NULL CHECK (wire_codec IN ('identity', 'gzip', 'deflate', 'br')),
  stored_bytes INTEGER NOT NULL,
  -- Decompressed size; sha256 (hex) is of the decompressed bytes, so it does not depend on the codec.
  byte_length INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  -- Last, so that everything else of a row is read without walking through it.
  body BLOB NOT NULL
) STRICT;
CREATE TABLE run_page (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  page INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ok', 'failed')),
  attempts INTEGER NOT NULL,
  row_count INTEGER NOT NULL DEFAULT 0,
  page_id INTEGER REFERENCES bronze_page (page_id),
  error_kind TEXT,
  error TEXT,
  PRIMARY KEY (run_id, page)
) STRICT, WITHOUT ROWID;
CREATE TABLE seen (
  run_id INTEGER NOT NULL,
  movie_id INTEGER NOT NULL,
  stripe INTEGER NOT NULL,
  page INTEGER NOT NULL,
  PRIMARY KEY (run_id, movie_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_stage (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  stage TEXT NOT NULL,
  rows_in INTEGER NOT NULL,
  rows_out INTEGER NOT NULL,
  refused INTEGER NOT NULL DEFAULT 0,
  ms REAL NOT NULL,
  PRIMARY KEY (run_id, stage)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_rule (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  rule TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (run_id, rule)
) STRICT, WITHOUT ROWID;
CREATE TABLE schema_drift (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  field TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('new_field', 'missing_field', 'type_changed')),
  count INTEGER NOT NULL,
  sample TEXT NOT NULL,
  PRIMARY KEY (run_id, field, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE quality_result (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  check_name TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
  status TEXT NOT NULL CHECK (status IN ('passed', 'failed', 'not_evaluated', 'broken')),
  failed INTEGER NOT NULL,
  total INTEGER NOT NULL,
  ms REAL NOT NULL,
  PRIMARY KEY (run_id, check_name)
) STRICT, WITHOUT ROWID;
CREATE TABLE warehouse_state (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE silver_movie (
  movie_id INTEGER PRIMARY KEY,
  content_hash TEXT NOT NULL,
  hash_version INTEGER NOT NULL,
  -- Grows with every change; gold merges rows above the sequence it last published.
  change_seq INTEGER NOT NULL,
  page_id INTEGER NOT NULL REFERENCES bronze_page (page_id),
  position INTEGER NOT NULL,
  first_run INTEGER NOT NULL REFERENCES run (run_id),
  last_changed_run INTEGER NOT NULL REFERENCES run (run_id),
  -- Comma-separated names of the cleaning rules that touched this row.
  rules TEXT NOT NULL DEFAULT '',
  imdb_code TEXT,
  slug TEXT NOT NULL,
  url TEXT,
  title TEXT NOT NULL,
  title_english TEXT,
  title_long TEXT,
  year INTEGER,
  rating REAL,
  mpa_rating TEXT,
  runtime INTEGER,
  language TEXT,
  state TEXT,
  date_uploaded TEXT,
  date_uploaded_unix INTEGER,
  background_image TEXT,
  background_image_original TEXT,
  small_cover_image TEXT,
  medium_cover_image TEXT,
  large_cover_image TEXT,
  yt_trailer_code TEXT,
  description_full TEXT,
  summary TEXT,
  synopsis TEXT
) STRICT;
CREATE TABLE movie_presence (
  movie_id INTEGER PRIMARY KEY,
  confirmed_run INTEGER NOT NULL REFERENCES run (run_id),
  -- Complete, stable sweeps in a row that did not meet the film.
  missed_sweeps INTEGER NOT NULL DEFAULT 0,
  tombstoned_run INTEGER REFERENCES run (run_id)
) STRICT;
CREATE TABLE silver_movie_genre (
  movie_id INTEGER NOT NULL REFERENCES silver_movie (movie_id) ON DELETE CASCADE,
  genre TEXT NOT NULL,
  PRIMARY KEY (movie_id, genre)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
  quarantine_id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  page_id INTEGER NOT NULL REFERENCES bronze_page (page_id),
  position INTEGER NOT NULL,
  movie_id INTEGER,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- JSON as received, without torrents and cut at 64 KiB; the whole row is in bronze at page_id and position.
  payload TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'replayed')),
  resolved_run INTEGER REFERENCES run (run_id)
) STRICT;
CREATE TABLE movie_change (
  change_id INTEGER PRIMARY KEY AUTOINCREMENT,
  movie_id INTEGER NOT NULL REFERENCES silver_movie (movie_id),
  -- A silver column, 'genres', or 'state_of_row' (present -> removed -> present).
  field TEXT NOT NULL,
  old TEXT,
  new TEXT,
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE dim_movie (
  movie_key INTEGER PRIMARY KEY AUTOINCREMENT,
  movie_id INTEGER UNIQUE,
  slug TEXT NOT NULL,
  url TEXT,
  title TEXT NOT NULL,
  title_english TEXT,
  -- Folded for sorting and searching: lower case, no diacritics (foldTitle in search-fold.ts).
  title_sort TEXT NOT NULL,
  -- What search looks through where the English title says something else (searchText in search-fold.ts); null = title_sort.
  title_search TEXT,
  description_full TEXT,
  summary TEXT,
  synopsis TEXT,
  background_image_original TEXT,
  large_cover_image TEXT
) STRICT;
CREATE TABLE dim_date (
  date_key INTEGER PRIMARY KEY,
  date TEXT UNIQUE,
  date_iso TEXT,
  date_full TEXT NOT NULL,
  day_of_week TEXT NOT NULL,
  day_of_month INTEGER,
  day_of_year INTEGER,
  week_of_year INTEGER,
  month INTEGER,
  month_name TEXT NOT NULL,
  quarter INTEGER,
  year INTEGER,
  is_weekend INTEGER
) STRICT;
CREATE TABLE dim_language (
  language_key INTEGER PRIMARY KEY AUTOINCREMENT,
  language TEXT NOT NULL UNIQUE,
  language_name TEXT NOT NULL
) STRICT;
CREATE TABLE dim_runtime (
  runtime_key INTEGER PRIMARY KEY AUTOINCREMENT,
  runtime INTEGER UNIQUE,
  runtime_band TEXT NOT NULL
) STRICT;
CREATE TABLE dim_rating (
  rating_key INTEGER PRIMARY KEY AUTOINCREMENT,
  rating REAL UNIQUE,
  rating_band TEXT NOT NULL
) STRICT;
CREATE TABLE dim_released_year (
  year_key INTEGER PRIMARY KEY AUTOINCREMENT,
  year INTEGER UNIQUE,
  decade TEXT NOT NULL
) STRICT;
CREATE TABLE dim_genre (
  genre_id INTEGER PRIMARY KEY AUTOINCREMENT,
  genre_name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE fact_movies (
  movie_id INTEGER PRIMARY KEY,
  imdb_code TEXT,
  movie_key INTEGER NOT NULL UNIQUE REFERENCES dim_movie (movie_key),
  date_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_date (date_key),
  language_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_language (language_key),
  runtime_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_runtime (runtime_key),
  rating_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_rating (rating_key),
  year_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_released_year (year_key),
  -- Measures; null = unknown.
  rating REAL,
  runtime_minutes INTEGER,
  genre_count INTEGER NOT NULL,
  -- Bit (genre_id - 1) is set for genres 1 to 62, so that facets need no join; later genres are in the junction only.
  genre_mask INTEGER NOT NULL,
  -- The run that last changed this row.
  run_id INTEGER NOT NULL REFERENCES run (run_id)
) STRICT;
CREATE TABLE genre_junction (
  movie_id INTEGER NOT NULL REFERENCES fact_movies (movie_id) ON DELETE CASCADE,
  genre_id INTEGER NOT NULL REFERENCES dim_genre (genre_id),
  PRIMARY KEY (movie_id, genre_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bronze_page_run ON bronze_page (run_id, page);
CREATE INDEX silver_movie_change ON silver_movie (change_seq);
CREATE INDEX silver_movie_first_run ON silver_movie (first_run);
CREATE INDEX movie_presence_missed ON movie_presence (missed_sweeps) WHERE missed_sweeps > 0;
CREATE INDEX quarantine_run ON quarantine (run_id);
CREATE INDEX quarantine_movie ON quarantine (movie_id);
CREATE UNIQUE INDEX quarantine_source ON quarantine (page_id, position);
CREATE INDEX movie_change_movie ON movie_change (movie_id);
CREATE INDEX movie_change_run ON movie_change (run_id, movie_id);
CREATE INDEX genre_junction_genre ON genre_junction (genre_id, movie_id);
INSERT INTO run VALUES (1, 'full', 'manual', 'complete', 1700000100000, 1700000200000, 0, 'http://127.0.0.1:1/api/v2/list_movies.json', '127.0.0.1:1', 0, 50, 4, NULL, '{"next":1}', 0, 0, 0, 0, 0, 0, 7, 6, 0, 0, 0, 1, 0, NULL, 1450000360, NULL, NULL);
INSERT INTO run VALUES (2, 'full', 'manual', 'complete', 1700000100000, 1700000300000, 0, 'http://127.0.0.1:1/api/v2/list_movies.json', '127.0.0.1:1', 0, 50, 4, NULL, '{"next":1}', 0, 0, 0, 0, 0, 0, 5, 0, 1, 4, 0, 0, 0, 1450000360, 1450000360, NULL, NULL);
INSERT INTO run VALUES (3, 'full', 'manual', 'complete', 1700000100000, 1700000400000, 0, 'http://127.0.0.1:1/api/v2/list_movies.json', '127.0.0.1:1', 0, 50, 4, NULL, '{"next":1}', 0, 0, 0, 0, 0, 0, 5, 0, 0, 5, 1, 0, 0, 1450000360, 1450000360, NULL, NULL);
INSERT INTO sqlite_sequence VALUES ('dim_movie', 6);
INSERT INTO sqlite_sequence VALUES ('dim_language', 3);
INSERT INTO sqlite_sequence VALUES ('dim_runtime', 2);
INSERT INTO sqlite_sequence VALUES ('dim_rating', 3);
INSERT INTO sqlite_sequence VALUES ('dim_released_year', 2);
INSERT INTO sqlite_sequence VALUES ('dim_genre', 7);
INSERT INTO sqlite_sequence VALUES ('run', 3);
INSERT INTO sqlite_sequence VALUES ('bronze_page', 3);
INSERT INTO sqlite_sequence VALUES ('quarantine', 1);
INSERT INTO sqlite_sequence VALUES ('movie_change', 2);
INSERT INTO bronze_page VALUES (1, 1, 1, 50, 1700000000001, 200, 'gzip', 'gzip', 888, 5897, '94c1b9304461a2acaffa89c56a58148facdc1a56b05626e77f98033a671e9f2f', 7, X'1F8B0800000000000203E5D84D6FD3301807F0AF623D070452D2E59D114E130838F0328D890B9A223771530FBF44B60354D30E7C0E387246E28CF8348803DF02B96DD6AE6499BA268789DEEAE7E93F4EDC9F5CF70CB4C1A6D690827C070E14D86048CF80CBF79464B9AC8581D47380514E0DA4B1E740854B92899A8F8982D47716AD1AD2B767408BF948AD18A43035A6D2E9DEDE8432AE47E423E615237B8BEEF9A0BB08717D37F03C1F1CA0BC1867B92C08A4608CEFD9971D37D4303B763C25E835931FD033ACC6B2564D2923A264544FBB5A9814654B1DDDB5D7BE070E6856DB86D689CD08B6F7FA20091C50D8501B757F1439A06A61282790FAFEBE0325116AFE24E0B1C21C83034792639113387140D79C633583145E4B4EC6B298A142128DB4E4C44CA92847F6F1139D2B5A192A4536A919EBEED633212B4D7577D7CC644661CA886A9E2D1EE7059994537A6A979C6151D6B8B40522C0015EE1ACB949387C0A0E8C71FEAE54B2164546F9A2B3595CCACB8BA5C55A13D3B6B47BAB80D16955B6246652D1920ACC7688769B8CE53534C78C65B97C4FD40DA73D4F58A67152D09AEF14B78858E631AC4AB253DC3CA1B957830D690C1BA91411C67E114FE6A24956574CE282149042E0F9B1EB07AE1F22DF4BA3FB69E4C14657560BFA11523F8AE70413EFDC59D80EB6B61D74D90ED66CBFA482A0E798571ADDC1BC7A88307A2C651BF1F5CECDAEA5F296964EE8C165E8F6CD0A7A328AD7A1DBD20AFA23C94931BB2DBE276AD3F74EBA83E1740703EA0EFAD51DF4AB3BE853F7FEB5BAFDE04277B8B5EEB04B77B8A6FBCFE71FBF7F7EFFF5E9DBEFAF5F5A49975383E4041DD2DCD496D606E8F5CF774A0EBB247B573BD6397527141C389E2ACA1851B785F429FE77CBB6AB2F05C23BE10E87C31D0E883BEC1777D82FEEB04FDC0FAEC7BD7F813BDA1A77D4853B5AC37D882BA2D02B954FB12A5A74B7D797B22F153B694797697B57EDD0DEED80BBC9F66827ADD1705AA301B546FD6A8DFAD51AF5A835F6AED51A44175AE3ADB5C65D5AE38D43F473AC0D7A42949A5D71846E69583B40AFAA9D60E31BFFAA6E8ECF07B9D5797B4FCFC76FDC17073BB98E87731D0FE83AEED775DCAFEB780BD78DC8646B91499BC835884FA520E85872A994FCD0E2B0BDBE6478A9D8A930F9EF15EEB6B326C3094C061498F42B30E95760D2E7CE1A5CBBB386ABBFB05C7F255048642705E727E7E77F01D6F3628209170000');
INSERT INTO bronze_page VALUES (2, 2, 1, 50, 1700000000001, 200, 'gzip', 'gzip', 819, 4901, '82f6a02aae96917261299c0b372c7382fa37182167918eb36fc8bc3830050deb', 5, X'1F8B0800000000000203D5D74D6FD3301807F0AF123D070452D2E6B5DBC26962020E03A66DE282A6C84DDCC49B5F22DB19ABA61EF81C70E48CC419F169D00E7C0B94B669BB9265EA9A1CDA5BFD3CFD27B6FB53E25B501AE9424108E20A4C48904610DE0213D70447B128B886D0368112463484816D428E521CF1820DB184D03167AD0AC24FB74092E94821298490699DABB0DF1F11CA540FDF209653DC9F754F07AD5988E558AE6D3B600261C9308A45822104AD1DBBFC94E39A685A8E9D67D838A3E2B3F116C9A12864558A304F295159530B153CADA91BCFCB6BBF0013142DCA86DA1B1B6354CEF560E09A20912665D45E6F60822CB8260C43E838FB26A498CBE94AC091440C8109A782211E63B83041158C21398610CE04C343918C8D44606528C1B0CE084F7BE5F263154B926B2278342A286DEE56632E72455473D758475A2242B1ACD6160DE3048FD28C5C965B4E114F0B949605CCC10496A3A89A249CBC01138628BE4AA52878121136EBAC3697B074B1B54829ACEBB6B6BF0CE85DE6694D622424490947748B68ABCA985F43314469148B6B2C9F78DBD384791AC30929D85671B388791E4532C55BC54D13AAB96AA47165580B2931D7E51FF1622A1A47454E054A700221B8B613588E6B399EE1D8A1BF17FA36AC7545052737103A7E302538B027E6CCB6BBB16DB7C9B6BB62FB3DE1D838462C57C633C4F29706328E84A823BEDAB9DE35575ED3D208DDBD0FBDFCB2843EE805ABD0CBD212FA2BC17032DE15DF23B9EE7B2BDD6E77BADD0E75BBEDEA76DBD5EDB6A97BFF51DD8EBBD0ED6DACDB6BD2EDADE8FEFBF5D7DDEF9F7FBEFCB8FBFEAD96749A69438C8C1312EBA2A4B5067AF5F78D92BD26C9F6C38E554CAC110113CE334928C57257485FA2FF1FD9E5EE0B6EA0AD707BDDE1F63AC4EDB58BDB6B17B7D726EE83C771EF2F70FB1BE3F69B70FB2BB84F508EA5F141C61992498DEEFAFA5CF6BD62236DFF3E6DFBA127B4BD1B70D7D99E6EA5D5EF4EABDFA156BF5DAD7EBB5AFD16B506F6A35A5D7FA135D8586BD0A435583B441F23A58DD758CAF10347E89A869503F4B2DA083678F25B75757C3E8C4B9DBB7B7A3EFF68BD3BDCCA75D09DEBA043D741BBAE83765D071BB89E5C4C26FF0006463F2325130000');
INSERT INTO bronze_page VALUES (3, 3, 1, 50, 1700000000001, 200, 'gzip', 'gzip', 819, 4901, '82f6a02aae96917261299c0b372c7382fa37182167918eb36fc8bc3830050deb', 5, X'1F8B0800000000000203D5D74D6FD3301807F0AF123D070452D2E6B5DBC26962020E03A66DE282A6C84DDCC49B5F22DB19ABA61EF81C70E48CC419F169D00E7C0B94B669BB9265EA9A1CDA5BFD3CFD27B6FB53E25B501AE9424108E20A4C48904610DE0213D70447B128B886D0368112463484816D428E521CF1820DB184D03167AD0AC24FB74092E94821298490699DABB0DF1F11CA540FDF209653DC9F754F07AD5988E558AE6D3B600261C9308A45822104AD1DBBFC94E39A685A8E9D67D838A3E2B3F116C9A12864558A304F295159530B153CADA91BCFCB6BBF0013142DCA86DA1B1B6354CEF560E09A20912665D45E6F60822CB8260C43E838FB26A498CBE94AC091440C8109A782211E63B83041158C21398610CE04C343918C8D44606528C1B0CE084F7BE5F263154B926B2278342A286DEE56632E72455473D758475A2242B1ACD6160DE3048FD28C5C965B4E114F0B949605CCC10496A3A89A249CBC01138628BE4AA52878121136EBAC3697B074B1B54829ACEBB6B6BF0CE85DE6694D622424490947748B68ABCA985F43314469148B6B2C9F78DBD384791AC30929D85671B388791E4532C55BC54D13AAB96AA47165580B2931D7E51FF1622A1A47454E054A700221B8B613588E6B399EE1D8A1BF17FA36AC7545052737103A7E302538B027E6CCB6BBB16DB7C9B6BB62FB3DE1D838462C57C633C4F29706328E84A823BEDAB9DE35575ED3D208DDBD0FBDFCB2843EE805ABD0CBD212FA2BC17032DE15DF23B9EE7B2BDD6E77BADD0E75BBEDEA76DBD5EDB6A97BFF51DD8EBBD0ED6DACDB6BD2EDADE8FEFBF5D7DDEF9F7FBEFCB8FBFEAD96749A69438C8C1312EBA2A4B5067AF5F78D92BD26C9F6C38E554CAC110113CE334928C57257485FA2FF1FD9E5EE0B6EA0AD707BDDE1F63AC4EDB58BDB6B17B7D726EE83C771EF2F70FB1BE3F69B70FB2BB84F508EA5F141C61992498DEEFAFA5CF6BD62236DFF3E6DFBA127B4BD1B70D7D99E6EA5D5EF4EABDFA156BF5DAD7EBB5AFD16B506F6A35A5D7FA135D8586BD0A435583B441F23A58DD758CAF10347E89A869503F4B2DA083678F25B75757C3E8C4B9DBB7B7A3EFF68BD3BDCCA75D09DEBA043D741BBAE83765D071BB89E5C4C26FF0006463F2325130000');
INSERT INTO run_page VALUES (1, 1, 'ok', 1, 7, 1, NULL, NULL);
INSERT INTO run_page VALUES (2, 1, 'ok', 1, 5, 2, NULL, NULL);
INSERT INTO run_page VALUES (3, 1, 'ok', 1, 5, 3, NULL, NULL);
INSERT INTO run_stage VALUES (1, 'gold', 6, 6, 0, 4.0797469999999976);
INSERT INTO run_stage VALUES (2, 'gold', 1, 6, 0, 1.7766139999998813);
INSERT INTO run_stage VALUES (3, 'gold', 1, 5, 0, 2.1570870000000468);
INSERT INTO run_rule VALUES (1, 'date_unknown', 1);
INSERT INTO run_rule VALUES (1, 'genre_respelled', 1);
INSERT INTO run_rule VALUES (1, 'genres_missing', 1);
INSERT INTO run_rule VALUES (1, 'id_invalid', 1);
INSERT INTO run_rule VALUES (1, 'language_missing', 1);
INSERT INTO run_rule VALUES (1, 'mpa_repaired', 1);
INSERT INTO run_rule VALUES (1, 'rating_zero', 1);
INSERT INTO run_rule VALUES (1, 'runtime_zero', 1);
INSERT INTO run_rule VALUES (1, 'text_entities', 1);
INSERT INTO run_rule VALUES (1, 'year_zero', 1);
INSERT INTO run_rule VALUES (2, 'date_unknown', 1);
INSERT INTO run_rule VALUES (2, 'genre_respelled', 1);
INSERT INTO run_rule VALUES (2, 'genres_missing', 1);
INSERT INTO run_rule VALUES (2, 'language_missing', 1);
INSERT INTO run_rule VALUES (2, 'mpa_repaired', 1);
INSERT INTO run_rule VALUES (2, 'rating_zero', 1);
INSERT INTO run_rule VALUES (2, 'runtime_zero', 1);
INSERT INTO run_rule VALUES (2, 'text_entities', 1);
INSERT INTO run_rule VALUES (2, 'year_zero', 1);
INSERT INTO run_rule VALUES (3, 'date_unknown', 1);
INSERT INTO run_rule VALUES (3, 'genre_respelled', 1);
INSERT INTO run_rule VALUES (3, 'genres_missing', 1);
INSERT INTO run_rule VALUES (3, 'language_missing', 1);
INSERT INTO run_rule VALUES (3, 'mpa_repaired', 1);
INSERT INTO run_rule VALUES (3, 'rating_zero', 1);
INSERT INTO run_rule VALUES (3, 'runtime_zero', 1);
INSERT INTO run_rule VALUES (3, 'text_entities', 1);
INSERT INTO run_rule VALUES (3, 'year_zero', 1);
INSERT INTO schema_drift VALUES (1, 'background_image', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'background_image_original', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'date_uploaded', 'missing_field', 2, '');
INSERT INTO schema_drift VALUES (1, 'date_uploaded_unix', 'missing_field', 2, '');
INSERT INTO schema_drift VALUES (1, 'description_full', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'genres', 'missing_field', 2, '');
INSERT INTO schema_drift VALUES (1, 'imdb_code', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'language', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'large_cover_image', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'medium_cover_image', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'mpa_rating', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'rating', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'runtime', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'slug', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'small_cover_image', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'state', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'summary', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'synopsis', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'title_english', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'title_long', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'torrents', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'url', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'year', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (1, 'yt_trailer_code', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (2, 'date_uploaded', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (2, 'date_uploaded_unix', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (2, 'genres', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (3, 'date_uploaded', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (3, 'date_uploaded_unix', 'missing_field', 1, '');
INSERT INTO schema_drift VALUES (3, 'genres', 'missing_field', 1, '');
INSERT INTO quality_result VALUES (1, 'date_parts', 'error', 'passed', 0, 1, 0.12892099999999118);
INSERT INTO quality_result VALUES (1, 'dimension_labels', 'error', 'passed', 0, 21, 0.14764799999989009);
INSERT INTO quality_result VALUES (1, 'fact_date_key', 'error', 'passed', 0, 6, 0.041001000000051135);
INSERT INTO quality_result VALUES (1, 'fact_films_in_silver', 'error', 'passed', 0, 6, 0.089392000000088956);
INSERT INTO quality_result VALUES (1, 'fact_language_key', 'error', 'passed', 0, 6, 0.031146000000035201);
INSERT INTO quality_result VALUES (1, 'fact_movie_key', 'error', 'passed', 0, 6, 0.048411999999871114);
INSERT INTO quality_result VALUES (1, 'fact_rating_key', 'error', 'passed', 0, 6, 0.05075499999998101);
INSERT INTO quality_result VALUES (1, 'fact_run', 'error', 'passed', 0, 6, 0.030033999999886873);
INSERT INTO quality_result VALUES (1, 'fact_runtime_key', 'error', 'passed', 0, 6, 0.084045000000060099);
INSERT INTO quality_result VALUES (1, 'fact_year_key', 'error', 'passed', 0, 6, 0.031576999999970212);
INSERT INTO quality_result VALUES (1, 'genre_count_and_mask', 'error', 'passed', 0, 6, 0.085846999999830587);
INSERT INTO quality_result VALUES (1, 'genre_missing', 'warning', 'failed', 1, 6, 0.050085000000080981);
INSERT INTO quality_result VALUES (1, 'genre_single_film', 'warning', 'failed', 5, 7, 0.050995999999940977);
INSERT INTO quality_result VALUES (1, 'imdb_form', 'error', 'passed', 0, 6, 0.036094000000048254);
INSERT INTO quality_result VALUES (1, 'imdb_missing', 'warning', 'failed', 1, 6, 0.016174000000091837);
INSERT INTO quality_result VALUES (1, 'imdb_repeated', 'warning', 'passed', 0, 6, 0.07548199999996541);
INSERT INTO quality_result VALUES (1, 'junction_film', 'error', 'passed', 0, 10, 0.055391999999983455);
INSERT INTO quality_result VALUES (1, 'junction_genre', 'error', 'passed', 0, 10, 0.05304799999998977);
INSERT INTO quality_result VALUES (1, 'junction_matches_silver', 'error', 'passed', 0, 6, 0.047460000000000946);
INSERT INTO quality_result VALUES (1, 'language_unknown', 'warning', 'failed', 1, 6, 0.025928000000021712);
INSERT INTO quality_result VALUES (1, 'language_without_name', 'warning', 'passed', 0, 6, 0.025347999999894455);
INSERT INTO quality_result VALUES (1, 'measures_match_members', 'error', 'passed', 0, 6, 0.047019999999974971);
INSERT INTO quality_result VALUES (1, 'members_not_empty', 'error', 'passed', 0, 13, 0.12363299999992705);
INSERT INTO quality_result VALUES (1, 'no_failed_pages', 'error', 'passed', 0, 1, 0.063123000000132379);
INSERT INTO quality_result VALUES (1, 'quarantine_open', 'warning', 'failed', 1, 7, 0.066818999999895823);
INSERT INTO quality_result VALUES (1, 'rating_range', 'error', 'passed', 0, 6, 0.031907999999930325);
INSERT INTO quality_result VALUES (1, 'rating_unknown', 'warning', 'failed', 1, 6, 0.039367999999967651);
INSERT INTO quality_result VALUES (1, 'released_after_upload', 'warning', 'passed', 0, 6, 0.028171999999813124);
INSERT INTO quality_result VALUES (1, 'run_films_reconcile', 'error', 'passed', 0, 6, 0.09208600000010847);
INSERT INTO quality_result VALUES (1, 'run_pages_stored', 'error', 'passed', 0, 1, 0.1116549999999279);
INSERT INTO quality_result VALUES (1, 'run_rows_reconcile', 'error', 'passed', 0, 1, 0.07847700000002078);
INSERT INTO quality_result VALUES (1, 'runtime_long', 'warning', 'passed', 0, 6, 0.024937000000136322);
INSERT INTO quality_result VALUES (1, 'runtime_range', 'error', 'passed', 0, 6, 0.026077999999870372);
INSERT INTO quality_result VALUES (1, 'runtime_unknown', 'warning', 'failed', 1, 6, 0.018246999999973923);
INSERT INTO quality_result VALUES (1, 'silver_films_in_fact', 'error', 'passed', 0, 6, 0.12183100000015656);
INSERT INTO quality_result VALUES (1, 'silver_genres_present', 'error', 'passed', 0, 6, 0.05569300000001931);
INSERT INTO quality_result VALUES (1, 'source_moved_while_read', 'warning', 'passed', 0, 1, 0.074250000000120053);
INSERT INTO quality_result VALUES (1, 'unknown_members', 'error', 'passed', 0, 7, 0.10381400000005669);
INSERT INTO quality_result VALUES (1, 'upload_date_unknown', 'warning', 'failed', 1, 6, 0.020239999999830616);
INSERT INTO quality_result VALUES (1, 'year_in_future', 'warning', 'passed', 0, 6, 0.038727000000108092);
INSERT INTO quality_result VALUES (1, 'year_range', 'error', 'passed', 0, 2, 0.053670000000010987);
INSERT INTO quality_result VALUES (1, 'year_unknown', 'warning', 'failed', 1, 6, 0.01801700000009987);
INSERT INTO quality_result VALUES (2, 'date_parts', 'error', 'passed', 0, 1, 0.13668200000006436);
INSERT INTO quality_result VALUES (2, 'dimension_labels', 'error', 'passed', 0, 22, 0.11882599999989907);
INSERT INTO quality_result VALUES (2, 'fact_date_key', 'error', 'passed', 0, 6, 0.039657999999917593);
INSERT INTO quality_result VALUES (2, 'fact_films_in_silver', 'error', 'passed', 0, 6, 0.069302999999990789);
INSERT INTO quality_result VALUES (2, 'fact_language_key', 'error', 'passed', 0, 6, 0.0411709999998493);
INSERT INTO quality_result VALUES (2, 'fact_movie_key', 'error', 'passed', 0, 6, 0.045726999999942564);
INSERT INTO quality_result VALUES (2, 'fact_rating_key', 'error', 'passed', 0, 6, 0.030124999999998181);
INSERT INTO quality_result VALUES (2, 'fact_run', 'error', 'passed', 0, 6, 0.03749599999991915);
INSERT INTO quality_result VALUES (2, 'fact_runtime_key', 'error', 'passed', 0, 6, 0.032228000000031898);
INSERT INTO quality_result VALUES (2, 'fact_year_key', 'error', 'passed', 0, 6, 0.031246000000010099);
INSERT INTO quality_result VALUES (2, 'genre_count_and_mask', 'error', 'passed', 0, 6, 0.07503099999985352);
INSERT INTO quality_result VALUES (2, 'genre_missing', 'warning', 'failed', 1, 6, 0.06517600000006496);
INSERT INTO quality_result VALUES (2, 'genre_single_film', 'warning', 'failed', 5, 7, 0.059407999999848471);
INSERT INTO quality_result VALUES (2, 'imdb_form', 'error', 'passed', 0, 6, 0.035652999999911117);
INSERT INTO quality_result VALUES (2, 'imdb_missing', 'warning', 'failed', 1, 6, 0.022814000000153101);
INSERT INTO quality_result VALUES (2, 'imdb_repeated', 'warning', 'passed', 0, 6, 0.086166999999932159);
INSERT INTO quality_result VALUES (2, 'junction_film', 'error', 'passed', 0, 10, 0.047520000000076834);
INSERT INTO quality_result VALUES (2, 'junction_genre', 'error', 'passed', 0, 10, 0.049092999999857057);
INSERT INTO quality_result VALUES (2, 'junction_matches_silver', 'error', 'passed', 0, 6, 0.052057000000104381);
INSERT INTO quality_result VALUES (2, 'language_unknown', 'warning', 'failed', 1, 6, 0.028202000000192129);
INSERT INTO quality_result VALUES (2, 'language_without_name', 'warning', 'passed', 0, 6, 0.02973399999996218);
INSERT INTO quality_result VALUES (2, 'measures_match_members', 'error', 'passed', 0, 6, 0.065648000000010143);
INSERT INTO quality_result VALUES (2, 'members_not_empty', 'error', 'passed', 0, 14, 0.1062379999998484);
INSERT INTO quality_result VALUES (2, 'no_failed_pages', 'error', 'passed', 0, 2, 0.64314300000000912);
INSERT INTO quality_result VALUES (2, 'quarantine_open', 'warning', 'failed', 1, 7, 0.07695400000011432);
INSERT INTO quality_result VALUES (2, 'rating_range', 'error', 'passed', 0, 6, 0.032337999999981548);
INSERT INTO quality_result VALUES (2, 'rating_unknown', 'warning', 'failed', 1, 6, 0.017885999999862179);
INSERT INTO quality_result VALUES (2, 'released_after_upload', 'warning', 'passed', 0, 6, 0.032228000000031898);
INSERT INTO quality_result VALUES (2, 'run_films_reconcile', 'error', 'passed', 0, 5, 0.09353899999996429);
INSERT INTO quality_result VALUES (2, 'run_pages_stored', 'error', 'passed', 0, 2, 0.093299000000115484);
INSERT INTO quality_result VALUES (2, 'run_rows_reconcile', 'error', 'passed', 0, 2, 0.06669899999997142);
INSERT INTO quality_result VALUES (2, 'runtime_long', 'warning', 'passed', 0, 6, 0.025738000000046668);
INSERT INTO quality_result VALUES (2, 'runtime_range', 'error', 'passed', 0, 6, 0.039007999999967069);
INSERT INTO quality_result VALUES (2, 'runtime_unknown', 'warning', 'failed', 1, 6, 0.020831000000043787);
INSERT INTO quality_result VALUES (2, 'silver_films_in_fact', 'error', 'passed', 0, 6, 0.076404000000138694);
INSERT INTO quality_result VALUES (2, 'silver_genres_present', 'error', 'passed', 0, 6, 0.092146000000184358);
INSERT INTO quality_result VALUES (2, 'source_moved_while_read', 'warning', 'passed', 0, 2, 0.070324000000027809);
INSERT INTO quality_result VALUES (2, 'unknown_members', 'error', 'passed', 0, 7, 0.12004799999999705);
INSERT INTO quality_result VALUES (2, 'upload_date_unknown', 'warning', 'failed', 1, 6, 0.017595999999912237);
INSERT INTO quality_result VALUES (2, 'year_in_future', 'warning', 'passed', 0, 6, 0.037045000000034634);
INSERT INTO quality_result VALUES (2, 'year_range', 'error', 'passed', 0, 2, 0.053067999999939275);
INSERT INTO quality_result VALUES (2, 'year_unknown', 'warning', 'failed', 1, 6, 0.02324399999997695);
INSERT INTO quality_result VALUES (3, 'date_parts', 'error', 'passed', 0, 1, 0.11719399999992675);
INSERT INTO quality_result VALUES (3, 'dimension_labels', 'error', 'passed', 0, 22, 0.11900699999978315);
INSERT INTO quality_result VALUES (3, 'fact_date_key', 'error', 'passed', 0, 5, 0.046328000000130487);
INSERT INTO quality_result VALUES (3, 'fact_films_in_silver', 'error', 'passed', 0, 5, 0.067129000000022643);
INSERT INTO quality_result VALUES (3, 'fact_language_key', 'error', 'passed', 0, 5, 0.080149000000119486);
INSERT INTO quality_result VALUES (3, 'fact_movie_key', 'error', 'passed', 0, 5, 0.049394000000120286);
INSERT INTO quality_result VALUES (3, 'fact_rating_key', 'error', 'passed', 0, 5, 0.037825999999995474);
INSERT INTO quality_result VALUES (3, 'fact_run', 'error', 'passed', 0, 5, 0.031807000000071639);
INSERT INTO quality_result VALUES (3, 'fact_runtime_key', 'error', 'passed', 0, 5, 0.051306000000067797);
INSERT INTO quality_result VALUES (3, 'fact_year_key', 'error', 'passed', 0, 5, 0.035482999999885578);
INSERT INTO quality_result VALUES (3, 'genre_count_and_mask', 'error', 'passed', 0, 5, 0.074229999999943175);
INSERT INTO quality_result VALUES (3, 'genre_missing', 'warning', 'failed', 1, 5, 0.17717300000003888);
INSERT INTO quality_result VALUES (3, 'genre_single_film', 'warning', 'failed', 6, 7, 0.061040999999931955);
INSERT INTO quality_result VALUES (3, 'imdb_form', 'error', 'passed', 0, 5, 0.037755999999944834);
INSERT INTO quality_result VALUES (3, 'imdb_missing', 'warning', 'passed', 0, 5, 0.018187000000125408);
INSERT INTO quality_result VALUES (3, 'imdb_repeated', 'warning', 'passed', 0, 5, 0.081020000000080472);
INSERT INTO quality_result VALUES (3, 'junction_film', 'error', 'passed', 0, 8, 0.057925999999952182);
INSERT INTO quality_result VALUES (3, 'junction_genre', 'error', 'passed', 0, 8, 0.05700499999989006);
INSERT INTO quality_result VALUES (3, 'junction_matches_silver', 'error', 'passed', 0, 5, 0.052578000000039538);
INSERT INTO quality_result VALUES (3, 'language_unknown', 'warning', 'failed', 1, 5, 0.026820000000043365);
INSERT INTO quality_result VALUES (3, 'language_without_name', 'warning', 'passed', 0, 5, 0.02984399999991183);
INSERT INTO quality_result VALUES (3, 'measures_match_members', 'error', 'passed', 0, 5, 0.052408000000014);
INSERT INTO quality_result VALUES (3, 'members_not_empty', 'error', 'passed', 0, 14, 0.11071399999991627);
INSERT INTO quality_result VALUES (3, 'no_failed_pages', 'error', 'passed', 0, 3, 0.073268999999982043);
INSERT INTO quality_result VALUES (3, 'quarantine_open', 'warning', 'failed', 1, 6, 0.071807000000035259);
INSERT INTO quality_result VALUES (3, 'rating_range', 'error', 'passed', 0, 5, 0.030855999999857886);
INSERT INTO quality_result VALUES (3, 'rating_unknown', 'warning', 'failed', 1, 5, 0.024445999999898049);
INSERT INTO quality_result VALUES (3, 'released_after_upload', 'warning', 'passed', 0, 5, 0.034030000000029759);
INSERT INTO quality_result VALUES (3, 'run_films_reconcile', 'error', 'passed', 0, 5, 0.1042539999998553);
INSERT INTO quality_result VALUES (3, 'run_pages_stored', 'error', 'passed', 0, 3, 0.11012400000004163);
INSERT INTO quality_result VALUES (3, 'run_rows_reconcile', 'error', 'passed', 0, 3, 0.073548999999957232);
INSERT INTO quality_result VALUES (3, 'runtime_long', 'warning', 'passed', 0, 5, 0.036563999999998487);
INSERT INTO quality_result VALUES (3, 'runtime_range', 'error', 'passed', 0, 5, 0.029622999999901367);
INSERT INTO quality_result VALUES (3, 'runtime_unknown', 'warning', 'failed', 1, 5, 0.020740999999816268);
INSERT INTO quality_result VALUES (3, 'silver_films_in_fact', 'error', 'passed', 0, 5, 0.073720000000093933);
INSERT INTO quality_result VALUES (3, 'silver_genres_present', 'error', 'passed', 0, 6, 0.046108000000003813);
INSERT INTO quality_result VALUES (3, 'source_moved_while_read', 'warning', 'passed', 0, 3, 0.12096999999994296);
INSERT INTO quality_result VALUES (3, 'unknown_members', 'error', 'passed', 0, 7, 0.09375899999986359);
INSERT INTO quality_result VALUES (3, 'upload_date_unknown', 'warning', 'failed', 1, 5, 0.023214999999936481);
INSERT INTO quality_result VALUES (3, 'year_in_future', 'warning', 'passed', 0, 5, 0.045848000000205502);
INSERT INTO quality_result VALUES (3, 'year_range', 'error', 'passed', 0, 2, 0.048222000000123444);
INSERT INTO quality_result VALUES (3, 'year_unknown', 'warning', 'failed', 1, 5, 0.018506999999999607);
INSERT INTO warehouse_state VALUES ('gold_seq', '7');
INSERT INTO warehouse_state VALUES ('gold_version', '3');
INSERT INTO warehouse_state VALUES ('last_date', '2015-12-13');
INSERT INTO warehouse_state VALUES ('last_full_sweep_at', '1700000400000');
INSERT INTO warehouse_state VALUES ('last_page', '1');
INSERT INTO warehouse_state VALUES ('published_at', '1700000400000');
INSERT INTO warehouse_state VALUES ('published_run', '3');
INSERT INTO warehouse_state VALUES ('sweep_unstable', '0');
INSERT INTO warehouse_state VALUES ('watermark_s', '1450000360');
INSERT INTO silver_movie VALUES (1, '50ffa0dea6e30e59358c9e6c4b44f400', 1, 7, 2, 0, 1, 2, '', 'tt1000001', 'film-number-1-2001', 'https://films.example/movies/film-number-1-2001', 'The Slow Harbour', 'The Slow Harbour', 'The Slow Harbour (2001)', 1962, 7.6, 'PG', 118, 'en', 'ok', '2015-12-13', 1450000060, 'https://img.example/assets/film-number-1-2001/background.jpg', 'https://img.example/assets/film-number-1-2001/background-original.jpg', 'https://img.example/assets/film-number-1-2001/small.jpg', 'https://img.example/assets/film-number-1-2001/medium.jpg', 'https://img.example/assets/film-number-1-2001/large.jpg', 'abcdefghijk', 'Somebody does something.', 'Somebody does something.', 'Somebody does something.');
INSERT INTO silver_movie VALUES (2, 'b6591904c0939ec33d717cdc01318278', 1, 2, 1, 1, 1, 1, 'text_entities', 'tt1000002', 'film-number-2-2001', 'https://films.example/movies/film-number-2-2001', 'Nine Lamps & a Door', 'Nine Lamps & a Door', 'Nine Lamps & a Door (2001)', 2001, 6.5, NULL, 101, 'fr', 'ok', '2015-12-13', 1450000120, 'https://img.example/assets/film-number-2-2001/background.jpg', 'https://img.example/assets/film-number-2-2001/background-original.jpg', 'https://img.example/assets/film-number-2-2001/small.jpg', 'https://img.example/assets/film-number-2-2001/medium.jpg', 'https://img.example/assets/film-number-2-2001/large.jpg', 'abcdefghijk', 'Somebody does something.', 'Somebody does something.', 'Somebody does something.');
INSERT INTO silver_movie VALUES (3, '8af62793d8ed5ee868ef07f16c82ccb2', 1, 3, 1, 2, 1, 1, 'genre_respelled,mpa_repaired,rating_zero', 'tt1000003', 'film-number-3-2001', 'https://films.example/movies/film-number-3-2001', '電影の夜', 'Night of Pictures', '電影の夜 (2001)', 2001, NULL, 'PG-13', 101, 'ja', 'ok', '2015-12-13', 1450000180, 'https://img.example/assets/film-number-3-2001/background.jpg', 'https://img.example/assets/film-number-3-2001/background-original.jpg', 'https://img.example/assets/film-number-3-2001/small.jpg', 'https://img.example/assets/film-number-3-2001/medium.jpg', 'https://img.example/assets/film-number-3-2001/large.jpg', 'abcdefghijk', 'Somebody does something.', 'Somebody does something.', 'Somebody does something.');
INSERT INTO silver_movie VALUES (4, 'ccfdf828c0f56bf01aed7292b3c531e8', 1, 4, 1, 3, 1, 1, 'genres_missing,language_missing,runtime_zero,year_zero', 'tt1000004', 'film-number-4-2001', 'https://films.example/movies/film-number-4-2001', 'Paper Orchard', 'Paper Orchard', 'Paper Orchard (2001)', NULL, 6.5, 'R', NULL, NULL, 'ok', '2015-12-13', 1450000240, 'https://img.example/assets/film-number-4-2001/background.jpg', 'https://img.example/assets/film-number-4-2001/background-original.jpg', 'https://img.example/assets/film-number-4-2001/small.jpg', 'https://img.example/assets/film-number-4-2001/medium.jpg', 'https://img.example/assets/film-number-4-2001/large.jpg', 'abcdefghijk', 'Somebody does something.', 'Somebody does something.', 'Somebody does something.');
INSERT INTO silver_movie VALUES (5, 'a7f0864975deeb562ee8e432ece8253f', 1, 5, 1, 4, 1, 1, 'date_unknown', 'tt1000005', 'film-number-5-2001', 'https://films.example/movies/film-number-5-2001', 'The Last Ferry', 'The Last Ferry', 'The Last Ferry (2001)', 2001, 6.5, 'TV-MA', 101, 'en', 'ok', NULL, NULL, 'https://img.example/assets/film-number-5-2001/background.jpg', 'https://img.example/assets/film-number-5-2001/background-original.jpg', 'https://img.example/assets/film-number-5-2001/small.jpg', 'https://img.example/assets/film-number-5-2001/medium.jpg', 'https://img.example/assets/film-number-5-2001/large.jpg', 'abcdefghijk', 'Somebody does something.', 'Somebody does something.', 'Somebody does something.');
INSERT INTO silver_movie VALUES (6, '840ede839f4385c22f338ca69f64da20', 1, 6, 1, 5, 1, 1, '', NULL, 'film-number-6-2001', 'https://films.example/movies/film-number-6-2001', 'Gone Tomorrow', 'Gone Tomorrow', 'Gone Tomorrow (2001)', 2001, 6.5, 'R', 101, 'en', 'ok', '2015-12-13', 1450000360, 'https://img.example/assets/film-number-6-2001/background.jpg', 'https://img.example/assets/film-number-6-2001/background-original.jpg', 'https://img.example/assets/film-number-6-2001/small.jpg', 'https://img.example/assets/film-number-6-2001/medium.jpg', 'https://img.example/assets/film-number-6-2001/large.jpg', 'abcdefghijk', 'Somebody does something.', 'Somebody does something.', 'Somebody does something.');
INSERT INTO movie_presence VALUES (1, 1, 0, NULL);
INSERT INTO movie_presence VALUES (2, 1, 0, NULL);
INSERT INTO movie_presence VALUES (3, 1, 0, NULL);
INSERT INTO movie_presence VALUES (4, 1, 0, NULL);
INSERT INTO movie_presence VALUES (5, 1, 0, NULL);
INSERT INTO movie_presence VALUES (6, 1, 2, 3);
INSERT INTO silver_movie_genre VALUES (1, 'Drama');
INSERT INTO silver_movie_genre VALUES (1, 'Romance');
INSERT INTO silver_movie_genre VALUES (2, 'Comedy');
INSERT INTO silver_movie_genre VALUES (3, 'Sci-Fi');
INSERT INTO silver_movie_genre VALUES (3, 'Thriller');
INSERT INTO silver_movie_genre VALUES (4, 'other');
INSERT INTO silver_movie_genre VALUES (5, 'Action');
INSERT INTO silver_movie_genre VALUES (5, 'Drama');
INSERT INTO silver_movie_genre VALUES (6, 'Action');
INSERT INTO silver_movie_genre VALUES (6, 'Drama');
INSERT INTO quarantine VALUES (1, 1, 1, 6, NULL, 'id_invalid', 'The id is missing or not a positive whole number.', '{"id":-1,"title":"no film"}', 'open', NULL);
INSERT INTO movie_change VALUES (1, 1, 'rating', '7.4', '7.6', 2, 1700000000001);
INSERT INTO movie_change VALUES (2, 6, 'state_of_row', 'present', 'removed', 3, 1700000400000);
INSERT INTO dim_movie VALUES (0, NULL, '', NULL, 'Unknown', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO dim_movie VALUES (1, 1, 'film-number-1-2001', 'https://films.example/movies/film-number-1-2001', 'The Slow Harbour', 'The Slow Harbour', 'the slow harbour', NULL, 'Somebody does something.', 'Somebody does something.', 'Somebody does something.', 'https://img.example/assets/film-number-1-2001/background-original.jpg', 'https://img.example/assets/film-number-1-2001/large.jpg');
INSERT INTO dim_movie VALUES (2, 2, 'film-number-2-2001', 'https://films.example/movies/film-number-2-2001', 'Nine Lamps & a Door', 'Nine Lamps & a Door', 'nine lamps & a door', NULL, 'Somebody does something.', 'Somebody does something.', 'Somebody does something.', 'https://img.example/assets/film-number-2-2001/background-original.jpg', 'https://img.example/assets/film-number-2-2001/large.jpg');
INSERT INTO dim_movie VALUES (3, 3, 'film-number-3-2001', 'https://films.example/movies/film-number-3-2001', '電影の夜', 'Night of Pictures', '電影の夜', '電影の夜
night of pictures', 'Somebody does something.', 'Somebody does something.', 'Somebody does something.', 'https://img.example/assets/film-number-3-2001/background-original.jpg', 'https://img.example/assets/film-number-3-2001/large.jpg');
INSERT INTO dim_movie VALUES (4, 4, 'film-number-4-2001', 'https://films.example/movies/film-number-4-2001', 'Paper Orchard', 'Paper Orchard', 'paper orchard', NULL, 'Somebody does something.', 'Somebody does something.', 'Somebody does something.', 'https://img.example/assets/film-number-4-2001/background-original.jpg', 'https://img.example/assets/film-number-4-2001/large.jpg');
INSERT INTO dim_movie VALUES (5, 5, 'film-number-5-2001', 'https://films.example/movies/film-number-5-2001', 'The Last Ferry', 'The Last Ferry', 'the last ferry', NULL, 'Somebody does something.', 'Somebody does something.', 'Somebody does something.', 'https://img.example/assets/film-number-5-2001/background-original.jpg', 'https://img.example/assets/film-number-5-2001/large.jpg');
INSERT INTO dim_movie VALUES (6, 6, 'film-number-6-2001', 'https://films.example/movies/film-number-6-2001', 'Gone Tomorrow', 'Gone Tomorrow', 'gone tomorrow', NULL, 'Somebody does something.', 'Somebody does something.', 'Somebody does something.', 'https://img.example/assets/film-number-6-2001/background-original.jpg', 'https://img.example/assets/film-number-6-2001/large.jpg');
INSERT INTO dim_date VALUES (0, NULL, NULL, 'Unknown', 'Unknown', NULL, NULL, NULL, NULL, 'Unknown', NULL, NULL, NULL);
INSERT INTO dim_date VALUES (20151213, '2015-12-13', '2015-12-13T00:00:00Z', 'Sunday, 13 December 2015', 'Sunday', 13, 347, 50, 12, 'December', 4, 2015, 1);
INSERT INTO dim_language VALUES (0, '', 'Unknown');
INSERT INTO dim_language VALUES (1, 'en', 'English');
INSERT INTO dim_language VALUES (2, 'fr', 'French');
INSERT INTO dim_language VALUES (3, 'ja', 'Japanese');
INSERT INTO dim_runtime VALUES (0, NULL, 'Unknown');
INSERT INTO dim_runtime VALUES (1, 101, '90–104 min');
INSERT INTO dim_runtime VALUES (2, 118, '105–119 min');
INSERT INTO dim_rating VALUES (0, NULL, 'Unknown');
INSERT INTO dim_rating VALUES (1, 6.5, '6.0–6.9');
INSERT INTO dim_rating VALUES (2, 7.4, '7.0–7.9');
INSERT INTO dim_rating VALUES (3, 7.6, '7.0–7.9');
INSERT INTO dim_released_year VALUES (0, NULL, 'Unknown');
INSERT INTO dim_released_year VALUES (1, 1962, '1960s');
INSERT INTO dim_released_year VALUES (2, 2001, '2000s');
INSERT INTO dim_genre VALUES (0, 'Unknown');
INSERT INTO dim_genre VALUES (1, 'Action');
INSERT INTO dim_genre VALUES (2, 'Comedy');
INSERT INTO dim_genre VALUES (3, 'Drama');
INSERT INTO dim_genre VALUES (4, 'Romance');
INSERT INTO dim_genre VALUES (5, 'Sci-Fi');
INSERT INTO dim_genre VALUES (6, 'Thriller');
INSERT INTO dim_genre VALUES (7, 'other');
INSERT INTO fact_movies VALUES (1, 'tt1000001', 1, 20151213, 1, 2, 3, 1, 7.6, 118, 2, 12, 2);
INSERT INTO fact_movies VALUES (2, 'tt1000002', 2, 20151213, 2, 1, 1, 2, 6.5, 101, 1, 2, 1);
INSERT INTO fact_movies VALUES (3, 'tt1000003', 3, 20151213, 3, 1, 0, 2, NULL, 101, 2, 48, 1);
INSERT INTO fact_movies VALUES (4, 'tt1000004', 4, 20151213, 0, 0, 1, 0, 6.5, NULL, 1, 64, 1);
INSERT INTO fact_movies VALUES (5, 'tt1000005', 5, 0, 1, 1, 1, 2, 6.5, 101, 2, 5, 1);
INSERT INTO genre_junction VALUES (5, 1);
INSERT INTO genre_junction VALUES (2, 2);
INSERT INTO genre_junction VALUES (1, 3);
INSERT INTO genre_junction VALUES (5, 3);
INSERT INTO genre_junction VALUES (1, 4);
INSERT INTO genre_junction VALUES (3, 5);
INSERT INTO genre_junction VALUES (3, 6);
INSERT INTO genre_junction VALUES (4, 7);
PRAGMA user_version = 30;
