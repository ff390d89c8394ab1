"""One article in, its facts out: the front of the readers."""

from datetime import date, datetime

from digests.document import annotate
from digests.embargo import read_embargo
from digests.language import guess_language
from digests.meetings import read_meetings
from digests.mentions import read_mentions
from digests.records import Facts
from digests.statements import read_statements
from scrapers.article import Article


def read_article(article: Article, *, zone: str = "UTC") -> Facts:
    """Read an article; `zone` is its source's, in which relative days count. English is read, other languages are not."""
    language = article.language or guess_language(article.text)
    if language and language.split("-")[0] != "en":
        return Facts(read=False)
    return read_text(
        article.text, title=article.title, published=article.published, zone=zone, captions=article.captions
    )


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: datetime | date | None = None,
    zone: str = "UTC",
    captions: tuple[tuple[int, int], ...] = (),
) -> Facts:
    """Read a bare text; all spans are code points into it."""
    document = annotate(text, title=title, published=published, zone=zone, captions=captions)
    embargo = read_embargo(document)
    countries = {m.country for m in read_mentions(document).all if m.country}
    return Facts(
        statements=read_statements(document),
        meetings=read_meetings(document),
        countries=tuple(sorted(countries)),
        embargo=embargo.text if embargo else None,
        embargo_until=embargo.until.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if embargo and embargo.until else None,
    )
