"""Settings of the notebooks: parameters of the job where there are any, else the environment."""

import os


def setting(name: str, default: str | None = None) -> str:
    """A widget of the notebook, which a job's parameter of that name fills, or `YTS_<NAME>` of the environment; else the default."""
    try:
        from databricks.sdk.runtime import dbutils  # Only there on Databricks.

        value = dbutils.widgets.get(name)
    except Exception:
        value = os.environ.get(f"YTS_{name.upper()}")
    if value is None or value == "":
        value = default
    if value is None:
        raise SystemExit(f"Set the job parameter {name}, or YTS_{name.upper()} where there are none.")
    return value


def secret(scope: str, key: str) -> str:
    """A secret of Databricks; it is handed to the one program that needs it, and to nothing else."""
    from databricks.sdk.runtime import dbutils

    return dbutils.secrets.get(scope, key)
