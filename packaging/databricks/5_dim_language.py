# Databricks notebook source
# MAGIC %md
# MAGIC # 5 dim_language
# MAGIC Original languages.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_transform import Transform

transform = Transform()
transform.make("dim_language")
