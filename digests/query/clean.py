"""A query as typed, made fit for the parser: no invisible characters, one kind of quotation mark, bounded in all ways."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from digests.query.errors import QueryError
from digests.query.tree import QUOTES

#: Nobody types a longer query, and every alert is matched against every article.
LONGEST = 2_000
DEEPEST = 24
MOST_PARTS = 200
_SIGNS = str.maketrans({"：": ":", "（": "(", "）": ")", "＊": "*", "／": "/", **dict.fromkeys(QUOTES, '"')})
#: Single quotation marks around several words, in the ways of several languages.
_SINGLE = re.compile(r"(?<![^\s(:])[‘'‚‹›]([^‘’'‹›\"]*\s[^‘’'‹›\"]*)[‘’'‹›](?![^\s)])")


@dataclass(slots=True)
class Clean:
    """A query without invisible characters, and the column of each character that is left."""

    original: str
    text: str = ""
    columns: list[int] = field(default_factory=list)

    def error(self, at: int, reason: str, suggestion: str | None = None) -> QueryError:
        """Return a mistake at a place of the text."""
        column = self.columns[at] if at < len(self.columns) else len(self.original) + 1
        return QueryError(self.original, column, reason, suggestion)


def cleaned(text: str) -> Clean:
    """Return a query fit for the parser.

    Raises:
        QueryError: It is empty, too long, nested too deeply, or something is never closed.
    """
    if len(text) > LONGEST:
        reason = f"the query has {len(text):,} characters; at most {LONGEST:,} are read"
        raise QueryError(text[: LONGEST + 1], LONGEST + 1, reason, "split it into several")
    out = Clean(text)
    if text.isascii() and text.isprintable():
        out.text, out.columns = text, list(range(1, len(text) + 1))
    else:
        out.text = "".join(_visible(text, out.columns))
    # Single quotation marks around words ('without preconditions'); inside a word they are apostrophes.
    out.text = _SINGLE.sub(r'"\1"', out.text)
    if not out.text.strip():
        raise QueryError(text, 1, "nothing stands here", "write words, or fields as in country:SYR")
    _check_brackets(out)
    return out


def _visible(text: str, columns: list[int]) -> Iterator[str]:
    """Yield the characters that can be seen, blanks and signs in one form each, and note their columns."""
    for column, character in enumerate(text, 1):
        category = unicodedata.category(character)
        if category not in ("Cf", "Cs", "Co", "Cn"):
            columns.append(column)
            yield " " if category in ("Cc", "Zs", "Zl", "Zp") else character.translate(_SIGNS)


def _check_brackets(clean: Clean) -> None:
    """Refuse what is never closed or nested too deeply, before any parser sees it."""
    opened: list[int] = []
    quoted: int | None = None
    for at, character in enumerate(clean.text):
        if character == '"':
            quoted = at if quoted is None else None
        elif quoted is None and character == "(":
            opened.append(at)
            if len(opened) > DEEPEST:
                raise clean.error(at, f"brackets are nested more than {DEEPEST} deep", "write fewer")
        elif quoted is None and character == ")":
            if not opened:
                raise clean.error(at, "this `)` closes nothing", "remove it")
            opened.pop()
    if quoted is not None:
        before, after = clean.text[:quoted], clean.text[quoted + 1 :]
        if before[-1:].strip() and before[-1] not in "(:" and not after[:1].strip(" )"):
            raise clean.error(
                quoted, "this quotation mark closes nothing", "add one where the phrase begins, or remove it"
            )
        raise clean.error(quoted, "this quotation mark is never closed", "add one at the end of the phrase")
    if opened:
        raise clean.error(opened[-1], "this `(` is never closed", "add a `)`")
    parts = len(re.findall(r'"[^"]*"|[^\s"()]+', clean.text))
    if parts > MOST_PARTS:
        raise clean.error(
            len(clean.text), f"the query has {parts} parts; at most {MOST_PARTS} are read", "split it"
        )
    nots = re.search(rf"(?:\bNOT\b[\s(]*){{{DEEPEST + 1}}}", clean.text)
    if nots:
        raise clean.error(nots.start(), "too many NOT in a row", "write one, or none")
