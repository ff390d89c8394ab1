"""Turns at the reading processes: however long what one source sends takes to read, that of the others is soon read."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from scrapers.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot import documents
    from bot.reading import Read, Readers, Work

#: Seconds after which a piece no longer holds up the others: they go on in another process.
PATIENCE = 1.5
#: Seconds a source rests after a page that had to be given up; doubled with each further one, up to the longest.
REST, LONGEST_REST = 60.0, 3600.0


class Strikes:
    """Sources whose pages cost a reading process: they rest, longer each time, until one of their pages is read again."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        #: Source to the number of pages given up in a row, and to the end of its rest.
        self._struck: dict[str, tuple[int, float]] = {}

    def heard(self, source: str, *, given_up: bool) -> None:
        """Take note of what became of a page of a source."""
        with self._lock:
            if not given_up:
                self._struck.pop(source, None)
                return
            count = self._struck.get(source, (0, 0.0))[0]
            # The power is bounded: nobody needs to know a rest of centuries.
            rest = min(REST * 2 ** min(count, 10), LONGEST_REST)
            self._struck[source] = (count + 1, self._monotonic() + rest)

    def resting(self, source: str) -> bool:
        """Tell whether no page of a source is to be read now."""
        with self._lock:
            return source in self._struck and self._monotonic() < self._struck[source][1]


def in_turn(readers: "Readers", processes: int) -> "Readers":
    """Return readers that may be used from many threads: they take turns at so many processes for pages, and one for documents.

    The smallest piece that waits has the next turn. One that takes long gives its turn to the next: it then has a process of
    its own, beside the others, and so has the next one of its source. Without processes there is one turn at everything,
    and it lasts.
    """
    from bot import documents
    from bot.reading import Readers

    apart = processes > 0
    at_pages = Places(max(processes, 1), 1 if apart else 0, PATIENCE)
    at_documents = Places(1, documents.BESIDE, documents.PATIENCE) if apart else at_pages

    def pages(works: "Iterator[Work]") -> "Iterator[Read]":
        for work in works:
            with at_pages.take(work.source.id, len(work.body or b"")) as place:
                done = list(readers.pages(iter((work,))))
                # Not by how long it held its place: that may have been the start of a process.
                place.slow = any(one.costly for one in done)
            yield from done

    def document(one: "documents.Document") -> "documents.Listed":
        with at_documents.take(one.source.id, len(one.body)) as place:
            found = readers.document(one)
            place.slow = found.seconds > documents.PATIENCE
            return found

    return Readers(pages=pages, document=document)
