# Databricks notebook source
# MAGIC %md
# MAGIC # 11 Publish
# MAGIC Shows readers all tables of gold at once, in a schema of their own (`publish_schema`). Without that setting nothing is published, and
# MAGIC readers have the transform's own tables, which are replaced one after the other.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_publish import Publish
from yts_settings import setting

if setting("publish_schema", "none") == "none":
    print("Nothing is published: publish_schema is not set.")
else:
    print(Publish().publish())
