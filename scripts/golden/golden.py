"""Runs the notebooks of packaging/databricks/ as plain Python over exports of bronze, one after the other, in one Spark.

Asked by golden.ts: the only argument is a file of JSON, `{"master", "conf", "notebooks", "schema", "format", "steps": [{"exports"}],
"digests": {table: statement}}`. After each step a line of JSON comes out: the digest of each table, and how many readings were refused.
"""

import json
import os
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
            print(f"golden {json.dumps({'digests': digests, 'refused': refused})}", flush=True)
    finally:
        spark.stop()


def order(name: str) -> int:
    return int(name.split("_")[0])


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
