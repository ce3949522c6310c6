"""Runs the notebooks of packaging/databricks/ as plain Python over exports of bronze, one after the other, in one Spark.

Asked by golden.ts: the only argument is a file of JSON, `{"master", "conf", "notebooks", "schema", "format", "steps": [{"exports"}],
"digests": {table: statement}, "published": the schema to publish into, or nothing}`. After each step a line of JSON comes out: the digest of
each table, how many readings were refused, and what readers of the published schema see: while publishes die, and in the end.
"""

import json
import os
import re
import runpy
import sys
from pathlib import Path

from pyspark.sql import SparkSession


def main(asked: dict) -> None:
    builder = SparkSession.builder.master(asked["master"]).appName("golden")
    for name, value in asked["conf"].items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    folder = Path(asked["notebooks"])
    sys.path.insert(0, str(folder))
    os.environ["YTS_SCHEMA"] = asked["schema"]
    os.environ["YTS_FORMAT"] = asked["format"]
    names = ["initial_preps", *sorted((path.stem for path in folder.glob("[0-9]*_*.py") if "publish" not in path.stem), key=order)]
    try:
        for step in asked["steps"]:
            os.environ["YTS_EXPORTS"] = step["exports"]
            # What was taken once is passed over the second time.
            for name in (*names[:2], *names[1:]):
                runpy.run_path(str(folder / f"{name}.py"), run_name="__main__")
            spark.sql(f"USE {asked['schema']}")
            digests = {table: spark.sql(statement).collect()[0][0] for table, statement in asked["digests"].items()}
            refused = spark.table(f"{asked['schema']}.silver_refused").count()
            said = {"digests": digests, "refused": refused}
            if asked.get("published"):
                said |= published(spark, asked, folder)
            print(f"golden {json.dumps(said)}", flush=True)
    finally:
        spark.stop()


class Killed(BaseException):
    """The end of a publish in the middle of it."""


# Statements that the first, second … publish of a step dies before. Of no statement it ends.
DEATHS = ("MERGE INTO .*fact_movies_versions", "SET version = ", "MERGE INTO .*yts_publish", None)


def published(spark: SparkSession, asked: dict, folder: Path) -> dict:
    """Publishes, after publishes that die; what readers see after each, and what the last two say: published, and again."""
    from yts_publish import Publish

    os.environ["YTS_PUBLISH_SCHEMA"] = asked["published"]
    gold = {table["name"] for table in Publish().plan["tables"]}

    def seen() -> dict:
        spark.sql(f"USE {asked['published']}")
        return {name: spark.sql(statement).collect()[0][0] for name, statement in asked["digests"].items() if name in gold}

    def dying(death: str) -> bool:
        whole = Publish.run
        noted = 0

        def run(self, statement: str, **filled):
            nonlocal noted
            # The history is written at the beginning as well, of a publish before that died.
            if re.search(death, statement) and not (death.endswith("yts_publish") and (noted := noted + 1) == 1):
                raise Killed
            if statement == self.plan["releaseLease"]:
                raise Killed
            return whole(self, statement, **filled)

        Publish.run = run
        try:
            Publish().publish()
        except Killed:
            return True
        finally:
            Publish.run = whole
        return False

    between = []
    for death in DEATHS:
        if death is not None:
            if not dying(death):
                raise SystemExit(f"the publish did not die at {death}")
            if spark.catalog.tableExists(f"{asked['published']}.fact_movies"):
                between.append(seen())
    runpy.run_path(str(folder / "11_publish.py"), run_name="__main__")
    return {"between": between, "seen": seen(), "again": Publish().publish()}


def order(name: str) -> int:
    return int(name.split("_")[0])


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
