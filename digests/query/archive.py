"""Articles and queries as a full-text index of plain words sees them: what it finds holds all that a query may hold of.

An index row has two texts: the words of title and text as compared, in order; and marks, in any order: words as written
where these differ, Latin readings of names, words of records, fields. Each is words of letters and digits between spaces.
"""

from datetime import UTC, datetime
from typing import Any

from digests.query.heard import bones
from digests.query.meaning import Atom, Beginning, Branch, Close, Has, Heard, Literal, Node, Row, Some
from digests.query.pieces import singular
from digests.query.spelling import readings
from digests.query.stream import short
from digests.query.subject import Outlet, Subject
from digests.records import facts_from_json
from scrapers.article import Article

#: Fields that are marks; the class of a source is configured and may change.
_MARKED = frozenset(("country", "lang", "status", "act", "kind"))
_LONGEST_SPLIT = 24
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOBODY = Outlet(id="", name="", family="")

#: A row cannot be told apart by this part of a query.
ANYTHING = ""


def archived_words(title: str, text: str, language: str | None, facts: dict[str, Any]) -> tuple[str, str]:
    """Return words and marks of an article for the index; facts as JSON."""
    read = facts_from_json(facts)
    article = Article(
        url="", source="", title=title, text=text, language=language, fetched=_EPOCH, fingerprint=""
    )
    return words_of(Subject(article, read, _NOBODY))


def words_of(subject: Subject) -> tuple[str, str]:
    """Return words and marks of an article for the index."""
    title, text = subject.title.words, subject.text.words
    marks = {mark("kind", "article"), mark("lang", subject.language)}
    marks.update(mark("country", code) for code in subject.countries)
    for meeting in subject.facts.meetings:
        marks.update((mark("kind", "meeting"), mark("status", meeting.status)))
    for statement in subject.facts.statements:
        marks.update((mark("kind", "statement"), mark("act", statement.act)))
    for piece in title.unique | text.unique:
        for fold, plain in zip(piece.folds, piece.plains, strict=True):
            if plain != fold:
                marks.update((fold, plain))
            if not plain.isascii():
                marks.update(readings(plain))
    for value in subject.own:
        own = short(value).words
        marks.update(own.folds, own.both, *(readings(plain) for plain in own.plains), own.plains)
    return " ".join((*title.folds, *text.folds)), " ".join(sorted(m for m in marks if m))


def mark(field: str, value: str) -> str:
    """Return the word that stands for a field; no text holds such a word."""
    return f"{field}ǂ{value}".replace("-", "").lower()


def prefilter(meaning: tuple[Branch, ...]) -> str:
    """Return the query as an FTS5 expression that every article it holds of meets; "" for none."""
    return _any([_node(branch.node) for branch in meaning])


def _any(parts: list[str]) -> str:
    if ANYTHING in parts:
        return ANYTHING
    unique = list(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else f"({' OR '.join(unique)})"


def _all(parts: list[str]) -> str:
    unique = list(dict.fromkeys(part for part in parts if part != ANYTHING))
    if not unique:
        return ANYTHING
    return unique[0] if len(unique) == 1 else f"({' AND '.join(unique)})"


def _node(node: Node) -> str:
    if isinstance(node, Literal):
        return _atom(node.atom) if node.wanted else ANYTHING
    parts = [_node(part) for part in node.parts]
    return _any(parts) if isinstance(node, Some) else _all(parts)


def _atom(atom: Atom | Heard) -> str:
    match atom:
        case Row():
            return _row(atom)
        case Beginning():
            return _beginning(atom.letters)
        case Heard():
            return _all([_any([_term(key) for key in bones(token)]) for token in atom.words if bones(token)])
        case Close():
            return _all([_atom(atom.left), _atom(atom.right)])
        case Has():
            if atom.field in _MARKED:
                return _term(mark(atom.field, atom.code))
            if atom.field == "place" and atom.code:
                return _term(mark("kind", "meeting"))
            if atom.field in ("class", "source"):
                return ANYTHING
            return _any([_atom(form) for form in atom.forms])


def _row(row: Row) -> str:
    words, joins = row.words, row.joins
    if row.plain:
        # As written: in the marks where it differs from what is compared.
        return _all([_any([_term(word), _term(singular(word))]) for word in words])
    parts = []
    for n, word in enumerate(words):
        ways = [_term(word), *_splits(word)]
        if n and joins[n - 1]:
            ways.append(_term(words[n - 1] + word))
        if n < len(joins) and joins[n]:
            ways.append(_term(word + words[n + 1]))
        parts.append(_any(ways))
    return _all(parts)


def _splits(word: str) -> list[str]:
    """Return the word as two in a row, in every place."""
    if len(word) > _LONGEST_SPLIT:
        return [ANYTHING]
    return [f'"{word[:n]} {word[n:]}"' for n in range(1, len(word))]


def _beginning(letters: str) -> str:
    ways = [f'"{letters}" *', f'"{singular(letters)}" *']
    for n in range(1, len(letters)):
        first, rest = letters[:n], letters[n:]
        ways.append(_all([_any([_term(first), _term(singular(first))]), f'"{singular(rest)}" *']))
    return _any(ways) if len(letters) <= _LONGEST_SPLIT else ANYTHING


def _term(word: str) -> str:
    return f'"{word}"'
