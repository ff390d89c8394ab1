"""Slips of people who write queries: signs and forms of other languages of search, and what to write instead here."""

import re

from digests.nearest import nearest
from digests.query.asking import near
from digests.query.clean import Clean
from digests.query.errors import QueryError
from digests.query.folding import fold_text
from digests.query.tree import OPERATOR
from digests.query.values import CLOSED, FIELDS, closed_value

#: What a field without a value may be told as an example.
EXAMPLES = {
    "who": 'who:"Petra Lund"', "org": "org:UN", "place": "place:Geneva", "role": "role:minister", "topic": "topic:ceasefire",
    "source": "source:gazette",
}  # fmt: skip
#: How like a field another must be to be offered for it, of 100.
_LIKE = 72
_ALL_WORDS = "leave it out: all words must be there"
#: Signs that stand alone.
_ALONE = {
    "|": "write OR", "||": "write OR", "/": "write OR", "&": "write AND", "&&": "write AND", "+": _ALL_WORDS, "-": _ALL_WORDS,
    "–": _ALL_WORDS, "—": _ALL_WORDS, ",": _ALL_WORDS, ";": _ALL_WORDS,
}  # fmt: skip
_FIRST = {
    "-": "write NOT {}",
    "!": "write NOT {}",
    "+": "leave out the sign: all words must be there",
    "~": "leave out the sign: words are matched as they are, in singular and plural",
    "^": "leave out the sign",
}
#: Ways of other languages to say that two words are near.
_NEAR = re.compile(r"(?:near|w|n|within)/\d*|NEAR\d+|NEAR:\S*|NEAR/\S+|[/~]\d+", re.IGNORECASE)
_FIELD = re.compile(r"([^\W\d_]+):")
#: Signs that seem to part several values, for fields of which no value holds them.
_PARTED, _PARTED_OPEN = re.compile(r"[,;|&+/](?=.)"), re.compile(r"[,;|](?=.)")
_NAMES = (*CLOSED, "who", "place")


def check_word(clean: Clean, at: int, text: str) -> None:
    """Refuse a word that would be looked for as it stands but was meant otherwise."""
    if text in _ALONE:
        raise clean.error(at, f"`{text}` has no meaning here", _ALONE[text])
    if _NEAR.fullmatch(text):
        if re.match(r"~\d", text):
            raise clean.error(
                at, f"`{text}` has no meaning here", "for words near each other write a NEAR/5 b"
            )
        reason = (
            "NEAR takes a whole number of words"
            if text.startswith("NEAR/")
            else f"`{text}` has no meaning here"
        )
        raise clean.error(at, reason, "for words near each other write a NEAR/5 b")
    if field := _FIELD.match(text):
        _check_field(clean, at, text, field[1].lower())
    if text[0] == ":" and fold_text(text).folds:
        raise clean.error(
            at, "a colon stands right behind its field", "as in who:Lavrov, without a blank or a second one"
        )
    if (equals := re.match(r"([A-Za-z]+)=(.+)", text)) and equals[1].lower() in FIELDS:
        raise clean.error(
            at + len(equals[1]), "`=` has no meaning here", f"write {equals[1].lower()}:{equals[2]}"
        )
    if text[0] in "[{" and fold_text(text).folds:
        raise clean.error(at, f"`{text[0]}` has no meaning here", "brackets are ( and )")
    if text[0] in _FIRST and len(text) > 1 and fold_text(text[1:]).folds:
        raise clean.error(at, f"`{text[0]}` has no meaning here", _FIRST[text[0]].format(text[1:]))
    if "*" in text and text.strip("*"):
        raise clean.error(at + text.index("*"), "`*` stands at the end of a word only", "as in sanction*")
    if sign := re.search(r"(?<=\w)(?:[~^]\d*$|\?(?=\w))", text):
        raise clean.error(
            at + sign.start(),
            f"`{sign[0]}` has no meaning here",
            "leave it out, or write the beginning of the word and `*`",
        )


def _check_field(clean: Clean, at: int, text: str, name: str) -> None:
    """Refuse a word that looks like a field: an unknown one, or one whose value is missing."""
    if name not in FIELDS:
        raise unknown_field(clean, at, name)
    after = at + len(name) + 1
    if text[len(name) + 1 :]:
        raise clean.error(after, "a field has one colon", f"write {name}:{text[len(name) + 1 :].strip(':')}")
    if clean.text[after:].lstrip().startswith("("):
        raise clean.error(after, "a field takes one value, not brackets", f"write ({name}:A OR {name}:B)")
    raise clean.error(at, f"`{text}` has no value", 'write one, as in country:SYR or who:"Petra Lund"')


def unknown_field(clean: Clean, at: int, name: str) -> QueryError:
    """Return the refusal of a field that does not exist."""
    if near("day", name):
        return clean.error(
            at,
            "a query asks for no day",
            "what is newest comes first; put a day that stands in the text in quotation marks",
        )
    if near("text", name):
        return clean.error(
            at,
            f"there is no field `{name}:`",
            "write the words alone: they are looked for in headline and text",
        )
    meant = near("field", name) or nearest(name, FIELDS, _LIKE)
    suggestion = (
        f"did you mean `{meant}:`?"
        if meant
        else f"fields are {', '.join(FIELDS)}; a word with a colon goes in quotation marks"
    )
    return clean.error(at, f"there is no field `{name}:`", suggestion)


def check_value(clean: Clean, at: int, name: str, value: str) -> None:
    """Refuse a value that seems to be several."""
    if value.startswith('"'):
        turned = re.fullmatch(r'"([^",]+),\s*([^",]+)"', value) if name == "who" else None
        if turned:
            raise clean.error(
                at,
                "a name is looked for as it is spoken",
                f'write who:"{turned[2].strip()} {turned[1].strip()}"',
            )
        return
    parting = (_PARTED if name in _NAMES else _PARTED_OPEN).search(value)
    if parting:
        each = [part for part in re.split(r"[,;|&+/]", value) if part][:3]
        raise clean.error(
            at + parting.start(),
            "a field takes one value",
            f"write ({' OR '.join(f'{name}:{part}' for part in each)})",
        )
    if name in CLOSED and "*" in value:
        raise clean.error(at + value.index("*"), f"`{name}:` takes a whole value, no `*`", None)


def whole_value(clean: Clean, at: int, name: str) -> str | None:
    """Return how to write a value of several words of which only the first was taken, as in country:North Korea."""
    words = re.match(r"[A-Za-z_]+:\s*([^()\":]+)", clean.text[at:])
    several = words[1].split() if words else []
    for count in (4, 3, 2):
        if len(several) >= count and not any(OPERATOR.match(word) for word in several[:count]):
            value = " ".join(several[:count])
            if isinstance(closed_value(name, value), str):
                return f'write {name}:"{value}"'
    return None
