"""Whether a query holds of an article, of which of its items, and by which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digests.language import language_name
from digests.names import names
from digests.query.meaning import All, Beginning, Branch, Close, Has, Heard, Literal, Node, Row, Some
from digests.query.stream import short
from digests.query.subject import Item, Subject, named_in
from digests.query.values import OF
from scrapers.article import Span

#: Sentences and places looked at for the best passage.
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Found:
    """An item a query holds of."""

    item: Item
    node: Node

    @property
    def kind(self) -> str:
        """Return what the item is: article, statement or meeting."""
        return self.item.kind


def holds(meaning: tuple[Branch, ...], subject: Subject) -> Found | None:
    """Return the first item a query holds of, records before the article they stand in; None when there is none."""
    if len(meaning) == 1 and not meaning[0].records:
        item, node = subject.items[0], meaning[0].node
        return Found(item, node) if _true(node, item) else None
    found = all_found(meaning, subject)
    return found[0] if found else None


def all_found(meaning: tuple[Branch, ...], subject: Subject) -> list[Found]:
    """Return every item a query holds of; the article last, since a record says more."""
    out: dict[int, Found] = {}
    for branch in meaning:
        for number in _worth_testing(branch, subject):
            item = subject.items[number]
            if item.kind in branch.kinds and number not in out and _true(branch.node, item):
                out[number] = Found(item, branch.node)
    return [out[number] for number in sorted(out, key=lambda n: (n == 0, n))]


def _worth_testing(branch: Branch, subject: Subject) -> Iterable[int]:
    """Return the items that a code and a word that must be there leave, by their numbers."""
    if not branch.records:
        return (0,)
    some: Sequence[int] | None = None
    codes: list[tuple[str, str]] = []
    words: list[str] = []
    for part in branch.node.parts if isinstance(branch.node, All) else (branch.node,):
        atom = part.atom if isinstance(part, Literal) and part.wanted else None
        if isinstance(atom, Has) and atom.field in ("kind", "status", "act"):
            codes.append((atom.field, atom.code))
        elif isinstance(atom, Row) and len(atom.words) == 1 and not atom.plain:
            words.append(atom.words[0])
    for code in codes:
        with_code = subject.by_code.get(code, ())
        some = with_code if some is None or len(with_code) < len(some) else some
        if code != ("kind", "article") and any(not subject.may_say(code, word) for word in words):
            return ()
    return range(len(subject.items)) if some is None else some


def fits(meaning: tuple[Branch, ...], item: Item) -> bool:
    """Tell whether a query holds of one item by itself, whatever it asks for."""
    return any(_true(branch.node, item) for branch in meaning)


def fitting(meaning: tuple[Branch, ...], subject: Subject) -> list[Found]:
    """Return every item that a query holds of by itself, whatever it asks for."""
    out = []
    for item in subject.items:
        node = next((branch.node for branch in meaning if _true(branch.node, item)), None)
        if node is not None:
            out.append(Found(item, node))
    return out


def _true(node: Node, item: Item) -> bool:
    if isinstance(node, Literal):
        atom = node.atom
        if isinstance(atom, Has) and atom.field in OF and item.kind not in OF[atom.field]:
            return False
        return (_field(atom, item) if isinstance(atom, Has) else _in_words(atom, item)) is node.wanted
    if isinstance(node, Some):
        return any(_true(part, item) for part in node.parts)
    return all(_true(part, item) for part in node.parts)


def _in_words(atom: Row | Beginning | Close | Heard, item: Item) -> bool:
    return any(stream.has(atom) for stream in item.streams)


def _field(atom: Has, item: Item) -> bool:
    subject = item.subject
    match atom.field:
        case "kind":
            return item.kind == atom.code
        case "class":
            return subject.outlet.klass == atom.code
        case "lang":
            return subject.language == atom.code
        case "country":
            return atom.code in item.countries
        case "status" | "act":
            return bool(getattr(item.record, atom.field) == atom.code)
    if any(short(value).has(form) for value in item.values(atom.field) for form in atom.forms):
        return True
    if atom.field == "place" and atom.code:
        return any(atom.code in named_in(value) for value in item.values("place"))
    if atom.field == "org" or (atom.field == "who" and item.record is None):
        return any(_in_words(form, item) for form in atom.forms)
    if atom.field == "topic":
        return not item.values("topic") and any(_in_words(form, item) for form in atom.forms)
    return False


def passages(found: Found) -> tuple[Span, tuple[Span, ...]]:
    """Return the passage of the text that shows a match, and the words in it that matched, as spans of the text.

    A record shows the first of its sentences with something that was asked for, else its first; an article the sentence
    with most of it, or the first that names the state asked for.
    """
    item, subject = found.item, found.item.subject
    marks = _marks(found.node, subject)
    if item.record is not None:
        holding = (s for s in item.spans if any(s[0] <= a and b <= s[1] for spans in marks for a, b in spans))
        passage = next(holding, item.spans[0])
    else:
        passage = _best(marks, found.node, subject)
    inside = {span for spans in marks for span in spans if passage[0] <= span[0] and span[1] <= passage[1]}
    return passage, tuple(sorted(inside))


def _best(marks: list[list[Span]], node: Node, subject: Subject) -> Span:
    """Return the sentence that holds most of the parts of a query; the earlier of two."""
    holding: dict[Span, set[int]] = {}
    for number, spans in enumerate(marks):
        for span in spans[:_LOOKED_AT]:
            holding.setdefault(subject.sentence(span), set()).add(number)
    if holding:
        return min(holding, key=lambda sentence: (-len(holding[sentence]), sentence))
    codes = _states(node)
    captions = subject.article.captions
    body = [s for s in subject.sentences if not any(a <= s[0] < b for a, b in captions)] or subject.sentences
    text = subject.article.text
    naming = (s for s in body[:_LOOKED_AT] if codes & named_in(text[s[0] : s[1]]))
    return next(naming, body[0]) if codes else body[0]


def _states(node: Node) -> set[str]:
    if not isinstance(node, Literal):
        return {code for part in node.parts for code in _states(part)}
    atom = node.atom
    return {atom.code} if node.wanted and isinstance(atom, Has) and atom.field == "country" else set()


def _marks(node: Node, subject: Subject) -> list[list[Span]]:
    """Return for each wanted part of a query where it stands in the text."""
    if not isinstance(node, Literal):
        return [spans for part in node.parts for spans in _marks(part, subject)]
    if not node.wanted:
        return []
    atom = node.atom
    shown: tuple[Row | Beginning | Close | Heard, ...]
    if isinstance(atom, Has):
        shown = atom.forms if atom.field in ("who", "org", "place", "topic", "role") else ()
    else:
        shown = (atom.left, atom.right) if isinstance(atom, Close) else (atom,)
    spans = subject.text.words.spans
    return [[(spans[a][0], spans[b - 1][1]) for form in shown for a, b in subject.text.ranges(form)]]


def why(node: Node) -> list[str]:
    """Return the fields that had to hold, in words a reader knows."""
    if not isinstance(node, Literal):
        return list(dict.fromkeys(text for part in node.parts for text in why(part)))
    atom = node.atom
    if not isinstance(atom, Has) or not atom.code:
        return []
    value = atom.code
    if atom.field == "country":
        value = names().states.get(value, value)
    elif atom.field == "lang":
        value = language_name(value)
    return [value if node.wanted else f"not {value}"]
