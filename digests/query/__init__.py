"""The query language: one parser and one meaning for alerts, digest filters and the archive."""

from digests.query.errors import QueryError
from digests.query.evaluate import Found, holds, passages
from digests.query.matcher import Matcher, Meaning
from digests.query.queries import Query, meaning_of, parse
from digests.query.subject import Outlet, Subject

__all__ = [
    "Found",
    "Matcher",
    "Meaning",
    "Outlet",
    "Query",
    "QueryError",
    "Subject",
    "holds",
    "meaning_of",
    "parse",
    "passages",
]
