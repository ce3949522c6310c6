"""Has Spark's own parser, with that of Delta Lake before it, read statements, and runs none: the arguments are a file of JSON, a list of
texts, and the jars of Delta Lake. Prints a line of JSON, `{"parsed": count, "refused": [{"statement", "why"}]}`.
"""

import json
import sys
from pathlib import Path

from pyspark.errors import ParseException
from pyspark.sql import SparkSession

file, jars = sys.argv[1:]
spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.jars", jars)
    .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
    .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
    .getOrCreate()
)
parser = spark._jsparkSession.sessionState().sqlParser()
statements = json.loads(Path(file).read_text(encoding="utf-8"))
refused = []
for statement in statements:
    try:
        parser.parsePlan(statement)
    except ParseException as error:
        refused.append({"statement": statement, "why": str(error).strip().split("\n")[0]})
spark.stop()
print(json.dumps({"parsed": len(statements) - len(refused), "refused": refused}))
