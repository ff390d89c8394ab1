"""From text to tree: the door to lark. Mistakes are told with their column and what to write instead."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken

from digests.query import slips, tree
from digests.query.clean import Clean
from digests.query.errors import QueryError
from digests.query.folding import fold_text
from digests.query.tree import Field, Near, Not, Phrase, Prefix, Tree
from digests.query.values import CLOSED, FIELDS, OPEN, Refusal, closed_value

#: Words between two that are near: as few and as many as may be said, and as many as are meant where nothing is said.
NEAREST, FARTHEST, FAR = 1, 100, 10
#: Fewer letters begin nearly every text.
SHORTEST_PREFIX = 2


def read(clean: Clean) -> Tree:
    """Return the tree of a query; raises QueryError for what cannot be read."""
    try:
        parsed = _Build(clean).transform(_lark().parse(clean.text))
    except UnexpectedToken as error:
        raise _unexpected(clean, error) from None
    except UnexpectedCharacters as error:
        raise clean.error(
            error.pos_in_stream or 0, "this cannot be read", "put it in quotation marks"
        ) from None
    assert isinstance(parsed, _Read)
    return parsed.tree


@cache
def _lark() -> Lark:
    grammar = files("digests.query").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=False)


def _unexpected(clean: Clean, error: UnexpectedToken) -> QueryError:
    token = error.token
    at = token.start_pos if token.type != "$END" and token.start_pos is not None else len(clean.text)
    said = str(token).strip()
    before = clean.text[:at].split()
    if token.type == "$END":
        last = before[-1] if before else ""
        return clean.error(
            len(clean.text), f"something is missing after `{last}`", "add a word, or remove it"
        )
    if token.type in ("AND", "OR", "NEAR"):
        if token.type == "NEAR" and any(word.startswith("NEAR") for word in before):
            return clean.error(
                at, "NEAR stands between two words, not three", "write a NEAR/5 b AND b NEAR/5 c"
            )
        if token.type == "NEAR" and before:
            return clean.error(
                at, "NEAR stands between two words or phrases", 'as in ceasefire NEAR/5 "humanitarian aid"'
            )
        quoted = f'to look for the word itself write "{said.lower()}"'
        return clean.error(at, f"`{said}` stands between two parts, and one is missing", quoted)
    if token.type == "RPAR":
        return clean.error(
            at, "nothing stands before this `)`", "remove the brackets, or write a word in them"
        )
    if before and before[-1].startswith("NEAR"):
        what = {"FIELD": "fields", "LPAR": "brackets"}.get(token.type, f"`{said}`")
        return clean.error(
            at, f"NEAR stands between words, not {what}", 'as in ceasefire NEAR/5 "humanitarian aid"'
        )
    return clean.error(at, f"`{said}` cannot stand here")


@dataclass(frozen=True, slots=True)
class _Read:
    """A part of the query while it is put together."""

    tree: Tree


class _Build(Transformer[Token, _Read]):
    """Makes the tree; lark calls the method of a rule's name."""

    def __init__(self, clean: Clean) -> None:
        super().__init__(visit_tokens=False)
        self._clean = clean

    def transform(self, parsed: object) -> object:  # type: ignore[override]  # lark's types name its tree
        try:
            return super().transform(parsed)  # type: ignore[arg-type]  # the same
        except Exception as error:
            cause = getattr(error, "orig_exc", None)
            if isinstance(cause, QueryError):
                raise cause from None
            raise

    def start(self, parts: list[_Read]) -> _Read:
        return parts[0]

    def or_(self, parts: list[_Read | Token]) -> _Read:
        return _Read(tree.disjunction([p.tree for p in parts if isinstance(p, _Read)]))

    def and_(self, parts: list[_Read | Token]) -> _Read:
        return _Read(tree.conjunction([p.tree for p in parts if isinstance(p, _Read)]))

    def negation(self, parts: list[_Read | Token]) -> _Read:
        last = parts[-1]
        assert isinstance(last, _Read)
        return _Read(Not(last.tree))

    def near(self, parts: list[_Read | Token]) -> _Read:
        left, operator, right = parts
        assert isinstance(left, _Read)
        assert isinstance(operator, Token)
        assert isinstance(right, _Read)
        assert isinstance(left.tree, Phrase | Prefix)
        assert isinstance(right.tree, Phrase | Prefix)
        distance = int(operator.partition("/")[2] or FAR)
        if not NEAREST <= distance <= FARTHEST:
            reason = f"NEAR takes {NEAREST} to {FARTHEST} words"
            raise self._clean.error(operator.start_pos or 0, reason, "as in NEAR/5")
        return _Read(Near(distance, left.tree, right.tree))

    def phrase(self, parts: list[Token]) -> _Read:
        (token,) = parts
        return _Read(Phrase(self._worded(token, token[1:-1])))

    def word(self, parts: list[Token]) -> _Read:
        (token,) = parts
        slips.check_word(self._clean, token.start_pos or 0, str(token))
        return _Read(Phrase(self._worded(token, str(token))))

    def prefix(self, parts: list[Token]) -> _Read:
        (token,) = parts
        return _Read(Prefix(self._begun(token.start_pos or 0, token[:-1])))

    def field(self, parts: list[Token]) -> _Read:
        (token,) = parts
        at = token.start_pos or 0
        name, _, value = token.partition(":")
        name, value = name.lower(), value.strip()
        if name not in FIELDS:
            raise slips.unknown_field(self._clean, at, name)
        start = at + len(token) - len(value)
        slips.check_value(self._clean, start, name, value)
        prefix = value.endswith("*") and name in OPEN
        value = " ".join(value.strip('"').rstrip("*" if prefix else "").split())
        if name in CLOSED:
            code = closed_value(name, value)
            if isinstance(code, Refusal):
                raise self._clean.error(
                    start, code.reason, slips.whole_value(self._clean, at, name) or code.suggestion
                )
            return _Read(Field(name, code))
        if prefix:
            return _Read(Field(name, self._begun(start, value), True))
        if not fold_text(value).folds:
            raise self._clean.error(start, f"`{name}:` wants a word", f"as in {slips.EXAMPLES[name]}")
        return _Read(Field(name, value))

    def _worded(self, token: Token, text: str) -> str:
        text = " ".join(text.split())
        if not fold_text(text).folds:
            at = token.start_pos or 0
            if text.strip("* ") == "" and text:
                raise self._clean.error(
                    at, "`*` alone would find everything", "write the beginning of a word before it"
                )
            raise self._clean.error(at, "there is no letter or digit in this", "write a word")
        return text

    def _begun(self, at: int, text: str) -> str:
        folded = fold_text(text)
        if sum(map(len, folded.plains)) < SHORTEST_PREFIX:
            raise self._clean.error(
                at, "this beginning is too short", f"write at least {SHORTEST_PREFIX} letters before `*`"
            )
        return text
