"""The invented press of the demo, read and composed without network or database; run by itself it prints all forms."""

import json
import sys
from collections.abc import Sequence

from bot.blocks import payloads
from bot.demo.articles import outlets
from bot.demo.day import EVENING
from digests import render
from digests.edition import Edition, Told
from digests.extract import read_article
from digests.keeping import edition_to_json
from digests.stories import Known, place, signature
from scrapers.article import Article
from tests.digests.making import edition


def material() -> list[Told]:
    """Return the day's English articles as the page job reads and places them, in order of publication."""
    rows = sorted(
        (
            (piece.published, outlet.id, piece.versions[-1], outlet)
            for outlet in outlets()
            if outlet.language == "en"
            for piece in outlet.pieces
        ),
        key=lambda row: (*row[:2], row[2].title),
    )
    out: list[Told] = []
    known: list[Known] = []
    for number, (at, _id, version, outlet) in enumerate(rows, 1):
        article = Article(
            url=f"https://{outlet.id}.example/{number}",
            source=outlet.id,
            title=version.title,
            text="\n\n".join(version.paragraphs),
            published=at,
            fetched=at,
            fingerprint=str(number),
            language="en",
        )
        facts = read_article(article)
        sign = signature(article, facts)
        placed = place(sign, known, seed=article.url)
        stories = {"story": placed.story, "meeting_stories": placed.meeting_stories}
        known.append(Known(id=number, signature=sign, family=outlet.name, seen=at, **stories))
        out.append(
            Told(
                id=number,
                seq=number,
                article=article,
                facts=facts,
                outlet=outlet.name,
                family=outlet.name,
                seen=at,
                **stories,
            )
        )
    return out


def composed(told: Sequence[Told], earlier: Sequence[Told] = ()) -> Edition:
    """Return the evening's edition of some material."""
    return edition(told, earlier, until=EVENING, since=EVENING.replace(day=11))


def printed(made: Edition) -> str:
    """Return an edition in every form there is."""
    forms = [
        json.dumps(form(made), ensure_ascii=False) for form in (payloads, render.to_json, edition_to_json)
    ]
    return "\n".join([*forms, render.text(made), render.markdown(made), render.html(made), render.why(made)])


if __name__ == "__main__":
    sys.stdout.buffer.write(printed(composed(material())).encode())
