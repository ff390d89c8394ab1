"""An edition as JSON: the shape of `digest --format json` and of the store."""

from datetime import UTC, datetime
from typing import Any

from digests import gate
from digests.edition import Coverage, Edition, Item
from digests.naming import country_name


def to_json(edition: Edition) -> dict[str, Any]:
    """Return an edition as plain JSON values; times in UTC with `Z`, absent values null."""
    passed, _ = gate.passed(edition)
    scope = passed.scope
    return {
        "digest": scope.digest,
        "channel": scope.channel,
        "from": _instant(scope.since),
        "to": _instant(scope.until),
        "timezone": scope.timezone,
        "late": scope.late,
        "items": [_item(item) for item in passed.items],
        "coverage": _coverage(passed.coverage),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "number": item.number,
        "section": item.section,
        "text": " · ".join(gate.line(runs) for runs in (item.runs, item.compared) if runs),
        "links": [{"url": link.url, "source": link.source} for link in item.links],
        "facts": list(item.facts),
        "families": list(item.families),
        "corroborated": item.corroborated,
        "status": item.status,
        "participants": list(item.participants) or None,
        "quote": item.quote,
        "passages": [
            {"url": p.url, "start": p.span[0], "end": p.span[1], "text": p.text} for p in item.passages
        ],
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "asked": coverage.asked,
        "answered": coverage.answered,
        "failed": [name for name, _ in coverage.failed],
        "silent": list(coverage.silent),
        "blind": [country_name(code) or code for code in coverage.blind],
    }


def _instant(value: datetime | None) -> str | None:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None
