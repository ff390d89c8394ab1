"""New versions: what a source's change of its own article adds, and whether it still is that article. Pure.

A changed article is no news by being changed: what its version before told was told already.
"""

import re
from functools import cache
from importlib.resources import files

from digests import gate
from digests.lexicon.yamlfile import load_plain
from digests.records import Facts, Meeting, MeetingStatus, Statement

#: Of so many of a statement's words in another one, both say the same.
_SAME_WORDS = 0.8
#: A page that keeps fewer of an article's words is another page: a wall, a notice, a home page.
_KEPT = 0.5
#: A notice that stands in an article's place is short.
_NOTICE = 120
#: What is still to come: another day of it is news.
_AHEAD: frozenset[MeetingStatus] = frozenset({"planned", "ongoing", "postponed"})
_WORD = re.compile(r"\w+")


def told_before(old: Facts, old_text: str, new: Facts, new_text: str) -> frozenset[str]:
    """Return the facts of a version ("m0", "s3") that the version before it told already."""
    meetings = {f"m{n}" for n, m in enumerate(new.meetings) if any(_adds_nothing(m, o) for o in old.meetings)}
    said = [(_who(s.speaker, s.role), _words(_content(s, old_text))) for s in old.statements]
    statements = {
        f"s{n}"
        for n, s in enumerate(new.statements)
        if any(
            who == _who(s.speaker, s.role) and _alike(_words(_content(s, new_text)), words)
            for who, words in said
        )
    }
    return frozenset(meetings | statements)


def is_same_article(old: str, new: str) -> bool:
    """Tell whether a text still is the article it was, whatever was changed in it."""
    mine = _words(old)
    return len(mine & _words(new)) >= _KEPT * len(mine)


def is_withdrawal(title: str, text: str) -> bool:
    """Tell whether a page says that the article that stood there was withdrawn."""
    if len(text.split()) > _NOTICE:
        return False
    return any(pattern.search(f"{title}\n{text}") for pattern in _cues())


@cache
def _cues() -> tuple[re.Pattern[str], ...]:
    text = (files("digests.lexicon") / "withdrawals.yaml").read_text(encoding="utf-8")
    return tuple(
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, row['forms']))})(?!\w)", re.IGNORECASE)
        for row in load_plain(text)
    )


def _adds_nothing(new: Meeting, old: Meeting) -> bool:
    return (
        new.status == old.status
        # Another day or place of what took place is a correction, which stands in the edition that told it.
        and (new.date in (None, old.date) or new.status not in _AHEAD)
        and not (new.outcome and not old.outcome)
        and _people(new) <= _people(old)
        and bool(_people(new))
    )


def _people(meeting: Meeting) -> set[str]:
    return {_who(p.name, p.role or p.country or p.org) for p in meeting.participants}


def _who(name: str | None, else_: str | None) -> str:
    """Return the last word of a name: a later version may give more of it or less."""
    return (name.split()[-1] if name else else_ or "").casefold()


def _content(statement: Statement, text: str) -> str:
    return " ".join(text[a:b] for a, b in statement.spans)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(gate.normalise(text).casefold()))


def _alike(mine: set[str], theirs: set[str]) -> bool:
    return len(mine & theirs) >= _SAME_WORDS * max(len(mine), 1)
