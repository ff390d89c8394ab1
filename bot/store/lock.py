"""One service per database: a lock file held for life, with the pid of its holder inside."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import LockedError, StoreError


def lock_path(database: Path) -> Path:
    """Return where the lock of a database lies."""
    return database.with_name(database.name + ".lock")


@contextmanager
def hold(database: Path) -> Iterator[None]:
    """Hold the lock of a database; the system frees it when the process ends, however it ends.

    Raises:
        LockedError: Another process holds it; names its pid.
    """
    path = lock_path(database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}") from error
    try:
        _take(descriptor, database)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _take(descriptor: int, database: Path) -> None:
    """Take the lock, or raise LockedError. A look by `running` lasts no time, so a moment's patience is enough."""
    for patience in (0.02, 0.1, 0.0):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if not patience:
                raise LockedError(str(database), holder(database)) from error
            time.sleep(patience)
        else:
            return


def running(database: Path) -> int | None:
    """Return the pid of the process that holds the lock now (0 when it is not known), None when nobody does."""
    try:
        descriptor = os.open(lock_path(database), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return holder(database) or 0
    finally:
        os.close(descriptor)
    return None


def holder(database: Path) -> int | None:
    """Return the pid written in the lock file; None when there is none."""
    try:
        text = lock_path(database).read_text("utf-8").strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None
