"""A digest's filter: which articles of the material, and which of their meetings and statements, an edition may print.

Every fact has to fit by itself, unless its article is about what is asked for: the query holds of its headline and
first paragraphs. So a round-up gives one meeting, a report all it says.
"""

from collections.abc import Sequence
from dataclasses import replace

from digests.edition import Told
from digests.query import Outlet, Query, Subject, holds
from digests.query.evaluate import all_found, fits
from digests.query.subject import named_in
from digests.records import Facts

#: Paragraphs that tell what an article is about.
_LEAD = 2


def filtered(query: Query, told: Sequence[Told], earlier: Sequence[Told]) -> tuple[list[Told], list[Told]]:
    """Return the articles of the range and the earlier ones with the facts that fit; what has none that fits is left out.

    What other articles tell of a meeting that fits comes with it, and so does what was told of it before.
    """
    chosen = [(replace(one, fitting=_by_itself(query, one)), _fitting(query, one)) for one in told]
    stories = {
        story
        for one, only in chosen
        for n, story in enumerate(one.meeting_stories)
        if only and f"m{n}" in only
    }
    now = [
        replace(one, only=only) for one, found in chosen if (only := _with(one, found, stories)) is not None
    ]
    before = []
    for one in earlier:
        only = _fitting(query, one) or frozenset()
        statements = {f"s{n}" for n in range(len(one.facts.statements))}
        before.append(replace(one, only=_with(one, only | statements, stories)))
    return now, before


def _with(told: Told, only: frozenset[str] | None, stories: set[str]) -> frozenset[str] | None:
    """Add the meetings that are those of fitting ones; None when nothing of the article fits."""
    more = {f"m{n}" for n, story in enumerate(told.meeting_stories) if story in stories}
    if only is None and not more:
        return None
    found = frozenset((only or frozenset()) | more)
    return found if told.only is None else found & told.only


def _fitting(query: Query, told: Told) -> frozenset[str] | None:
    """Return the facts of an article that fit; None when neither they nor the article do."""
    outlet = _outlet(told)
    subject = Subject(told.article, told.facts, outlet)
    if holds(query.meaning, subject) is None:
        return None
    if _is_about(query, told, outlet):
        return frozenset(f"{item.kind[0]}{item.number}" for item in subject.items[1:])
    return frozenset(f"{i.kind[0]}{i.number}" for i in subject.items[1:] if fits(query.meaning, i))


def _by_itself(query: Query, told: Told) -> frozenset[str]:
    """Return the facts of an article that fit whatever else it tells."""
    subject = Subject(told.article, told.facts, _outlet(told))
    return frozenset(f"{i.kind[0]}{i.number}" for i in subject.items[1:] if fits(query.meaning, i))


def _outlet(told: Told) -> Outlet:
    return Outlet(id=told.article.source, name=told.outlet, family=told.family, klass=told.klass)


def _is_about(query: Query, told: Told, outlet: Outlet) -> bool:
    """Tell whether the query holds of what an article is about, and asks for no record."""
    if any(branch.records for branch in query.meaning):
        return False
    article = told.article
    end, shown = 0, 0
    while shown < _LEAD and end < len(article.text):
        begin = end
        end = article.text.find("\n\n", begin)
        end = len(article.text) if end < 0 else end + 2
        shown += not any(a <= begin < b for a, b in article.captions)
    lead = article.text[:end]
    facts = Facts(countries=tuple(sorted(named_in(lead))), read=told.facts.read)
    return bool(all_found(query.meaning, Subject(replace(article, text=lead, captions=()), facts, outlet)))
