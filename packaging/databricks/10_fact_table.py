# Databricks notebook source
# MAGIC %md
# MAGIC # 10 Fact table
# MAGIC One row a film, with the keys of its members. Then the runs that are left, if an export had several.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_transform import Transform

transform = Transform()
transform.make("fact_movies")
transform.finish()
transform.catch_up()
