# Databricks notebook source
# MAGIC %md
# MAGIC # 1 Data ingestion
# MAGIC What `export-bronze` wrote on another machine: readings of films without torrents, published runs, films that came and went.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_settings import setting
from yts_transform import Transform

transform = Transform()
transform.ingest(setting("exports"))
