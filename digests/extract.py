"""One article in, its facts out: the front of the readers."""

from datetime import date, datetime

from digests.document import annotate
from digests.embargo import read_embargo
from digests.holders import Holders
from digests.language import guess_language
from digests.meetings import read_meetings
from digests.mentions import offices_told, read_mentions
from digests.records import Facts, Office
from digests.statements import read_statements
from scrapers.article import Article

#: Years a text may be of; days are counted from others as if there were none.
_YEARS = range(1800, 2300)
#: Characters looked at of one text, of which the first half is read: a megabyte of ends of paragraphs costs 140 MiB.
LONGEST = 200_000


def read_article(article: Article, *, zone: str = "UTC", holders: Holders | None = None) -> Facts:
    """Read an article. English is read, other languages are not.

    Args:
        article: Its text, headline and captions.
        zone: IANA zone of its source, in which relative days count.
        holders: Who fills in an office the text leaves out.
    """
    language = article.language or guess_language(article.text)
    if language and language.split("-")[0] != "en":
        return Facts(read=False)
    return read_text(
        article.text,
        title=article.title,
        published=article.published,
        zone=zone,
        captions=article.captions,
        holders=holders,
    )


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: datetime | date | None = None,
    zone: str = "UTC",
    captions: tuple[tuple[int, int], ...] = (),
    holders: Holders | None = None,
) -> Facts:
    """Read a bare text; all spans are code points into it."""
    text = text[:LONGEST]
    if published is not None and published.year not in _YEARS:
        published = None  # a clock that was never set; and no calendar goes on before year 1
    document = annotate(text, title=title, published=published, zone=zone, captions=captions)
    embargo = read_embargo(document)
    # Read first: the passes that follow find the mentions in the document's notes.
    mentions = read_mentions(document, holders)
    facts = Facts(
        statements=read_statements(document),
        meetings=read_meetings(document),
        countries=mentions.countries,
        offices=tuple(
            Office(name=h.name, role=h.role, country=h.country, org=h.org) for h in offices_told(mentions)
        ),
        embargo=embargo.text if embargo else None,
        embargo_until=embargo.until.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if embargo and embargo.until else None,
    )
    # What passes leave there holds the document that holds it: without it all is freed at once and used anew while
    # still near the processor; the collector would come late, and look through everything to find it.
    document.notes.clear()
    return facts
