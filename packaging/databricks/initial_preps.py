# Databricks notebook source
# MAGIC %md
# MAGIC # Initial preparations
# MAGIC The schema, its tables where they are missing, each dimension with its unknown member. Repeating it changes nothing.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_transform import Transform

transform = Transform()
transform.initial_preps()
