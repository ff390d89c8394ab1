"""Scores of meetings: found or not by who took part, then who, where, when, in what form and whether it was held.

A meeting is found when two of the labelled participants agree (one where only one is labelled) and both or neither are
a call. A label may be optional (`required: false`): finding it counts for nothing.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from benchmarks.scores.measures import Rate, Row, Share, one_to_one

_DETAILS = ("participants", "place", "date", "status", "format")


def score(gold: Sequence[Row], read: dict[str, list[Row]]) -> dict[str, object]:
    """Return the scores by name; `gold` are rows of `doc` (or `id`) and `meetings`, `read` the meetings of each text."""
    found = Rate()
    people = Rate()
    details = {what: Share() for what in _DETAILS[1:]}
    clean = Share()
    for row in gold:
        rows = read.get(row["doc"] if "doc" in row else row["id"], [])
        pairs = _match(row["meetings"], rows)
        required = [n for n, label in enumerate(row["meetings"]) if label["required"]]
        hits = [n for n in required if n in pairs]
        found.right += len(hits)
        found.labelled += len(required)
        found.predicted += len(rows) - sum(n not in required for n in pairs)
        if not required:
            clean.add(len(rows) > len(pairs))
        for n in hits:
            label, meeting = row["meetings"][n], rows[pairs[n]]
            people.right += len(_together(label, meeting))
            people.predicted += len(meeting["participants"])
            people.labelled += len(label["participants"])
            _details(details, label, meeting)
    return {
        "detection": found,
        "participants": people,
        **details,
        "texts without a meeting that got one": clean,
    }


def _match(labels: Sequence[Row], rows: Sequence[Row]) -> dict[int, int]:
    pairs = []
    for n, label in enumerate(labels):
        for m, row in enumerate(rows):
            shared = len(_together(label, row))
            calls = ("phone_call" in label["format"]) == (row["format"] == "phone_call")
            if calls and shared >= min(2, len(label["participants"])):
                # Required labels first, then the better told.
                worth = label["required"] + 0.1 * shared + 0.5 * (row["status"] in label["status"])
                pairs.append((worth, n, m))
    return one_to_one(pairs, 0.0)


def _together(label: Row, row: Row) -> dict[int, int]:
    return one_to_one(
        [
            (strength, n, m)
            for n, wanted in enumerate(label["participants"])
            for m, given in enumerate(row["participants"])
            if (strength := _strength(given, wanted))
        ],
        0.1,
    )


def _strength(given: Row, wanted: Row) -> float:
    """Return how surely two participants are one: by name, by state, by body."""
    if given.get("name") and wanted.get("name"):
        same = _last(given["name"]) == _last(wanted["name"])
        return 2.0 if same else 0.5 * (given.get("country") in (wanted.get("country") or ()))
    if given.get("country") and given["country"] in (wanted.get("country") or ()):
        return 1.0
    bodies = {str(given.get(k) or "").casefold() for k in ("org", "name")} - {""}
    return 1.0 if bodies & {str(wanted.get(k) or "").casefold() for k in ("org", "name")} else 0.0


def _last(name: str) -> str:
    return name.split()[-1].casefold()


def _details(shares: dict[str, Share], label: Row, row: Row) -> None:
    shares["status"].add(row["status"] in label["status"])
    shares["format"].add(row["format"] in label["format"])
    if label.get("place"):
        place = (row.get("place") or "").casefold()
        shares["place"].add(
            place and any(place in p.casefold() or p.casefold() in place for p in label["place"])
        )
    if label.get("date"):
        shares["date"].add(row.get("date") and _dates_agree(row["date"], label["date"]))


def _dates_agree(given: str, wanted: str) -> bool:
    """Tell whether two days, months or ranges share a day, and the given one is not much the wider."""
    a, b = _range(given), _range(wanted)
    share = a[0] <= b[1] and b[0] <= a[1]
    return share and (a[1] - a[0]) <= max(b[1] - b[0], timedelta(days=7))


def _range(text: str) -> tuple[date, date]:
    parts = text.split("/")
    return _first(parts[0]), _end(parts[-1])


def _first(text: str) -> date:
    numbers = [int(n) for n in text.split("-")]
    return date(*[*numbers, 1, 1][:3])


def _end(text: str) -> date:
    numbers = [int(n) for n in text.split("-")]
    if len(numbers) == 3:
        return date(*numbers)
    year, month = [*numbers, 12][:2]
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
