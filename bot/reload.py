"""Notices when the configuration files change, once they have come to rest."""

from pathlib import Path

from bot.settings.models import FILES

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
