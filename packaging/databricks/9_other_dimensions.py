# Databricks notebook source
# MAGIC %md
# MAGIC # 9 Other dimensions
# MAGIC Released years, MPA ratings, and whatever else the model has: every dimension that no other notebook names.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_transform import Transform

transform = Transform()
named = ["dim_movie", "dim_date", "dim_language", "dim_genre", "dim_runtime", "dim_rating"]
transform.make(*transform.others(named))
