"""Many texts read at once by a few processes: in order or as they are done, never more than a little ahead."""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from queue import Queue
from types import TracebackType
from typing import TYPE_CHECKING, Generic

from bot.process import Item, LostError, Result, StartError, Worker, WorkError

if TYPE_CHECKING:
    from bot.reading import Knowledge, Readers

#: Seconds one text may take.
LIMIT = 5.0
#: A process is replaced after so many texts: what libraries hold back stays bounded.
RENEWED_AFTER = 5_000
#: Texts under way at once, for each process: enough that none waits for its next.
AHEAD = 4
#: Seconds between two looks at whether anybody still waits for results.
TICK = 0.2


class Pool(Generic[Item, Result]):
    """A number of workers for one kind of work. `work` and `prepare` must be functions of a module."""

    def __init__(
        self,
        work: Callable[[Item], Result],
        size: int,
        *,
        prepare: Callable[[], None] | None = None,
        limit: float = LIMIT,
    ) -> None:
        self._work, self._prepare, self._limit = work, prepare, limit
        self._size = size
        self._idle: list[Worker[Item, Result]] = []
        self._lock = threading.Lock()

    def __enter__(self) -> "Pool[Item, Result]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start all processes now; otherwise each starts with its first piece of work."""
        with self._lock:
            while len(self._idle) < self._size:
                self._idle.append(Worker(self._work, self._prepare, self._limit))

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            for worker in self._idle:
                worker.close()
            self._idle.clear()

    def run(self, items: Iterable[Item]) -> Generator[tuple[Item, Result | WorkError], None, None]:
        """Do many pieces of work; yields each with what came of it, as they are done.

        The pieces are taken in a thread of their own, at most `AHEAD` a process ahead of what was yielded.
        """
        run: _Run[Item, Result] = _Run(items, self._size * AHEAD)
        with self._lanes(run):
            for _, item, result in run.results(self._size):
                yield item, result
                run.slots.release()

    def in_order(self, items: Iterable[Item]) -> Generator[tuple[Item, Result | WorkError], None, None]:
        """Do many pieces of work; yields in the order they came, as soon as each one's turn has come."""
        run: _Run[Item, Result] = _Run(items, self._size * AHEAD)
        waiting: dict[int, tuple[Item, Result | WorkError]] = {}
        following = 0
        with self._lanes(run):
            for number, item, result in run.results(self._size):
                waiting[number] = (item, result)
                while following in waiting:
                    yield waiting.pop(following)
                    run.slots.release()
                    following += 1

    @contextmanager
    def _lanes(self, run: "_Run[Item, Result]") -> Iterator[None]:
        threads = [threading.Thread(target=run.feed, args=(self._size,), daemon=True)]
        threads += [threading.Thread(target=self._lane, args=(run,), daemon=True) for _ in range(self._size)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            run.stop.set()
            for thread in threads:
                thread.join()

    def _lane(self, run: "_Run[Item, Result]") -> None:
        worker: Worker[Item, Result] | None = None
        while (job := run.next_job()) is not None:
            number, item = job
            result: Result | WorkError
            try:
                worker = worker or self._taken()
                result = worker.do(item)
            except StartError as error:
                run.fail(error)
                break
            except WorkError as error:
                result = error
            except Exception as error:
                result = WorkError(f"internal error: {error!r}")
            if worker and (not worker.alive or worker.done >= RENEWED_AFTER):
                worker.close()
                worker = None
            run.done.put((number, item, result))
        if worker:
            self._give_back(worker)
        run.done.put(None)

    def _give_back(self, worker: Worker[Item, Result]) -> None:
        with self._lock:
            if len(self._idle) < self._size:
                self._idle.append(worker)
                return
        # One that stood in while a page of another took long.
        worker.close()

    def _taken(self) -> Worker[Item, Result]:
        with self._lock:
            return self._idle.pop() if self._idle else Worker(self._work, self._prepare, self._limit)


class _Run(Generic[Item, Result]):
    """What the feeder, the lanes and the reader of the results share."""

    def __init__(self, items: Iterable[Item], ahead: int) -> None:
        self._items = items
        self._todo: Queue[tuple[int, Item] | None] = Queue()
        self.done: Queue[tuple[int, Item, Result | WorkError] | None] = Queue()
        self.stop = threading.Event()
        #: One for each piece that may be under way; released when its result has been dealt with.
        self.slots = threading.Semaphore(ahead)
        self._failure: BaseException | None = None

    def feed(self, lanes: int) -> None:
        """Take the pieces one by one; a failure of their source is raised where the results are read."""
        iterator = iter(self._items)
        number = 0
        try:
            while self._free():
                try:
                    item = next(iterator)
                except StopIteration:
                    break
                self._todo.put((number, item))
                number += 1
        except BaseException as error:
            self._failure = error
        finally:
            # Closed in the thread that ran it: a generator cannot be closed from another while it runs.
            if isinstance(iterator, Generator):
                iterator.close()
            for _ in range(lanes):
                self._todo.put(None)

    def fail(self, error: Exception) -> None:
        """End the run; the error is raised where the results are read."""
        self._failure = error
        self.stop.set()

    def _free(self) -> bool:
        while not self.stop.is_set():
            if self.slots.acquire(timeout=TICK):
                return True
        return False

    def next_job(self) -> tuple[int, Item] | None:
        """Return the next piece; None when there is no more, or nobody waits for it."""
        job = self._todo.get()
        return None if self.stop.is_set() else job

    def results(self, lanes: int) -> Iterator[tuple[int, Item, Result | WorkError]]:
        """Yield what the lanes put out until all of them have ended."""
        while lanes:
            found = self.done.get()
            if found is None:
                lanes -= 1
            else:
                yield found
        if self._failure:
            raise self._failure


def warm() -> None:
    """Load what reading needs, so that the first text is not charged for it."""
    from digests.extract import read_text

    read_text("The minister said on Monday that talks would go on.", title="Talks")


def ready(knowledge: "Knowledge") -> None:
    """Make a reading process know what it reads with."""
    from bot.reading import learn

    learn(knowledge)
    warm()


@contextmanager
def reading(workers: int, knowledge: "Knowledge | None" = None) -> "Iterator[Readers]":
    """Give the readers of pages and documents: pages in `workers` processes, documents in one; all here when that is 0."""
    from bot import documents
    from bot.reading import HERE, Knowledge, Read, Readers, Work, learn, read

    known = knowledge or Knowledge()
    if workers <= 0:
        learn(known)
        yield HERE
        return
    with (
        Pool(read, workers, prepare=partial(ready, known)) as pool,
        Pool(documents.read_timed, 1, limit=documents.LIMIT) as apart,
    ):
        pool.start()
        apart.start()

        def pages(works: Iterator[Work]) -> Iterator[Read]:
            for work, result in pool.run(works):
                if isinstance(result, Read):
                    yield result
                else:
                    yield Read(wanted=work.wanted, reason=str(result), costly=isinstance(result, LostError))

        def document(one: documents.Document) -> documents.Listed:
            try:
                [(_, result)] = apart.run(iter((one,)))
            except StartError as error:
                # A source that is not settled would be asked again at once.
                return documents.Listed(reason=str(error))
            if isinstance(result, documents.Listed):
                return result
            seconds = documents.LIMIT if isinstance(result, LostError) else 0.0
            return documents.Listed(reason=str(result), seconds=seconds)

        yield Readers(pages=pages, document=document)
