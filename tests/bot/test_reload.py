"""Changed configuration files are noticed once, when they have come to rest, and used when that is safe."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.notices import Notices
from bot.reload import Reload, Watch
from bot.settings import load
from bot.store import Store, open_store


def write(folder: Path, text: str, stamp: int) -> None:
    path = folder / "digests.yaml"
    path.write_text(text, "utf-8")
    os.utime(path, ns=(stamp, stamp))


def test_nothing_changed_is_no_change(tmp_path: Path):
    write(tmp_path, "digests: []", 1)
    watch = Watch(tmp_path)
    assert [watch.changed(), watch.changed()] == [False, False]


def test_a_change_is_told_once_it_is_at_rest_and_only_once(tmp_path: Path):
    write(tmp_path, "digests: []", 1)
    watch = Watch(tmp_path)
    write(tmp_path, "digests:", 2)
    first = watch.changed()
    write(tmp_path, "digests: [x]", 3)
    assert [first, watch.changed(), watch.changed(), watch.changed()] == [False, False, True, False]


def test_a_file_that_appears_or_vanishes_is_a_change(tmp_path: Path):
    watch = Watch(tmp_path)
    write(tmp_path, "digests: []", 1)
    assert [watch.changed(), watch.changed()] == [False, True]
    (tmp_path / "digests.yaml").unlink()
    assert [watch.changed(), watch.changed()] == [False, True]


def test_what_was_just_read_is_no_change(tmp_path: Path):
    watch = Watch(tmp_path)
    write(tmp_path, "digests: []", 1)
    watch.used()
    assert [watch.changed(), watch.changed()] == [False, False]


def test_other_files_do_not_matter(tmp_path: Path):
    watch = Watch(tmp_path)
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    assert [watch.changed(), watch.changed()] == [False, False]


NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
FIVE = ("a", "b", "c", "d", "e")


def sources(folder: Path, *ids: str, more: str = "") -> None:
    rows = "".join(f'  - {{id: {name}, url: "https://{name}.example/feed"{more}}}\n' for name in ids)
    (folder / "sources.yaml").write_text(f"sources:\n{rows}" if ids else "sources: []\n", "utf-8")


class Running:
    """What a service has of its configuration."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.store = store
        seconds = count()
        self.notices = Notices(store, "#ops", lambda: NOON + timedelta(seconds=next(seconds)))
        self.reload = Reload(store, folder, lambda: NOON)
        self.configuration = load(folder)
        self.reload.used(self.configuration)

    def again(self, *, asked: bool = False) -> bool:
        """Reload; return whether the files are in use now."""
        found = self.reload.read(self.configuration, self.notices, asked=asked)
        if found is None:
            return False
        self.configuration = found
        self.reload.used(found)
        return True

    @property
    def ids(self) -> str:
        return "".join(source.id for source in self.configuration.sources)

    @property
    def error(self) -> str | None:
        note = self.store.service.get("configuration")
        assert note is not None
        error: str | None = note["error"]
        return error

    @property
    def told(self) -> list[str]:
        return [row.body["text"] for row in self.store.outbox.unprinted()]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    sources(tmp_path, *FIVE)
    with open_store(None) as store:
        yield Running(tmp_path, store)


def test_a_valid_change_is_used(running: Running, tmp_path: Path):
    sources(tmp_path, "a", "b", "c", "f")
    assert running.again()
    assert (running.ids, running.error, running.told) == ("abcf", None, [])


def test_a_mistake_keeps_the_last_good_one_and_is_told_once_with_its_line(running: Running, tmp_path: Path):
    sources(tmp_path, *FIVE, more=", clas: press")
    assert [running.again(), running.again()] == [False, False]
    assert running.ids == "abcde"
    assert f"{tmp_path}/sources.yaml:2:" in str(running.error)
    (told,) = running.told
    assert "5 mistakes; the last good one stays" in told
    assert "did you mean `class`?" in told
    sources(tmp_path, *FIVE)
    assert running.again()
    assert running.error is None


@pytest.mark.parametrize("left", [(), ("a",), ("a", "b"), ("x", "y", "z")])
def test_dropping_most_sources_waits_to_be_confirmed(running: Running, tmp_path: Path, left: tuple[str, ...]):
    sources(tmp_path, *left)
    assert [running.again(), running.again()] == [False, False]
    assert running.ids == "abcde"
    (told,) = running.told
    assert f"drops {5 - len(set(left) & set(FIVE))} of 5 sources" in told
    assert str(running.error) in told
    assert "SIGHUP" in told
    assert running.again(asked=True), "a person confirms it"
    assert (running.ids, running.error) == ("".join(left), None)


def test_a_vanished_file_is_no_confirmation(running: Running, tmp_path: Path):
    (tmp_path / "sources.yaml").unlink()
    assert not running.again()
    assert running.ids == "abcde"


def test_the_first_asking_confirms_nothing(running: Running, tmp_path: Path):
    """Whoever edits the file and sends SIGHUP has not yet been told what would happen."""
    sources(tmp_path)
    assert [running.again(asked=True), running.again(asked=True)] == [False, True]


def test_another_change_is_another_question(running: Running, tmp_path: Path):
    sources(tmp_path, "a")
    running.again()
    sources(tmp_path, "b")
    assert [running.again(asked=True), running.again(asked=True)] == [False, True]


def test_putting_the_sources_back_ends_the_question(running: Running, tmp_path: Path):
    sources(tmp_path)
    running.again()
    sources(tmp_path, *FIVE)
    assert running.again()
    assert running.error is None
    sources(tmp_path)
    assert not running.again(asked=True), "and it is asked anew"
    assert len(running.told) == 2


def test_new_ids_for_old_sources_drop_nothing(running: Running, tmp_path: Path):
    rows = "".join(
        f'  - {{id: new-{name}, was: {name}, url: "https://{name}.example/feed"}}\n' for name in FIVE
    )
    (tmp_path / "sources.yaml").write_text(f"sources:\n{rows}", "utf-8")
    assert running.again()
