"""Silver and gold on a cluster, by the product's own rules: what the notebooks beside this file share.

Of the product it knows two files that `npm run build` makes: `rules.js`, the cleaning as one script, and `plan.json`, gold as SQL with
the columns of every table. Nothing of films is decided here. Runs on Databricks, and as plain Python wherever PySpark is.
"""

import hashlib
import json
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
from pyspark import cloudpickle
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from yts_settings import setting

# Workers have no copy of this file: what they need of it is sent to them.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

SQL_TYPES = {"int": "INT", "bigint": "BIGINT", "decimal": "DECIMAL(3,1)", "date": "STRING", "string": "STRING"}
ARROW_TYPES = {"INT": pa.int32(), "BIGINT": pa.int64(), "DECIMAL(3,1)": pa.decimal128(3, 1), "STRING": pa.string()}
BRONZE = {
    "bronze_film": "run_id BIGINT, page_id BIGINT, page BIGINT, position BIGINT, accepted BIGINT, film STRING",
    "bronze_run": "run_id BIGINT, last_page_id BIGINT",
    "bronze_presence": "movie_id BIGINT, run_id BIGINT, state STRING",
}
# Columns of silver that are not cells of a film; `film` is what the next reading is held against.
FILM_COLUMNS = {
    "movie_id": "BIGINT",
    "film": "STRING",
    "genres": "ARRAY<STRING>",
    "content_hash": "STRING",
    "page_id": "BIGINT",
    "first_run": "BIGINT",
    "last_changed_run": "BIGINT",
    "title_sort": "STRING",
    "title_search": "STRING",
}


def rules_engine(script: str):
    """The rules in a V8 of their own, one for each process of a worker: it is kept where the process keeps its modules."""
    import py_mini_racer

    held = getattr(py_mini_racer, "yts_rules", None)
    if held is None or held[0] != script:
        engine = py_mini_racer.MiniRacer()
        engine.eval(script)
        held = (script, engine)
        py_mini_racer.yts_rules = held
    return held[1]


def cleaned(script: str):
    """Cleans readings as they come: a function for `mapInArrow`. A refused one has its rule in the place of what it says."""

    def batches(source):
        engine = rules_engine(script)
        for batch in source:
            columns = batch.to_pydict()
            rows = json.loads(engine.call("rules.cleanBatch", f"[{','.join(columns['film'])}]"))
            readings = [json.dumps(row["reading"], ensure_ascii=False) if row["ok"] else None for row in rows]
            yield pa.RecordBatch.from_arrays(
                [
                    pa.array(columns["page_id"], pa.int64()),
                    pa.array(columns["position"], pa.int64()),
                    pa.array(columns["run_id"], pa.int64()),
                    pa.array(columns["accepted"], pa.int64()),
                    pa.array([row["movieId"] for row in rows], pa.int64()),
                    pa.array([row.get("rule") for row in rows], pa.string()),
                    pa.array(readings, pa.string()),
                ],
                ["page_id", "position", "run_id", "accepted", "movie_id", "rule", "reading"],
            )

    return batches


CLEANED = "page_id BIGINT, position BIGINT, run_id BIGINT, accepted BIGINT, movie_id BIGINT, rule STRING, reading STRING"


def folded(script: str, cells: list):
    """Stores the readings of each film one after the other: a function for `mapInArrow`."""
    types = [(cell["name"], ARROW_TYPES[SQL_TYPES[cell["kind"]]]) for cell in cells]

    def of_run(one: dict) -> str:
        accepted = "true" if one["accepted"] == 1 else "false"
        return f'{{"runId":{one["run_id"]},"pageId":{one["page_id"]},"accepted":{accepted},{one["reading"][1:]}'

    def batches(source):
        engine = rules_engine(script)
        for batch in source:
            columns = batch.to_pydict()
            asked = [
                f'{{"before":{before or "null"},"readings":[{",".join(map(of_run, readings))}]}}'
                for before, readings in zip(columns["film"], columns["readings"])
            ]
            films = json.loads(engine.call("rules.foldBatch", f"[{','.join(asked)}]"))
            kept = ("cells", "genres", "rules", "pageId", "firstRun", "lastChangedRun")
            texts = [json.dumps({key: film[key] for key in kept}, ensure_ascii=False) for film in films]
            hashes = [hashlib.sha256(film["hashed"].encode()).hexdigest()[:32] for film in films]
            arrays = [
                pa.array(columns["movie_id"], pa.int64()),
                pa.array(texts, pa.string()),
                pa.array([film["genres"] for film in films], pa.list_(pa.string())),
                pa.array(hashes, pa.string()),
                pa.array([film["pageId"] for film in films], pa.int64()),
                pa.array([film["firstRun"] for film in films], pa.int64()),
                pa.array([film["lastChangedRun"] for film in films], pa.int64()),
                pa.array([film["titleSort"] for film in films], pa.string()),
                pa.array([film["titleSearch"] for film in films], pa.string()),
            ]
            for at, (_, kind) in enumerate(types):
                values = [film["cells"][at] for film in films]
                arrays.append(pa.array([exact(value, kind) for value in values], kind))
            yield pa.RecordBatch.from_arrays(arrays, [*FILM_COLUMNS, *(name for name, _ in types)])

    return batches


def exact(value, kind):
    """A number as its column takes it: tenths are no doubles."""
    return Decimal(str(value)) if value is not None and pa.types.is_decimal(kind) else value


class Transform:
    """The steps of the notebooks, over the tables of one schema."""

    def __init__(self, spark: SparkSession | None = None):
        self.spark = spark or SparkSession.builder.getOrCreate()
        build = Path(setting("build", str(Path(__file__).resolve().parents[2] / "dist" / "databricks")))
        self.rules = (build / "rules.js").read_text(encoding="utf-8")
        self.plan = json.loads((build / "plan.json").read_text(encoding="utf-8"))
        self.schema = setting("schema")
        self.format = setting("format", "delta")
        self.gold = {table["name"]: table for table in self.plan["gold"]}

    def initial_preps(self) -> None:
        """Makes the schema, its tables where they are missing, each dimension with its unknown member, and the views of silver."""
        self.spark.sql(f"CREATE SCHEMA IF NOT EXISTS {self.schema}")
        cells = {cell["name"]: SQL_TYPES[cell["kind"]] for cell in self.plan["cells"]}
        columns = ", ".join(f"{name} {kind}" for name, kind in {**FILM_COLUMNS, **cells}.items())
        tables = {**BRONZE, "silver_film": columns, "silver_refused": CLEANED, "gold_run": "run_id BIGINT"}
        for name, columns in tables.items():
            self.spark.sql(f"CREATE TABLE IF NOT EXISTS {self.schema}.{name} ({columns}) USING {self.format}")
        for table in self.plan["gold"]:
            columns = ", ".join(f"{one['name']} {SQL_TYPES[one['kind']]}" for one in table["columns"])
            name = f"{self.schema}.{table['name']}"
            if self.spark.catalog.tableExists(name):
                continue
            first = f"AS {table['first']}" if "first" in table else f"({columns})"
            head = f"CREATE TABLE {name}"
            self.spark.sql(f"{head} USING {self.format} {first}" if "first" in table else f"{head} {first} USING {self.format}")
        views = {
            "silver_movie": f"movie_id, content_hash, page_id, first_run, last_changed_run, {', '.join(cells)}",
            "silver_movie_genre": "movie_id, explode(genres) AS genre",
            "silver_title": "movie_id, title_sort, title_search",
        }
        for name, columns in views.items():
            source = f"{self.schema}.silver_film"
            self.spark.sql(f"CREATE OR REPLACE VIEW {self.schema}.{name} AS SELECT {columns} FROM {source}")

    def ingest(self, folder: str) -> None:
        """Takes what `export-bronze` wrote into a folder. What is there already is passed over: the same folder may be taken twice."""
        newest = {
            "bronze_film": ("page_id", self.number("SELECT max(last_page_id) FROM bronze_run")),
            "bronze_presence": ("run_id", self.number("SELECT max(run_id) FROM bronze_run")),
            "bronze_run": ("run_id", self.number("SELECT max(run_id) FROM bronze_run")),
        }
        # Runs come last: readings without their run are taken again by the next try.
        for name, (column, known) in newest.items():
            source = self.spark.read.parquet(f"{folder}/{name}.parquet").select(*columns_of(BRONZE[name]))
            kept = self.table(name).where(F.col(column) <= known)
            if name != "bronze_run" and self.table(name).where(F.col(column) > known).limit(1).count() > 0:
                self.write(name, kept)
            source.where(F.col(column) > known).write.format(self.format).mode("append").saveAsTable(f"{self.schema}.{name}")

    def next_run(self) -> int | None:
        """The oldest published run that gold has not taken."""
        found = self.number("SELECT min(run_id) FROM bronze_run WHERE run_id > (SELECT coalesce(max(run_id), 0) FROM gold_run)")
        return found or None

    def clean(self) -> None:
        """Brings silver in step with the next run: the readings that it rests on, in the order in which they were stored."""
        run = self.next_run()
        if run is None:
            return
        readings = self.sql(
            f"""SELECT f.* FROM bronze_film f
            WHERE f.page_id <= (SELECT max(last_page_id) FROM bronze_run WHERE run_id <= {run})
              AND f.page_id > (SELECT coalesce(max(last_page_id), 0) FROM bronze_run WHERE run_id < {run})"""
        ).mapInArrow(cleaned(self.rules), CLEANED)
        self.write("silver_refused", readings.where("rule IS NOT NULL"))
        by_film = (
            readings.where("rule IS NULL")
            .groupBy("movie_id")
            .agg(F.sort_array(F.collect_list(F.struct("page_id", "position", "run_id", "accepted", "reading"))).alias("readings"))
        )
        silver = self.table("silver_film")
        schema = silver.schema
        changed = by_film.join(silver.select("movie_id", "film"), "movie_id", "left").select("movie_id", "film", "readings")
        films = changed.mapInArrow(folded(self.rules, self.plan["cells"]), schema)
        self.write("silver_film", silver.join(by_film.select("movie_id"), "movie_id", "left_anti").select(*schema.names).unionByName(films))

    def make(self, *names: str) -> None:
        """Makes tables of gold as of the next run."""
        run = self.next_run()
        if run is None:
            return
        self.sql(
            f"""SELECT movie_id FROM (SELECT movie_id, max_by(state, run_id) AS state FROM bronze_presence
            WHERE run_id <= {run} GROUP BY movie_id) WHERE state = 'present'"""
        ).createOrReplaceTempView("published_film")
        for name in names:
            table = self.gold[name]
            for reference in self.plan["references"]:
                if reference["table"] == name:
                    self.fill(reference)
            if "first" in table:
                self.table(name).createOrReplaceTempView(f"{name}_before")
            self.write(name, self.sql(table["sql"]))

    def others(self, named: list[str]) -> list[str]:
        """The dimensions that none of the notebooks names: one that is new to the model is made without an edit there."""
        return [name for name in self.gold if name.startswith("dim_") and name not in named]

    def finish(self) -> None:
        """Notes that gold has taken the next run."""
        run = self.next_run()
        if run is not None:
            rows = self.spark.createDataFrame([(run,)], "run_id BIGINT")
            rows.write.format(self.format).mode("append").saveAsTable(f"{self.schema}.gold_run")

    def catch_up(self) -> None:
        """Takes all runs that are left, one by one: new members of two runs at once would be numbered together."""
        while self.next_run() is not None:
            self.clean()
            self.make(*self.gold)
            self.finish()

    def fill(self, reference: dict) -> None:
        """A reference table: the values that silver has, and what the product says of each."""
        values = [row.member for row in self.sql(reference["values"]).collect()]
        plain = [float(value) if isinstance(value, Decimal) else value for value in values]
        asked = json.dumps({"table": reference["table"], "values": plain})
        rows = json.loads(rules_engine(self.rules).call("rules.referenceBatch", asked))
        kinds = [SQL_TYPES[column["kind"]] for column in reference["columns"]]
        typed = [tuple(exact(cell, ARROW_TYPES[kind]) for cell, kind in zip(row, kinds)) for row in rows]
        schema = ", ".join(f"{column['name']} {kind}" for column, kind in zip(reference["columns"], kinds))
        self.spark.createDataFrame(typed, schema).createOrReplaceTempView(reference["name"])

    def sql(self, text: str) -> DataFrame:
        """A query over the tables of the schema, by their bare names."""
        self.spark.sql(f"USE {self.schema}")
        return self.spark.sql(text)

    def number(self, text: str) -> int:
        return self.sql(text).collect()[0][0] or 0

    def table(self, name: str) -> DataFrame:
        return self.spark.table(f"{self.schema}.{name}")

    def write(self, name: str, rows: DataFrame) -> None:
        """Puts rows in the place of a table's, which they may be made from."""
        # Only Delta replaces what it is read from; for others the rows are worked out first. Inserted, each value takes its column's type.
        made = rows if self.format == "delta" else rows.localCheckpoint()
        made.write.mode("overwrite").insertInto(f"{self.schema}.{name}")


def columns_of(schema: str) -> list[str]:
    return [column.split()[0] for column in schema.split(", ")]
