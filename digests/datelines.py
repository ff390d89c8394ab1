"""Datelines: the state a text is written in, and what speaks against its ministers being meant."""

from digests.document import Document
from digests.found import Found
from digests.names import names

#: Datelines of places where the bodies of many states meet: no home.
MEETING_PLACES = frozenset(
    ("geneva", "brussels", "new york", "vienna", "the hague", "strasbourg", "davos", "luxembourg")
)
_COMMITTING = frozenset(("would", "will"))


def datelines_of(document: Document) -> list[tuple[int, str]]:
    """Return each dateline's offset and the state of its place."""
    lexicon = names()
    out = []
    for paragraph in document.paragraphs:
        if paragraph.dateline_place is not None:
            place = document.of(paragraph.dateline_place)
            country = lexicon.country_of(place)
            if country and place.split(",")[0].lower() not in MEETING_PLACES:
                out.append((paragraph.start, country))
    return out


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
