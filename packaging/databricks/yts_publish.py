"""Shows readers what the transform has made: all tables of gold at once, as a version of its own, with versions before it to go back to.

The statements are the product's own (`publish` in `plan.json`), and so are the store and its guarantees: readers see the version before
until one UPDATE shows them the new one, and that is sent only when every table beside it has the digest of the one that was made.
Stopped anywhere, the next publish begins from what readers see.
"""

import json
import time
import uuid

from yts_settings import setting
from yts_transform import Transform

# The lease is for 30 minutes; it is renewed when half of it is over.
RENEW_AFTER_SECONDS = 15 * 60


class Publish:
    """Publishes gold of a transform into the schema `publish_schema`, with `<publish_schema>_store` beside it."""

    def __init__(self, transform: Transform | None = None):
        self.transform = transform or Transform()
        self.plan = self.transform.plan["publish"]
        schema = setting("publish_schema")
        self.keep = int(setting("keep_versions", "7"))
        self.filled = {"source": self.transform.schema, "schema": schema, "store": f"{schema}_store"}
        self.leased_at = 0.0

    def run(self, statement: str, **filled) -> list:
        """Sends a statement of the plan with its braces filled in; its rows."""
        for name, value in {**self.filled, **filled}.items():
            statement = statement.replace(f"{{{name}}}", str(value))
        return self.transform.spark.sql(statement).collect()

    def publish(self) -> str:
        """Publishes; a sentence about what came of it. A failure leaves readers with what they have."""
        if self.transform.next_run() is not None:
            raise SystemExit("Gold is not of the newest run yet: run the transform to its end first.")
        for statement in self.plan["base"]:
            self.run(statement)
        state = self.checked(self.state())
        digests = {table["name"]: self.run(table["digest"])[0][0] for table in self.plan["tables"]}
        # Of a publish that died between showing its version and noting it.
        self.run(self.plan["record"])
        if state["version"] > 0 and json.loads(state["digests"]) == digests:
            return f"Version {state['version']} has all of it already."
        self.filled["attempt"] = uuid.uuid4().hex[:8]
        self.lease("takeLease")
        try:
            return self.attempt(self.checked(self.state()), digests)
        finally:
            # The flip gives it back as well; this is for all other ends.
            self.run(self.plan["releaseLease"])

    def attempt(self, state: dict, digests: dict) -> str:
        plan, tables = self.plan, self.plan["tables"]
        version, shown = state["next_version"], state["version"]
        self.filled |= {"version": version, "shown": shown, "digests": json.dumps(digests)}
        self.filled["gold"] = self.transform.number("SELECT max(run_id) FROM gold_run")
        if shown == 0:
            self.leased(*plan["prepare"])
        if version != shown + 1:
            # An attempt has died, or an older version is shown again: this one begins from what readers see.
            self.leased(plan["forgetAfter"], *(statement for table in tables for statement in table["repair"]))
        before = json.loads(state["digests"] or "{}")
        for table in tables:
            if before.get(table["name"]) != digests[table["name"]]:
                self.leased(table["merge"])
        # All of them at the end: what a statement of a dead attempt does late is found too.
        for table in tables:
            if self.run(table["made"])[0][0] == digests[table["name"]]:
                continue
            self.leased(*table["mark"], table["merge"])
            if self.run(table["made"])[0][0] != digests[table["name"]]:
                raise SystemExit(f"{table['name']} is not what the transform has made. Nothing was shown; publish again.")
        self.forget(version, shown)
        self.leased(plan["flip"])
        if self.state()["version"] != version:
            raise SystemExit("Another publisher took the lease. Nothing was shown; publish again.")
        self.run(plan["record"])
        return f"Version {version} is shown."

    def forget(self, version: int, shown: int) -> None:
        """Forgets versions beyond those that are kept, never the one that readers see now."""
        kept = sorted((int(row.version) for row in self.run(self.plan["history"])), reverse=True)
        oldest = [version, *kept][self.keep - 1 :][:1]
        if oldest and oldest[0] > min(kept, default=0):
            for statement in self.plan["forgetBefore"]:
                self.leased(statement.replace("{oldest}", str(min(oldest[0], shown))))

    def state(self) -> dict:
        rows = self.run(self.plan["state"])
        if len(rows) != 1:
            raise SystemExit("The state of the destination is damaged. Publish under another schema name.")
        state = rows[0].asDict()
        numbers = {name: int(state[name]) for name in ("store_version", "version", "next_version")}
        return {**state, **numbers}

    def checked(self, state: dict) -> dict:
        """The state, of a store that is the transform's and of its form."""
        if state["store_version"] > self.plan["storeVersion"]:
            raise SystemExit("A newer version of this program publishes to this destination. Update this one.")
        if state["version"] == 0:
            return state
        layout = json.loads(state["layout"])
        if layout.get("producer") != self.plan["producer"]:
            raise SystemExit("Another program publishes to this destination. Publish under another schema name.")
        if layout != json.loads(self.plan["layout"]):
            raise SystemExit("The destination has other columns, from another version of this program. Publish under another schema name.")
        return state

    def lease(self, statement: str) -> None:
        """Takes or renews the lease."""
        asked = time.monotonic()
        self.run(self.plan[statement])
        state = self.state()
        if state["owner"] != f"{self.plan['producer']}/{self.filled['attempt']}":
            raise SystemExit(f"Another publisher ({state['owner']}) is at work, until {state['lease_until']} UTC at most. Try again later.")
        self.leased_at = asked

    def leased(self, *statements: str) -> None:
        """Sends statements, with a lease that outlasts each."""
        for statement in statements:
            if time.monotonic() - self.leased_at > RENEW_AFTER_SECONDS:
                self.lease("renewLease")
            self.run(statement)
