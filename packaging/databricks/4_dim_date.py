# Databricks notebook source
# MAGIC %md
# MAGIC # 4 dim_date
# MAGIC Days of upload.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_transform import Transform

transform = Transform()
transform.make("dim_date")
