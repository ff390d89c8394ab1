"""The site of a real store: what is written, what is left alone, and what is not ours."""

import gc
import os
import stat
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from click.testing import CliRunner

from bot import corrections
from bot.cli import main
from bot.files import write_whole
from bot.settings import Configuration, DigestConfig, Settings
from bot.settings.models import Site
from bot.site import MANIFEST, build, page_url
from bot.store import open_store
from bot.store.editions import EditionRow, Editions
from digests.edition import Edition
from tests.bot.test_agenda import NOON, add
from tests.bot.test_corrections import Desk
from tests.rfc5545 import read

CONFIGURATION = Configuration(digests=(DigestConfig(id="north", channel="#desk", title="North"),))


class Links(HTMLParser):
    """Collects addresses and anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links += [v for k in ("href", "src") if (v := values.get(k))]
        if values.get("id"):
            self.ids.add(str(values["id"]))


@pytest.fixture
def desk():
    made = Desk(None)
    made.now = NOON
    yield made
    made.store.close()


def built(desk, folder: Path, configuration: Configuration = CONFIGURATION, **later):
    return build(desk.store, configuration, folder, desk.now + timedelta(**later))


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_a_site_holds_pages_feeds_and_calendars(desk, tmp_path):
    desk.post()
    add(desk.store, 1)
    built(desk, tmp_path)
    assert files(tmp_path) == {
        MANIFEST, "index.html", "agenda.html", "agenda.ics", "corrections.html", "feed.xml", "feeds/north.xml",
        "calendars/north.ics", "editions/1.html", "editions/1.txt", "search.js", "search-data.js",
    }  # fmt: skip
    assert len(read((tmp_path / "calendars/north.ics").read_bytes()).inside) == 1
    assert "Petra Lund" in (tmp_path / "agenda.html").read_text("utf-8")
    assert 'href="calendars/north.ics"' in (tmp_path / "agenda.html").read_text("utf-8")
    assert 'href="feeds/north.xml"' in (tmp_path / "index.html").read_text("utf-8")


def test_no_link_within_the_site_is_dead_and_nothing_is_fetched_from_elsewhere(desk, tmp_path):
    for n in range(3):
        desk.now = NOON + timedelta(days=n)
        desk.post()
    corrections.retract(desk.store, desk.row("2"), 3, "she did not say so", desk.now)
    built(desk, tmp_path)
    pages = {p: Links(p.read_text("utf-8")) for p in tmp_path.rglob("*.html")}
    for page, found in pages.items():
        for link in found.links:
            if link.startswith(
                ("data:", "https://wire.example", "https://mfa.example", "https://gazette.example")
            ):
                continue
            parts = urlsplit(urljoin(page.as_uri(), link))
            assert parts.scheme == "file", link
            target = Path(parts.path)
            assert target.is_file(), f"{page.name} leads to {link}"
            if parts.fragment:
                assert parts.fragment in pages[target].ids, f"{page.name} leads to {link}"


def test_what_has_not_changed_is_left_alone(desk, tmp_path):
    desk.post()
    assert built(desk, tmp_path).written > 5
    times = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    again = built(desk, tmp_path)
    assert (again.editions, again.written) == (1, 0)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == times


def test_a_new_edition_changes_its_neighbour_and_no_older_page(desk, tmp_path):
    for n in range(3):
        desk.now = NOON + timedelta(days=n)
        desk.post()
        built(desk, tmp_path)
        if n == 1:
            first = (tmp_path / "editions/1.html").stat().st_mtime_ns
    assert (tmp_path / "editions/1.html").stat().st_mtime_ns == first
    assert 'href="3.html" rel="next"' in (tmp_path / "editions/2.html").read_text("utf-8")


def test_a_correction_is_on_the_page_in_the_log_in_the_feed_and_in_what_is_searched(desk, tmp_path):
    desk.post()
    built(desk, tmp_path)
    corrections.retract(desk.store, desk.row(), 3, "she did not say so", desk.now + timedelta(hours=1))
    built(desk, tmp_path, hours=2)
    for name in (
        "editions/1.html",
        "editions/1.txt",
        "feed.xml",
        "feeds/north.xml",
        "search-data.js",
        "corrections.html",
    ):
        assert "she did not say so" in (tmp_path / name).read_text("utf-8"), name
    # Apart from the passage of another line, the words stand in the log only.
    assert "The border is" not in (tmp_path / "feed.xml").read_text("utf-8")
    assert "<updated>2026-03-14T13:00:00Z</updated>" in (tmp_path / "feed.xml").read_text("utf-8")


def test_files_that_are_not_ours_stay_and_ours_go_when_they_are_no_longer_of_the_site(desk, tmp_path):
    (tmp_path / "robots.txt").write_text("User-agent: *")
    desk.post()
    built(desk, tmp_path)
    built(desk, tmp_path, Configuration())
    assert (tmp_path / "robots.txt").is_file()
    assert not (tmp_path / "calendars/north.ics").exists()


def test_a_manifest_cannot_lead_out_of_the_folder(desk, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MANIFEST).write_text('{"files": ["../outside.txt"]}')
    built(desk, folder)
    assert outside.read_text() == "mine"


def test_addresses_are_whole_where_the_site_has_one_and_relative_where_not(desk, tmp_path):
    desk.post()
    built(desk, tmp_path)
    assert 'href="../editions/1.html"' in (tmp_path / "feeds/north.xml").read_text("utf-8")
    assert page_url(CONFIGURATION, 1) is None
    there = replace(CONFIGURATION, settings=Settings(site=Site(url="https://desk.example/digests")))
    built(desk, tmp_path, there)
    assert page_url(there, 1) == "https://desk.example/digests/editions/1.html"
    assert 'href="https://desk.example/digests/editions/1.html"' in (tmp_path / "feeds/north.xml").read_text(
        "utf-8"
    )


def test_a_long_archive_has_a_page_a_year(desk, tmp_path):
    for n in range(62):
        desk.now = NOON + timedelta(days=n)
        desk.post()
    built(desk, tmp_path)
    index = (tmp_path / "index.html").read_text("utf-8")
    assert index.count('class="which"') == 60
    assert 'href="2026.html"' in index
    assert (tmp_path / "2026.html").read_text("utf-8").count('class="which"') == 62


class Watched(Editions):
    """Notes how many whole editions there are whenever another is read."""

    most = 0

    def get(self, edition: int) -> EditionRow | None:
        alive = sum(isinstance(one, Edition) or _has_all(one) for one in gc.get_objects())
        self.most = max(self.most, alive)
        return super().get(edition)


def _has_all(one: object) -> bool:
    return isinstance(one, EditionRow) and one.record is not None


def test_the_editions_of_years_are_held_one_at_a_time_however_many_there_are(desk, tmp_path):
    for n in range(40):
        desk.now = NOON + timedelta(days=n)
        desk.post()
    watched = desk.store.editions = Watched(desk.store.connection)
    watched.get(1)
    before = watched.most
    built(desk, tmp_path)
    # One being read, and the row before it.
    assert watched.most - before <= 2
    assert (tmp_path / "feed.xml").read_text("utf-8").count("<entry>") == 30
    assert 'href="40.html" rel="next"' in (tmp_path / "editions/39.html").read_text("utf-8")
    assert 'href="38.html" rel="prev"' in (tmp_path / "editions/39.html").read_text("utf-8")


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    target = tmp_path / "deep" / "page.html"
    assert write_whole(target, b"one")
    assert not write_whole(target, b"one")
    assert write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert [p.name for p in target.parent.iterdir()] == ["page.html"]


def test_a_web_server_reaches_what_is_written_whatever_the_mask_of_the_process(tmp_path):
    """The systemd unit runs under a mask that would keep the folders of the pages to itself."""
    before = os.umask(0o077)
    try:
        assert write_whole(tmp_path / "a" / "b" / "page.html", b"one")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / p).stat().st_mode) for p in ("a", "a/b", "a/b/page.html")]
    assert modes == [0o755, 0o755, 0o644]


def test_the_command_builds_where_it_is_told_or_configured(tmp_path):
    (tmp_path / "config").mkdir()
    open_store(tmp_path / "c.db").close()

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(
            main,
            [
                "--config",
                str(tmp_path / "config"),
                "--database",
                str(tmp_path / "c.db"),
                "site",
                "build",
                *arguments,
            ],
        )
        return done.exit_code, done.output

    code, said = run()
    assert code == 2
    assert "site.folder" in said
    code, said = run("--folder", str(tmp_path / "out"))
    assert code == 0, said
    assert "0 editions" in said
    assert (tmp_path / "out" / "index.html").is_file()
    (tmp_path / "config" / "settings.yaml").write_text(f"site: {{folder: {tmp_path / 'there'}}}\n")
    assert run()[0] == 0
    assert (tmp_path / "there" / "index.html").is_file()
