"""Relevance: how high an office ranks, and whether a text is a diplomatic desk's at all. Words: `lexicon/relevance.yaml`."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from digests.lexicon.yamlfile import load_plain
from digests.meetings.known import media
from digests.records import Facts
from scrapers.article import Article

#: Code points that decide what a text is about.
_TOP = 1500
#: So many words of a state's own politics make a text its own, where no other state is named.
_HOME = 4
#: So many words of one foreign field make a text its own.
_STRAY = 4
#: How agencies mark their sports wire ("CRICKET - ...").
_SPORT_SLUG = re.compile(
    r"(?:SOCCER|CRICKET|TENNIS|RUGBY|GOLF|BASEBALL|BASKETBALL|ATHLETICS|CYCLING|BOXING|HOCKEY|SWIMMING)\b"
)


@cache
def _entries() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    text = (files("digests.lexicon") / "relevance.yaml").read_text(encoding="utf-8")
    return tuple(
        (
            row["kind"],
            row.get("rank", 0),
            re.compile(
                r"(?<![\w-])(?:" + "|".join(map(re.escape, row["forms"])) + r")(?![\w-])", re.IGNORECASE
            ),
        )
        for row in load_plain(text)
    )


def office_rank(role: str | None) -> int:
    """Return how high an office stands: 5 heads of state and government down to 1; 0 for none."""
    if not role:
        return 0
    if re.match(r"(?:former|ex)\b", role, re.IGNORECASE):
        return 1
    # "deputy foreign minister" stands below its minister, and a president's spokesman below the president.
    found = [
        (m.end(), rank)
        for kind, rank, pattern in _entries()
        if kind == "office"
        for m in pattern.finditer(role)
    ]
    if not found:
        return 1
    rank = max(rank for _, rank in found)
    if re.search(r"\b(?:spokes\w+|aide|adviser|advisor|assistant|wife|son|lawyer)\b", role, re.IGNORECASE):
        rank = min(rank, 3 if rank >= 4 else 2)
    elif (
        re.search(r"\bdeputy\b", role, re.IGNORECASE)
        and rank >= 4
        and "prime minister" not in role.casefold()
    ):
        rank = 3
    return rank


def is_press(name: str | None) -> bool:
    """Tell whether a speaker is a newspaper, agency or broadcaster: these tell what others said."""
    if not name:
        return False
    return name in media() or name.casefold().endswith("media") or _count("press", name) > 0


def sole_office(role: str) -> str | None:
    """Return the office a role names that one person holds at a time ("Norwegian Foreign Minister": foreign minister)."""
    for kind, _, pattern in _entries():
        if kind == "sole":
            found = list(pattern.finditer(role))
            return found[0].group().casefold() if len(found) == 1 else None
    return None


def tells_change(text: str) -> bool:
    """Tell whether a text tells of a change of office."""
    return _count("change", text) > 0


# Each statement of an article asks what its article is about.
@lru_cache(maxsize=64)
def _count(kind: str, text: str) -> int:
    return len({m.group().casefold() for k, _, p in _entries() if k == kind for m in p.finditer(text)})


def between_states(article: Article, facts: Facts) -> bool:
    """Tell whether a text is about dealings between states: two of them named, a meeting, or the words for it."""
    if len(facts.countries) >= 2 or _international(facts):
        return True
    return _count("abroad", f"{article.title}\n{article.text[:_TOP]}") >= 2


def _international(facts: Facts) -> bool:
    return any(len({p.country or p.org for p in m.participants} - {None}) >= 2 for m in facts.meetings)


def speaks_of_dealings(words: str) -> bool:
    """Tell whether words are about dealings between states."""
    return _count("abroad", words) > 0


def field_of(article: Article, facts: Facts) -> str | None:
    """Return what a text is about that is no desk's ("sport", "crime", "show", "market", "domestic"), or None."""
    top = f"{article.title}\n{article.text[:_TOP]}"
    abroad = _count("abroad", top)
    meets = _international(facts)
    if _SPORT_SLUG.match(article.title or ""):
        return "sport"
    for kind in ("sport", "crime", "show", "market"):
        found = _count(kind, top)
        if (found >= _STRAY and found > abroad) or (found >= 2 and not abroad and not meets):
            return kind
    if not meets and len(facts.countries) < 2:
        at_home = _count("domestic", top)
        if abroad == 0 or (at_home >= _HOME and at_home > abroad):
            return "domestic"
    return None
