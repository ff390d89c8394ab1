"""Seats of power as scenes: who meets at the White House meets in Washington, at NATO headquarters in Brussels."""

from functools import cache

from digests.document import Document
from digests.lexicon.tables import rows as table
from digests.meetings.cues import rows
from digests.meetings.draft import Draft
from digests.meetings.known import capitals, town_of
from digests.meetings.phrases import Phrases
from digests.meetings.reach import distance
from digests.meetings.subordinate import tells_of_another
from digests.mentions import Mention
from digests.names import fold, names
from digests.places import Place

_LED_BY = frozenset("at in inside outside".split())
_HOUSES = frozenset(("headquarters", "hq", "offices", "premises"))
#: Seats of these stand in the capital.
_IN_THE_CAPITAL = frozenset(
    (
        "president",
        "prime minister",
        "foreign ministry",
        "defence ministry",
        "finance ministry",
        "parliament",
        "government",
        "monarch",
    )
)


@cache
def _seats() -> dict[str, str]:
    """Return the capital each seat of power stands in."""
    found = {}
    for row in table("seats"):
        city = capitals().get(row["country"])
        if city and row["seat_of"] in _IN_THE_CAPITAL:
            found[row["name"]] = city
    return found


@cache
def _headquarters() -> dict[str, str]:
    """Return the city in which a body has its headquarters."""
    return {
        body: city for row in rows("bystanders.yaml") for body, city in row.get("headquarters", {}).items()
    }


def seat_of(document: Document, phrases: Phrases, draft: Draft, reach: int = 26) -> Place | None:
    """Return the city of the seat of power at which a sentence sets a contact; None when it names none."""
    best: tuple[int, Place] | None = None
    sentence = document.sentences[draft.sentence]
    places = [
        (m.first, m.last, m.country, _city(phrases, m))
        for m in phrases.mentions.within(sentence.first, sentence.last)
    ]
    places += _houses(document, sentence.first, sentence.last)
    for first, last, country, city in places:
        if city is None or tells_of_another(phrases, draft, first):
            continue
        cost = distance(phrases, draft, first, last)
        if cost <= reach and (best is None or cost < best[0]):
            best = (
                cost,
                Place(
                    name=city,
                    country=country or town_of(city),
                    first=first,
                    last=last,
                    state=False,
                    led_by="at",
                    scene=True,
                ),
            )
    return best[1] if best else None


def _city(phrases: Phrases, m: Mention) -> str | None:
    led_by = phrases.word(m.first - 1) if phrases.word(m.first - 1) != "the" else phrases.word(m.first - 2)
    if led_by not in _LED_BY or m.kind != "organisation" or phrases.possessive(m):
        return None
    name = m.name or ""
    return _seats().get(name) or (_headquarters().get(name) if name == "UN" and led_by == "at" else None)


def _houses(document: Document, first: int, last: int) -> list[tuple[int, int, str | None, str | None]]:
    """Return the headquarters of bodies among tokens `first:last`, with their cities."""
    found: list[tuple[int, int, str | None, str | None]] = []
    for k in range(first + 1, last):
        if document.lower[k] not in _HOUSES:
            continue
        for start in range(max(first, k - 3), k):
            words = document.words[start:k]
            hit = names().match(words, [fold(word) for word in words], 0, len(words))
            if hit is not None and hit[0] == len(words) and hit[1].name in _headquarters():
                found.append((start, k, None, _headquarters()[hit[1].name]))
                break
    return found
