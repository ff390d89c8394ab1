"""Subscriptions in the store: ten thousand of one owner, as a file brings them."""

from datetime import UTC, datetime

from bot.store import open_store

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)


def test_adding_one_of_very_many_looks_at_none_of_the_others():
    with open_store(None) as store:
        seen: list[str] = []
        connection = store.connection.db.conn

        def add(number: int) -> None:
            store.subscriptions.add(
                owner="U1", channel="C1", query=f"ferries{number}", by="U1", now=NOW, zone="UTC"
            )

        with store.write():
            add(0)
            connection.set_trace_callback(seen.append)
            add(1)
            connection.set_trace_callback(None)
        plans = [
            row[3]
            for text in seen
            if text.startswith("SELECT")
            for row in connection.execute(f"EXPLAIN QUERY PLAN {text}")
        ]
        assert any("owner=? AND channel=? AND query=?" in plan for plan in plans)
        assert not any(plan.startswith("SCAN") for plan in plans)
