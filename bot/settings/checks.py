"""What two keys or two rows say together: ids, former ids, selectors that are missing, digests without a time.

These work on the plain data, so that a slip in one value hides none of them.
"""

from collections.abc import Iterator
from typing import Any

from bot.settings.problems import Problem
from bot.settings.reading import ConfigFile


def source_mistakes(file: ConfigFile) -> Iterator[Problem]:
    """Yield the mistakes of sources.yaml that no single value shows."""
    yield from _ids(file, "sources")
    yield from _former(file, "sources", "source")
    for index, row in file.rows("sources"):
        kind, select = row.get("kind", "feed"), row.get("select")
        if kind == "listing" and select is None:
            message = 'a listing needs CSS selectors, as in `select: {item: "li.news"}`'
            yield file.problem(message, "sources", index, "kind")
        elif select is not None and kind in ("feed", "sitemap"):
            message = f"`select` is for listings, and this is a {kind}; add `kind: listing` or remove it"
            yield file.problem(message, "sources", index, "select", key=True)


def digest_mistakes(file: ConfigFile) -> Iterator[Problem]:
    """Yield the mistakes of digests.yaml that no single value shows."""
    yield from _ids(file, "digests")
    yield from _ids(file, "alerts")
    yield from _former(file, "digests", "digest")
    for index, row in file.rows("digests"):
        times, every = row.get("at") not in (None, []), row.get("every") is not None
        if not times and not every:
            yield file.problem(
                'a digest needs a time: `at: "07:30"`, or `every: 10s` for trials', "digests", index
            )
        elif times and every:
            yield file.problem("a digest has `at` or `every`, not both", "digests", index, "every", key=True)
        for name in ("days", "skip"):
            if every and not times and row.get(name) is not None:
                message = f"`{name}` goes with `at`; a digest with `every` runs on all days"
                yield file.problem(message, "digests", index, name, key=True)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _ids(file: ConfigFile, key: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, row in file.rows(key):
        name = _text(row.get("id"))
        if name is None:
            continue
        if name in first:
            line = file.problem("", key, first[name], "id").line
            yield file.problem(f"the id `{name}` is already used on line {line}", key, index, "id")
        first.setdefault(name, index)


def _former(file: ConfigFile, key: str, thing: str) -> Iterator[Problem]:
    ids = {name: index for index, row in file.rows(key) if (name := _text(row.get("id")))}
    heirs: dict[str, int] = {}
    for index, row in file.rows(key):
        was = _text(row.get("was"))
        if was is None:
            continue
        if was == row.get("id"):
            yield file.problem(f"`was` names this {thing} itself; it holds the former id", key, index, "was")
        elif was in ids:
            line = file.problem("", key, ids[was], "id").line
            yield file.problem(
                f"`was: {was}` names a {thing} that is still there, on line {line}", key, index, "was"
            )
        elif was in heirs:
            line = file.problem("", key, heirs[was], "was").line
            yield file.problem(
                f"the history of `{was}` already goes to the {thing} on line {line}", key, index, "was"
            )
        heirs.setdefault(was, index)
