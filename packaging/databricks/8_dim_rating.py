# Databricks notebook source
# MAGIC %md
# MAGIC # 8 dim_rating
# MAGIC Ratings.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_transform import Transform

transform = Transform()
transform.make("dim_rating")
