"""From a fetched page to an article and its facts: the pure work between the network and the store.

It runs in the service or in a worker process, so everything it takes and gives can be sent through a pipe.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.documents import ReadDocument, read_document
from bot.masking import public_address
from digests.extract import read_article
from digests.holders import Holder, Holders
from digests.language import guess_language
from digests.lexicon.tables import extend
from digests.records import Facts
from digests.stories import Signature, signature
from scrapers.article import Article, Entry
from scrapers.errors import ScrapeError, SoftNotFoundError
from scrapers.page import article_from_feed, read_page
from scrapers.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What a reading process knows beside the tables that ship with the program."""

    #: The administrator's name tables: table to the text of its CSV file.
    lexicon: Mapping[str, str] = field(default_factory=dict)
    holders: tuple[Holder, ...] = ()


_holders: list[Holders] = []


def learn(knowledge: Knowledge) -> None:
    """Read with this from now on, in this process."""
    extend(knowledge.lexicon)
    _holders[:] = [Holders(knowledge.holders)] if knowledge.holders else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One page to read."""

    #: Id of its wanted row.
    wanted: int
    source: Source
    entry: Entry
    #: The page, after redirects; None when it could not be had and the feed's own text is all there is.
    body: bytes | None
    url: str
    content_type: str
    fetched: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a page held: an article with its facts, or why it held none."""

    wanted: int
    article: Article | None = None
    facts: Facts | None = None
    signature: Signature | None = None
    #: Why there is no article.
    reason: str = ""
    #: True where the page was answered and says that nothing is there.
    absent: bool = False
    #: True where reading it cost a process: it took too long, or ended it.
    costly: bool = False


#: Reads pages, in whatever order they are done.
ReadMany = Callable[[Iterator[Work]], Iterator[Read]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who reads what was fetched: the service itself, or processes (see `bot.workers.reading`)."""

    pages: ReadMany
    document: ReadDocument


def in_time(result: Read) -> tuple[datetime, int]:
    """Order pages by publication: which was read first must not decide whose story it is."""
    published = result.article.published if result.article else None
    return published or datetime.max.replace(tzinfo=UTC), result.wanted


def read(work: Work) -> Read:
    """Read one page; what is wrong with the page is told in `reason`, not raised."""
    try:
        if work.body is None:
            article = article_from_feed(work.entry, work.source, work.fetched)
        else:
            article = read_page(
                work.body,
                url=work.url,
                entry=work.entry,
                source=work.source,
                fetched=work.fetched,
                content_type=work.content_type,
            )
    except ScrapeError as error:
        return Read(wanted=work.wanted, reason=error.reason, absent=isinstance(error, SoftNotFoundError))
    article = replace(article, url=public_address(article.url, work.source.url))
    if article.language is None:
        article = replace(article, language=guess_language(article.text))
    facts = read_article(article, zone=work.source.timezone, holders=_holders[0] if _holders else None)
    return Read(wanted=work.wanted, article=article, facts=facts, signature=signature(article, facts))


def read_here(works: Iterator[Work]) -> Iterator[Read]:
    """Read pages in this process, one after the other."""
    return map(read, works)


#: Reads all in this process.
HERE = Readers(pages=read_here, document=read_document)
