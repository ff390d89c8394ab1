"""The C heap of the service: one pool for all threads, and what is freed goes back to the system. The door to ctypes.

glibc gives each of many short threads a pool of its own, up to eight for each core, and keeps in all of them what was freed
between pieces in use: the process grows for hours though what it uses does not. Where the C library is another one nothing
is done.
"""

import ctypes
import os
from functools import cache

#: Options of mallopt(3), from <malloc.h>.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
#: From this size on a piece is had from the system and given back by itself. Left alone, glibc raises it to what was freed last.
LARGE = 128 * 1024


def keep_small() -> bool:
    """Have one pool from now on; call it before any thread is started. Return whether the C library knows how."""
    if not _is_glibc():
        return False
    options = ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, LARGE), (_TRIM_THRESHOLD, LARGE))
    taken = [_library().mallopt(option, value) == 1 for option, value in options]
    return all(taken)


def give_back() -> None:
    """Give back what is free in the midst of the heap, too; it takes some milliseconds."""
    if _is_glibc():
        _library().malloc_trim(0)


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)


@cache
def _is_glibc() -> bool:
    try:
        return (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc")
    except (AttributeError, OSError, ValueError):
        return False
