"""Editions as the store keeps them: whole, so that a page can be made again and a line corrected; more than `to_json` prints."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from digests.edition import Coverage, Edition, Item, LeftOut, Link, Passage, Run, Scope
from digests.records import to_json

#: Why a line is listed in the thread though it is not printed: the only ones kept of what was left out.
NO_ROOM = "no room"


def edition_to_json(edition: Edition) -> dict[str, Any]:
    """Return an edition as plain JSON values; of what was left out only what its thread lists."""
    scope = edition.scope
    return {
        "scope": {
            **to_json(_without_times(scope)),
            "since": _text(scope.since),
            "until": _text(scope.until),
        },
        "items": [item_to_json(item) for item in edition.items],
        "coverage": to_json(edition.coverage),
        "left_out": [to_json(left) for left in edition.left_out if left.reason == NO_ROOM],
        "reader_version": edition.reader_version,
    }


def edition_from_json(row: Mapping[str, Any]) -> Edition:
    """Undo `edition_to_json`."""
    scope = {k: v for k, v in row["scope"].items() if k not in ("since", "until")}
    return Edition(
        scope=Scope(**scope, since=_instant(row["scope"]["since"]), until=_certain(row["scope"]["until"])),
        items=tuple(item_from_json(item) for item in row["items"]),
        coverage=_coverage(row["coverage"]),
        left_out=tuple(LeftOut(**left) for left in row["left_out"]),
        reader_version=row["reader_version"],
    )


def item_to_json(item: Item) -> dict[str, Any]:
    """Return a line as plain JSON values."""
    row: dict[str, Any] = to_json(item)
    return row


def item_from_json(row: Mapping[str, Any]) -> Item:
    """Undo `item_to_json`."""
    fixed: dict[str, Any] = {
        "runs": tuple(Run(**run) for run in row.get("runs", ())),
        "compared": tuple(Run(**run) for run in row.get("compared", ())),
        "links": tuple(Link(**link) for link in row.get("links", ())),
        "before": tuple(Link(**link) for link in row.get("before", ())),
        "passages": tuple(_passage(p) for p in row.get("passages", ())),
    }
    for name in ("facts", "families", "participants", "notes"):
        fixed[name] = tuple(row.get(name, ()))
    return Item(**{**row, **fixed})


def edition_from_body(body: Mapping[str, Any], *, title: str, after_seq: int, upto_seq: int) -> Edition:
    """Return an edition of which only the printed JSON was kept: its words are there, their italics are not."""
    coverage = body["coverage"]
    return Edition(
        scope=Scope(
            digest=body["digest"],
            title=title,
            channel=body["channel"],
            after_seq=after_seq,
            upto_seq=upto_seq,
            since=_instant(body["from"]),
            until=_certain(body["to"]),
            timezone=body["timezone"],
            late=body["late"],
        ),
        items=tuple(_printed(item) for item in body["items"]),
        coverage=Coverage(
            asked=coverage["asked"],
            answered=coverage["answered"],
            failed=tuple((name, "no answer") for name in coverage["failed"]),
            silent=tuple(coverage["silent"]),
            blind=tuple(coverage["blind"]),
        ),
        reader_version="",
    )


def _printed(row: Mapping[str, Any]) -> Item:
    names = {link["url"]: link["source"] for link in row["links"]}
    return Item(
        number=row["number"],
        section=row["section"],
        runs=(Run(text=row["text"]),),
        links=tuple(Link(**link) for link in row["links"]),
        facts=tuple(row["facts"]),
        story="",
        families=tuple(row["families"]),
        passages=tuple(
            Passage(url=p["url"], source=names.get(p["url"], ""), span=(p["start"], p["end"]), text=p["text"])
            for p in row["passages"]
        ),
        status=row["status"],
        dated=row["section"] == "expected",
        participants=tuple(row["participants"] or ()),
        quote=row["quote"],
    )


def _without_times(scope: Scope) -> dict[str, Any]:
    names = ("digest", "title", "channel", "after_seq", "upto_seq", "timezone", "late", "day", "weekly")
    return {name: getattr(scope, name) for name in names}


def _coverage(row: Mapping[str, Any]) -> Coverage:
    pairs = {
        name: tuple((a, b) for a, b in row.get(name, ())) for name in ("failed", "unread", "blind_since")
    }
    names = {name: tuple(row.get(name, ())) for name in ("silent", "blind")}
    return Coverage(**{**row, **pairs, **names})


def _passage(row: Mapping[str, Any]) -> Passage:
    return Passage(**{**row, "span": (row["span"][0], row["span"][1])})


def _text(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None


def _certain(text: str) -> datetime:
    found = _instant(text)
    assert found is not None
    return found
