# Databricks notebook source
# MAGIC %md
# MAGIC # 2 Data cleaning
# MAGIC Silver: the readings of the next run, cleaned by the product's own rules in V8, and stored one after the other.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_transform import Transform

transform = Transform()
transform.clean()
