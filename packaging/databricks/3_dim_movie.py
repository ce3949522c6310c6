# Databricks notebook source
# MAGIC %md
# MAGIC # 3 dim_movie
# MAGIC The films: those in force as silver has them, others as they were.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_transform import Transform

transform = Transform()
transform.make("dim_movie")
