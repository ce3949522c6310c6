# Databricks notebook source
# MAGIC %md
# MAGIC # 6 dim_genre
# MAGIC Genres, and which film has which.

# COMMAND ----------

# MAGIC %pip install mini-racer==0.14.1

# COMMAND ----------

from yts_transform import Transform

transform = Transform()
transform.make("dim_genre", "genre_junction")
