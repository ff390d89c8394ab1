"""Reloading: the files are noticed when they change, and used when that is safe.

One with mistakes is never used, one that drops most sources only when that is confirmed; the last good one stays meanwhile.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import logs
from bot.notices import Notices
from bot.settings import ConfigError, Configuration, load
from bot.settings.durations import format_duration
from bot.settings.models import FILES
from bot.store import Store
from bot.store.database import stamp

Signature = tuple[tuple[int, int] | None, ...]


class Watch:
    """Looks at the files of a configuration folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used = self._seen = self._signature()

    def _signature(self) -> Signature:
        out: list[tuple[int, int] | None] = []
        for name in FILES:
            try:
                found = (self._folder / name).stat()
            except OSError:
                out.append(None)
            else:
                out.append((found.st_mtime_ns, found.st_size))
        return tuple(out)

    def changed(self) -> bool:
        """Tell once whether the files differ from those last used, and no more from the last look.

        An editor that is still writing is waited for.
        """
        before, self._seen = self._seen, self._signature()
        if self._seen == self._used or self._seen != before:
            return False
        self._used = self._seen
        return True

    def used(self) -> None:
        """Note that the files were just read."""
        self._used = self._seen = self._signature()


class Reload:
    """Decides whether the changed files are used, and notes for `status` what is in use and why."""

    def __init__(self, store: Store, folder: Path, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._folder = folder
        self._clock = clock
        #: The sources that would be left, while a confirmation is waited for.
        self._held: frozenset[str] | None = None

    def read(self, before: Configuration, notices: Notices, *, asked: bool) -> Configuration | None:
        """Return the configuration to use from now on; None when that in use stays.

        Args:
            before: What is in use.
            notices: Told of mistakes and of what has to be confirmed.
            asked: A person asked for it (SIGHUP): the second time confirms what was held back the first time.
        """
        try:
            found = load(self._folder)
        except ConfigError as error:
            count = len(error.problems)
            logs.get().error("configuration not reloaded; the last good one stays", problems=str(error))
            self._refuse(
                notices,
                str(error),
                f"The changed configuration has {count} mistake{'s' if count != 1 else ''}; the last good one stays in "
                f"use.\n{error}",
            )
            return None
        left = frozenset(source.id for source in found.sources)
        gone = dropped(before, found)
        if len(gone) * 2 > len(before.sources) and not (asked and self._held == left):
            self._held = left
            text = (
                f"The changed configuration drops {len(gone)} of {len(before.sources)} sources, so it waits and the last one "
                "stays in use. If that is meant, send the service SIGHUP or restart it; else put them back: "
                f"{', '.join(gone[:30])}{' …' if len(gone) > 30 else ''}"
            )
            self._refuse(notices, text, text)
            return None
        self._held = None
        notices.over("config:")
        return found

    def _refuse(self, notices: Notices, error: str, text: str) -> None:
        note = self._store.service.get("configuration") or {}
        with self._store.write():
            self._store.service.put("configuration", {**note, "error": error})
            notices.tell(f"config:{error}", text)

    def used(self, configuration: Configuration) -> None:
        """Note that a configuration is in use from now on."""
        with self._store.write():
            self._store.service.put("configuration", _note(configuration, self._clock()))


def dropped(before: Configuration, after: Configuration) -> list[str]:
    """Return the ids of the sources that one configuration has and the next has no more, not even by another id."""
    kept = {source.id for source in after.sources} | {source.was for source in after.sources}
    return sorted(source.id for source in before.sources if source.id not in kept)


def _note(configuration: Configuration, now: datetime) -> dict[str, Any]:
    digests = [
        {**digest.model_dump(mode="json", by_alias=True, exclude_defaults=True)}
        | {"timezone": configuration.digest_zone(digest)}
        # JSON knows no durations, and a model would write ISO 8601, which no administrator does.
        | ({"every": format_duration(digest.every)} if digest.every else {})
        for digest in configuration.digests
    ]
    sources = [source.id for source in configuration.sources]
    return {"loaded": stamp(now.astimezone(UTC)), "error": None, "sources": sources, "digests": digests}
