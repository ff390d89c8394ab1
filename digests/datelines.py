"""Datelines: the state a text is written in, and what speaks against its ministers being meant."""

from functools import cache
from importlib.resources import files

from digests.document import Document
from digests.found import Found
from digests.lexicon.yamlfile import load_plain
from digests.names import names

_COMMITTING = frozenset(("would", "will"))


@cache
def conference_cities() -> frozenset[str]:
    """Return cities where others meet, so that a dateline there says nothing of the parties."""
    text = (files("digests.lexicon") / "bystanders.yaml").read_text(encoding="utf-8")
    return frozenset(city for row in load_plain(text) for city in row.get("conference_cities", ()))


def datelines_of(document: Document) -> list[tuple[int, str]]:
    """Return each dateline's offset and the state of its place; a city where others meet is nobody's home."""
    lexicon = names()
    out = []
    for paragraph in document.paragraphs:
        if paragraph.dateline_place is not None:
            place = document.of(paragraph.dateline_place)
            country = lexicon.country_of(place)
            if country and place.split(",")[0].title() not in conference_cities():
                out.append((paragraph.start, country))
    return out


def dateline_state(document: Document) -> str | None:
    """Return the state a text is written in: that of all its datelines."""
    states = {country for _, country in datelines_of(document)}
    return states.pop() if len(states) == 1 else None


def speaks_for_another(document: Document, found: list[Found], f: Found, home: str) -> bool:
    """Tell whether somebody says what another state would do: "WARSAW - Defence Secretary Lund said that Britain would stay"."""
    last = document.sentence_at(document.starts[f.first]).last
    return any(
        m.kind == "state"
        and m.country != home
        and f.last <= m.first < last
        and m.last < last
        and document.lower[m.first - 1] in ("that", "said")
        and document.lower[m.last] in _COMMITTING
        for m in found
    )
