"""Changed configuration files are noticed once, when they have come to rest."""

import os
from pathlib import Path

from bot.reload import Watch


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
