"""Reading processes: order, bounds, and what becomes of a text that does not come back."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest

from bot.documents import Document, read_document, read_timed
from bot.process import LostError, StartError, WorkError
from bot.reading import Work, read
from bot.workers import AHEAD, Pool, reading
from scrapers.article import Entry
from scrapers.source import Source
from tests.bot.jobs_for_workers import broken_start, do
from tests.bot.running import ROOT, until


def test_results_come_in_the_order_of_the_pieces():
    with Pool(do, 2) as pool:
        assert [r for _, r in pool.in_order(["slow:0.2", *"abcdef"])] == ["SLOW:0.2", *"ABCDEF"]


def test_no_piece_is_lost_when_order_does_not_matter():
    with Pool(do, 2) as pool:
        assert sorted(str(r) for _, r in pool.run("hgfedcba")) == list("ABCDEFGH")


def test_a_piece_that_takes_too_long_is_given_up_and_the_others_go_on():
    with Pool(do, 1, limit=0.5) as pool:
        found = [str(r) for _, r in pool.in_order(["a", "hang", "b"])]
    assert found == ["A", "reading took more than 0.5 s", "B"]


def test_a_piece_that_ends_its_process_is_given_up_and_the_others_go_on():
    with Pool(do, 1) as pool:
        found = [str(r) for _, r in pool.in_order(["a", "die", "b"])]
    assert found == ["A", "the reading process ended while it read this (exit code 7)", "B"]


def test_an_error_in_the_work_is_told_and_the_process_goes_on():
    with Pool(do, 1) as pool:
        found = [r for _, r in pool.in_order(["pid", "fail", "pid"])]
    assert isinstance(found[1], WorkError)
    assert str(found[1]) == "internal error: ValueError: as asked"
    assert found[0] == found[2] != str(os.getpid())


def test_a_process_that_cannot_start_is_one_error_for_all():
    with (
        Pool(do, 2, prepare=broken_start) as pool,
        pytest.raises(StartError, match="cannot start: OSError: no lexicon"),
    ):
        list(pool.in_order("abc"))


def test_pieces_are_taken_only_a_little_ahead():
    """A large input is never held whole."""
    taken: list[int] = []

    def pieces() -> Iterator[str]:
        for number in range(1000):
            taken.append(number)
            yield str(number)

    with Pool(do, 2) as pool:
        results = pool.in_order(pieces())
        for seen in range(1, 21):
            next(results)
            assert len(taken) <= seen + 2 * AHEAD + 1
        results.close()
    assert len(taken) < 40


def test_a_slow_source_is_answered_piece_by_piece():
    """Whoever writes one text and waits for its answer gets it."""
    gate = threading.Event()

    def pieces() -> Iterator[str]:
        yield "a"
        assert gate.wait(30)
        yield "b"

    with Pool(do, 2) as pool:
        results = pool.in_order(pieces())
        assert next(results)[1] == "A"
        gate.set()
        assert next(results)[1] == "B"


def test_an_error_of_the_source_is_raised_where_the_results_are_read():
    def pieces() -> Iterator[str]:
        yield "a"
        raise LookupError("gone")

    with Pool(do, 1) as pool:
        results = pool.in_order(pieces())
        assert next(results)[1] == "A"
        with pytest.raises(LookupError, match="gone"):
            next(results)


def test_the_source_is_closed_when_nobody_reads_on():
    closed = threading.Event()

    def pieces() -> Iterator[str]:
        try:
            while True:
                yield "a"
        finally:
            closed.set()

    with Pool(do, 1) as pool:
        results = pool.run(pieces())
        next(results)
        results.close()
    assert closed.is_set()


def test_one_process_does_for_one_piece_and_serves_again():
    with Pool(do, 4) as pool:
        first = [r for _, r in pool.in_order(["pid"])]
        assert [r for _, r in pool.in_order(["pid"])] == first


def test_closing_the_pool_ends_its_processes():
    with Pool(do, 1) as pool:
        pid = int(str(next(pool.in_order(["pid"]))[1]))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_signals_to_the_group_do_not_interrupt_a_text():
    """Ctrl-C reaches all processes of a terminal; the service decides what is still finished."""
    with Pool(do, 1) as pool:
        pid = int(str(next(pool.in_order(["pid"]))[1]))
        os.kill(pid, signal.SIGINT)
        os.kill(pid, signal.SIGTERM)
        assert next(pool.in_order(["pid"]))[1] == str(pid)


def work(number: int, body: bytes) -> Work:
    source = Source(id="a", url="https://a.example/feed", name="A", family="A")
    url = f"https://a.example/{number}"
    entry = Entry(source="a", url=url, title="Border stays open")
    moment = datetime(2026, 3, 3, 12, tzinfo=UTC)
    return Work(
        wanted=number,
        source=source,
        entry=entry,
        body=body,
        url=url,
        content_type="text/html",
        fetched=moment,
    )


@pytest.mark.parametrize("workers", [0, 1])
def test_pages_are_read_in_processes_as_they_are_here(workers: int):
    text = "Petra Lund, the Norwegian foreign minister, said on Monday that the border would stay open to all who need it."
    page = f"<html><body><article><h1>Border stays open</h1><p>{text}</p><p>{text[::-1]}</p></article></body></html>".encode()
    with reading(workers) as readers:
        found = {result.wanted: result for result in readers.pages(iter([work(1, page), work(2, b"")]))}
    assert found[1] == read(work(1, page))
    assert found[1].article is not None
    assert found[2].article is None
    assert found[2].reason


def feed(name: str, body: str) -> Document:
    source = Source(id=name, url=f"https://{name}.example/feed", name=name, family=name)
    return Document(source=source, body=body.encode(), url=source.url, content_type="application/rss+xml")


ITEM = "<item><title>Border stays open</title><link>https://a.example/1</link></item>"


@pytest.mark.parametrize("workers", [0, 1])
def test_documents_are_read_in_a_process_as_they_are_here(workers: int):
    good, bad = (
        feed("a", f"<rss><channel><title>A</title>{ITEM}</channel></rss>"),
        feed("b", "<html>Sorry</html>"),
    )
    with reading(workers) as readers:
        assert [readers.document(one) for one in (good, bad)] == [read_document(one) for one in (good, bad)]
        listing = readers.document(good).listing
        assert listing is not None
        assert [entry.title for entry in listing.entries] == ["Border stays open"]
        assert "HTML page" in readers.document(bad).reason


def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read():
    costly = " ".join(f"x{n}='{n}'" for n in range(40_000))
    good = feed("a", f"<rss><channel><title>A</title>{ITEM}</channel></rss>")
    with Pool(read_timed, 1, limit=1) as pool:
        pool.start()
        slow = feed("b", f"<rss><channel><item><title {costly}>x</title></item></channel></rss>")
        [(_, lost), (_, listed)] = pool.in_order([slow, good])
    assert isinstance(lost, LostError)
    assert str(lost) == "reading took more than 1 s"
    assert listed == read_document(good)


def test_a_process_whose_service_was_killed_ends_by_itself_even_at_work():
    """What it reads may have no end, and it hears of the closed pipe only afterwards."""
    with _service("orphan") as (service, reader):
        service.kill()
        service.wait(10)
        assert until(lambda: _ended(reader), 30)


def test_a_service_that_cannot_stop_in_time_leaves_no_process_at_work():
    with _service("leaving") as (service, reader):
        assert service.stdin is not None
        print("now", file=service.stdin, flush=True)
        assert service.wait(30) == 0
        assert until(lambda: _ended(reader), 30)


@contextmanager
def _service(work: str) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """Start a service that has something done; give it, and the process that is at it."""
    code = f"from tests.bot.jobs_for_workers import {work}; {work}()"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout is not None
        reader = int(service.stdout.readline())
        try:
            yield service, reader
        finally:
            service.kill()
            with suppress(ProcessLookupError):
                os.kill(reader, signal.SIGKILL)


def _ended(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
