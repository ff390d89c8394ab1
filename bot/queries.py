"""Queries as the bot's users write them: mistakes become messages with a caret, names come from the configuration."""

from bot.errors import UsageError
from bot.settings import Configuration
from bot.store import Store
from digests.query import Outlet, Query, QueryError, Subject, parse
from digests.records import Facts
from scrapers.article import Article


def read_query(text: str, configuration: Configuration | None = None, store: Store | None = None) -> Query:
    """Return a query.

    Args:
        text: As typed.
        configuration: Whose sources are known, for what the writer should know.
        store: Whose people are known, for the same.

    Raises:
        UsageError: It is refused; says where, why and what to write instead.
    """
    names = [n for s in configuration.sources for n in (s.id, s.name, s.family)] if configuration else []
    try:
        return parse(text, sources=names, people=store.people.names() if store else ())
    except QueryError as error:
        raise UsageError(error.with_caret()) from error


def noted(notice: str) -> str:
    """Return what the writer of a query should know as a line."""
    return f"Note: {notice}{'' if notice.endswith('?') else '.'}"


def outlet_of(configuration: Configuration, source: str) -> Outlet:
    """Return a source as queries see it; one no longer configured keeps its id."""
    for one in configuration.sources:
        if one.id == source:
            return Outlet(id=one.id, name=one.name, family=one.family, klass=one.klass)
    return Outlet(id=source, name=source, family=source)


def subject_of(configuration: Configuration, article: Article, facts: Facts) -> Subject:
    """Return a stored article as queries see it."""
    return Subject(article, facts, outlet_of(configuration, article.source))
