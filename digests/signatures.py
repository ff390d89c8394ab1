"""Signatures: who signs a text written in the first person ("Statement by Foreign Minister Petra Lund")."""

import re

from digests.document import Document, annotate
from digests.mentions import Mention, read_mentions

#: Headings of texts that speak in the first person.
_ISSUED = re.compile(
    r"\b(?:statement|remarks|speech|address|message|declaration|letter|comments?)\b.{0,40}?\b(?:by|from|of)\b(?P<who>.+)",
    re.IGNORECASE,
)
_SIGNING = ("person", "organisation", "state", "office")


def issuer(document: Document) -> Mention | None:
    """Return who signs a text, from its heading or first lines; None when nobody does."""
    opening = [document.text[p.start : p.end] for p in document.paragraphs[:2] if p.end - p.start < 160]
    for line in [document.title or "", *opening]:
        issued = _ISSUED.search(line)
        if issued:
            # As the subject of a sentence: a bare name would be read as a headline.
            signed = read_mentions(annotate(f"{issued['who'].strip(' .')}, said so.")).all
            return next((m for m in signed if m.kind in _SIGNING), None)
    return None
