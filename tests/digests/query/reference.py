"""The query language once more, written as simply as can be and without regard to time: what the fast one must agree with."""

from collections.abc import Iterator

from digests.query import Subject
from digests.query.arabic import sound
from digests.query.folding import Words, fold_text
from digests.query.heard import ways
from digests.query.meaning import Beginning, Heard, Row, beginning, meaning
from digests.query.subject import Item
from digests.query.tree import And, Field, Near, Not, Or, Phrase, Prefix, Tree
from digests.query.values import OF


def matches(tree: Tree, subject: Subject) -> bool:
    """Tell whether a query holds of an article or one of its records."""
    return any(
        value(side, item) is True
        for side in sides(tree, True)
        for item in (subject.items if asks_record(side) else subject.items[:1])
    )


def sides(tree: Tree, wanted: bool) -> Iterator[Tree]:
    """Yield the sides of the outermost OR."""
    if isinstance(tree, Not):
        yield from sides(tree.part, not wanted)
    elif isinstance(tree, Or if wanted else And):
        for part in tree.parts:
            yield from sides(part, wanted)
    else:
        yield tree if wanted else Not(tree)


def asks_record(tree: Tree) -> bool:
    match tree:
        case Field():
            return tree.name in OF or (tree.name == "kind" and tree.value != "article")
        case Not():
            return asks_record(tree.part)
        case And() | Or():
            return any(map(asks_record, tree.parts))
    return False


def value(tree: Tree, item: Item) -> bool | None:
    """Return whether a query is true of an item; None when the item has no such field."""
    match tree:
        case Not():
            inner = value(tree.part, item)
            return None if inner is None else not inner
        case And():
            values = [value(part, item) for part in tree.parts]
            return False if False in values else None if None in values else True
        case Or():
            values = [value(part, item) for part in tree.parts]
            return True if True in values else None if None in values else False
        case Field():
            if tree.name in OF and item.kind not in OF[tree.name]:
                return None
            return field(tree, item)
    return any(inside(tree, words, first, last) for words, first, last in texts_of(item))


def texts_of(item: Item) -> Iterator[tuple[Words, int, int]]:
    """Yield texts, and which of their words are the item's: the sentences of a record are read within their article."""
    title, text = fold_text(item.subject.article.title), fold_text(item.subject.article.text)
    if item.record is None:
        yield title, 0, len(title)
        yield text, 0, len(text)
        return
    for begin, end in item.spans:
        inside = [n for n, (a, b) in enumerate(text.spans) if begin <= a and b <= end]
        if inside:
            yield text, inside[0], inside[-1] + 1
    for value in item.strings():
        words = fold_text(value)
        yield words, 0, len(words)


def inside(tree: Tree, words: Words, first: int, last: int) -> bool:
    return bool([1 for a, b in places(tree, words) if first <= a and b <= last])


def places(tree: Tree, words: Words) -> list[tuple[int, int]]:
    """Return where a word, phrase, prefix or pair stands."""
    match tree:
        case Phrase():
            return row_places(fold_text(tree.text), words)
        case Prefix():
            return prefix_places(beginning(tree.text), words)
        case Near():
            return [
                (min(a, c), max(b, d))
                for a, b in places(tree.left, words)
                for c, d in places(tree.right, words)
                if 0 <= max(a, c) - min(b, d) <= tree.distance
            ]
    raise AssertionError(tree)


def row_places(query: Words, words: Words) -> list[tuple[int, int]]:
    readings = list(merged(query, 0, len(query)))
    out = []
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + 2 * len(query)) + 1):
            for text in merged(words, first, last):
                if any(alike(reading, text) for reading in readings):
                    out.append((first, last))
    return out


def merged(words: Words, first: int, last: int) -> Iterator[list[tuple[str, bool]]]:
    """Yield the words with every choice of neighbours counted as one."""
    if first == last:
        yield []
        return
    for rest in merged(words, first + 1, last):
        yield [(words.folds[first], False), *rest]
    if first + 2 <= last and words.joins[first]:
        for rest in merged(words, first + 2, last):
            yield [(words.folds[first] + words.folds[first + 1], True), *rest]


def alike(a: list[tuple[str, bool]], b: list[tuple[str, bool]]) -> bool:
    return len(a) == len(b) and all(x == y and not (m and n) for (x, m), (y, n) in zip(a, b, strict=True))


def prefix_places(prefix: Beginning, words: Words) -> list[tuple[int, int]]:
    out = []
    for n, word in enumerate(words.plains):
        if word.startswith(prefix.letters):
            out.append((n, n + 1))
        elif (
            n + 1 < len(words) and words.joins[n] and (word + words.plains[n + 1]).startswith(prefix.letters)
        ):
            out.append((n, n + 2))
    return out


def field(tree: Field, item: Item) -> bool:
    subject = item.subject
    match tree.name:
        case "kind":
            return item.kind == tree.value
        case "class":
            return subject.outlet.klass == tree.value
        case "lang":
            return (subject.article.language or "").startswith(tree.value)
        case "country":
            return tree.value in item.countries
        case "status" | "act":
            return getattr(item.record, tree.name) == tree.value
    (forms,) = {branch.node.atom.forms for branch in meaning(tree)}
    strings = [fold_text(text) for text in item.values(tree.name)]
    if any(form_stands(form, words, 0, len(words)) for words in strings for form in forms):
        return True
    in_text = tree.name == "org" or (tree.name == "who" and item.record is None)
    if tree.name == "topic" and not strings:
        in_text = True
    if tree.name == "place" and tree.value == "Switzerland":
        return "Geneva" in item.values("place")
    return in_text and any(form_stands(form, *part) for part in texts_of(item) for form in forms)


def form_stands(form: Row | Beginning | Heard, words: Words, first: int, last: int) -> bool:
    if isinstance(form, Beginning):
        return any(first <= a and b <= last for a, b in prefix_places(form, words))
    size = len(form.words)
    if isinstance(form, Heard):
        each = [ways(token) for token in form.words]
        return any(
            all(sound(words.plains[at + n]) in each[n] for n in range(size))
            for at in range(first, last - size + 1)
        )
    if not form.plain:
        query = fold_text("")
        query.folds, query.joins = list(form.words), list(form.joins)
        return any(first <= a and b <= last for a, b in row_places(query, words))
    for at in range(first, last - size + 1):
        written = words.text[words.spans[at][0] : words.spans[at + size - 1][1]]
        if form.capitals and not written.isupper():
            continue
        if all(form.words[n] in spelled(words.plains[at + n]) for n in range(size)):
            return True
    return False


def spelled(word: str) -> set[str]:
    """Return what a Cyrillic word of these tests may be in names."""
    return {word, "cyǂlavrenko"} if word in ("лавренко", "лавренком") else {word}
