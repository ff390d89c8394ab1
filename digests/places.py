"""Where: the cities and countries a passage names as the scene of something, never the dateline by itself."""

import re
from dataclasses import dataclass
from typing import Protocol

from digests.document import Document
from digests.mentions import Mention
from digests.names import fold, names

_IN = frozenset("in at near outside into from to through around via".split())
_SCENE = frozenset(("in", "at", "near", "outside"))
#: "in the Siberian city of X", "in the Turkish resort X".
_KINDS = frozenset(
    "city town capital resort port village island province region district suburb state republic kingdom emirate "
    "enclave territory metropolis".split()
)
#: Nouns whose "in X" says where a trouble is, not where people meet.
_TROUBLES = frozenset(
    "war wars crisis crises situation conflict conflicts violence fighting peace elections election coup troops forces "
    "ceasefire truce rights democracy unrest clashes refugees militants rebels groups killings attack attacks siege "
    "developments stability reconstruction events tensions interests ambassador embassy mission presence role companies "
    "people citizens investment projects operations bases base influence support transition strikes offensive atrocities "
    "government power office hostages prisoners famine insurgency involvement intervention bloodshed settlements".split()
)
_NEVER = frozenset("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
                   "september october november december english french german arabic russian chinese parliament congress "
                   "cabinet islam god internet twitter facebook afp reuters ap".split())  # fmt: skip


#: States that are a city of their own, which "in" names as the city.
_CITY_STATES = frozenset("Singapore Monaco Luxembourg Djibouti Kuwait Panama Guatemala Mexico".split())
#: What may stand before the name of a place.
_DESCRIBING = frozenset(
    "the his its northern southern eastern western central northeastern northwestern southeastern southwestern border "
    "coastal capital ancient old small nearby black sea red neighbouring neighboring".split()
)
_DEMONYMS = ("ern", "ian", "ish", "ese", "an")


class Located(Protocol):
    """Whatever tells which mention covers a token."""

    def at(self, token: int) -> Mention | None:
        """Return the widest mention that covers a token."""

    def within(self, first: int, last: int) -> list[Mention]:
        """Return the mentions inside tokens `first:last`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as a passage names it; `first:last` are its tokens."""

    name: str
    #: ISO 3166-1 alpha-3 of the state it lies in; None when not known.
    country: str | None
    first: int
    last: int
    #: True for a whole state, False for a city or other spot.
    state: bool
    #: The word that leads it in ("in", "to"), or "".
    led_by: str
    #: False when it says where a trouble is ("the war in Syria").
    scene: bool


def place_of(document: Document, m: Mention) -> Place:
    """Return the place a mention of a city or state names, whatever leads it in."""
    name = m.name or document.of(m.span)
    return Place(
        name=name,
        country=m.country,
        first=m.first,
        last=m.last,
        state=_is_state(m),
        led_by="",
        scene=True,
    )


def _is_state(m: Mention) -> bool:
    """Tell whether a mention names a whole state, also where its name was taken for that of a region."""
    return m.kind == "state" or (
        m.country is not None and names().states.get(m.country) == m.name and m.name not in _CITY_STATES
    )


def read_places(document: Document, mentions: Located, first: int, last: int) -> list[Place]:
    """Return the places led in by a preposition among tokens `first:last`, in order.

    A city and its country in a row ("in Geneva, Switzerland") are one place under the city's name.
    """
    found: list[Place] = []
    lower, words = document.lower, document.words
    i = first
    while i < last:
        covering = mentions.at(i)
        inside = covering is not None and covering.kind == "place"
        if lower[i] not in _IN or (inside and lower[i] == words[i]):
            i += 1
            continue
        place = _after(document, mentions, i, last)
        if place is None:
            i += 1
            continue
        found.append(place)
        i = max(place.last, i + 1)
        # "in Paris and Geneva", "Vienna and Paris"
        while i + 1 < last and lower[i] in ("and", ",", "or"):
            m = mentions.at(i + 1)
            if m is None or m.kind not in ("place", "state") or m.first != i + 1:
                break
            found.append(
                Place(
                    name=m.name or document.of(m.span),
                    country=m.country,
                    first=m.first,
                    last=m.last,
                    state=_is_state(m),
                    led_by=place.led_by,
                    scene=place.scene,
                )
            )
            i = m.last
    return found


def _after(document: Document, mentions: Located, at: int, last: int) -> Place | None:
    """Read the place that the preposition at token `at` leads in."""
    lower, words = document.lower, document.words
    before = lower[at - 1] if at else ""
    own_room = before == "office" and at > 1 and lower[at - 2] in ("his", "her")
    scene = lower[at] in _SCENE and (before not in _TROUBLES or own_room)
    j = at + 1
    kind_seen = False
    while j < min(last, at + 8):
        m = _named(document, mentions, j)
        if m is not None and m.kind in ("place", "state") and m.first >= at:
            nxt = m.last
            possessive = lower[nxt] if nxt < last else ""
            if possessive in ("'s", "’s", "'", "’") and nxt + 1 < last:
                # "in China's capital Beijing", "in Russia's Sochi": the place follows its owner.
                inner = _further(document, mentions, nxt + 1, last)
                if inner is None:
                    return None
                name, first, end, country, state = inner
                return Place(
                    name=name,
                    country=country or m.country,
                    first=first,
                    last=end,
                    state=state,
                    led_by=lower[at],
                    scene=scene,
                )
            if (
                m.kind == "state"
                and nxt < last
                and words[nxt][0].islower()
                and lower[nxt] in _KINDS | {"border", "coastal", "southern"}
            ):
                j = nxt
                kind_seen = True
                continue
            end = _swallow_country(document, mentions, m.last, last) if m.kind == "place" else m.last
            return Place(
                name=m.name or document.of(m.span),
                country=m.country,
                first=m.first,
                last=end,
                state=_is_state(m),
                led_by=lower[at],
                scene=scene,
            )
        if m is not None and m.kind not in ("group", "office") and not kind_seen:
            return None
        word = lower[j]
        if word in _KINDS and words[j] == word:
            kind_seen = True
        elif word == "of" and kind_seen:
            pass
        elif words[j][0].isupper() and (kind_seen or j == at + 1):
            return _unknown(document, mentions, at, j, last, scene, kind_seen)
        elif not (word in _DESCRIBING or words[j][0].isupper() or word.endswith(_DEMONYMS)):
            return None
        j += 1
    return None


def _named(document: Document, mentions: Located, j: int) -> Mention | None:
    """Return the place that begins at a token, also inside an office ("the ambassador in Bonn"), else what covers it."""
    m = mentions.at(j)
    if m is None or m.kind in ("place", "state") or m.first == j:
        return m
    words = document.words[j : m.last]
    hit = names().match(words, [fold(word) for word in words], 0, len(words))
    if hit is None or hit[1].kind not in ("state", "city", "capital"):
        return m
    end = j + hit[0]
    return Mention(
        kind="state" if hit[1].kind == "state" else "place",
        first=j,
        last=end,
        head=end - 1,
        span=(document.starts[j], document.ends[end - 1]),
        name=hit[1].name,
        country=hit[1].country,
    )


def _further(
    document: Document, mentions: Located, i: int, last: int
) -> tuple[str, int, int, str | None, bool] | None:
    """Return the place named after its owner, over "capital", "Black Sea resort of" and the like."""
    for j in range(i, min(last, i + 7)):
        m = mentions.at(j)
        if m is not None and m.kind == "place":
            return m.name or document.of(m.span), m.first, m.last, m.country, False
        if m is not None:
            return None
        word = document.lower[j]
        if document.words[j][0].isupper() and j > i and document.lower[j - 1] in _KINDS | {"of"}:
            end = _capitals(document, mentions, j, last)
            return " ".join(document.words[j:end]), j, end, None, False
        if not (
            word in _KINDS
            or word == "of"
            or document.words[j][0].isupper()
            or word.endswith("ern")
            or word == "border"
        ):
            return None
    return None


def _capitals(document: Document, mentions: Located, j: int, last: int) -> int:
    end = j
    while end < last and document.words[end][0].isupper() and (mentions.at(end) is None or end == j):
        end += 1
    return end


def _unknown(
    document: Document, mentions: Located, at: int, j: int, last: int, scene: bool, kind_seen: bool
) -> Place | None:
    """Read a capitalised name that no table knows: a town when "city of" or a country after a comma says so."""
    if document.lower[j] in _NEVER or mentions.at(j) is not None:
        return None
    end = _capitals(document, mentions, j, last)
    if end == j or end - j > 3:
        return None
    country: str | None = None
    follows = document.lower[end] if end < last else ""
    known = kind_seen
    if follows == "," and end + 1 < last:
        m = mentions.at(end + 1)
        if m is not None and m.kind == "state":
            country, known = m.country, True
            name = " ".join(document.words[j:end])
            return Place(
                name=name,
                country=country,
                first=j,
                last=m.last,
                state=False,
                led_by=document.lower[at],
                scene=scene,
            )
    word = document.words[j]
    if not known and (word.isupper() or document.lower[at] not in ("in",) or follows in ("'s", "’s", "-")):
        return None
    if not known and not re.fullmatch(r"[A-Z][\w'’-]+", word):
        return None
    name = " ".join(document.words[j:end])
    return Place(
        name=name, country=country, first=j, last=end, state=False, led_by=document.lower[at], scene=scene
    )


def _swallow_country(document: Document, mentions: Located, i: int, last: int) -> int:
    if i + 1 < last and document.lower[i] == ",":
        m = mentions.at(i + 1)
        if m is not None and m.kind in ("state", "place") and m.first == i + 1:
            return m.last
    return i
