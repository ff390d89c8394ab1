"""The site: past editions, agenda, corrections, feeds and calendars as plain files for any web server.

Files are written whole, and pages before what points to them, so that a reader never meets half a page or a dead link.
What has not changed is left alone.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from bot import agenda
from bot.files import write_whole
from bot.ical import calendar
from bot.past import Past, editions_of, neighbours, page_of, whole
from bot.settings import Configuration
from bot.store import Store
from bot.store.corrections import Corrections, Logged
from digests import render
from digests.agenda import Appointment
from digests.days import local_day
from digests.render import atom, site
from digests.render.html import Frame
from digests.render.shell import script
from digests.render.site import Listed
from digests.sections import title as title_of

TITLE = "Diplomatic digests"
#: Lists what we wrote, to take away what is no longer of the site; and what pages were made from, to leave them alone.
MANIFEST = ".communique.json"

_FIRST = ("index.html", "Editions")
_LINKS = (
    _FIRST,
    ("agenda.html", "Agenda"),
    ("agenda.ics", "Calendar"),
    ("feed.xml", "Feed"),
    ("corrections.html", "Corrections"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did."""

    editions: int
    files: int
    written: int


def page_url(configuration: Configuration, edition: int) -> str | None:
    """Return the address of an edition's page; None when the site has no address."""
    url = configuration.settings.site.url
    return urljoin(url.rstrip("/") + "/", page_of(edition)) if url else None


def folder_of(configuration: Configuration) -> Path | None:
    """Return where the service writes the site; None when it does not."""
    return Path(configuration.settings.site.folder) if configuration.settings.site.folder else None


def build(store: Store, configuration: Configuration, folder: Path, now: datetime) -> Built:
    """Write the site of all editions into a folder, made when it is not there; other files in it stay.

    Raises:
        CommuniqueError: A file cannot be written.
    """
    before = _manifest(folder)
    writer = _Writer(folder, before.get("made", {}))
    log = Corrections(store.connection).all()
    editions = editions_of(store, log)
    _pages(store, editions, writer)
    _lists(store, configuration, editions, log, writer)
    zone = configuration.settings.timezone
    events = agenda.publish(store, configuration, now, zone)
    found = [one for _, one in events if one is not None]
    undated = [a for a in agenda.appointments(store, configuration, now, zone) if a.first is None]
    data = calendar("Diplomatic agenda", [event for event, _ in events])
    writer.write("agenda.ics", data)
    for digest in configuration.digests:
        writer.write(
            f"calendars/{digest.id}.ics",
            calendar(digest.title or digest.id, [e for e, _ in events if e.of(digest.id)]),
        )
    calendars = [(f"calendars/{d.id}.ics", d.title or d.id) for d in configuration.digests]
    _agenda(_by_story([*found, *undated]), now, zone, calendars, writer)
    for name in sorted(set(before.get("files", ())) - writer.files):
        _remove(folder, name)
    manifest = {"files": sorted(writer.files), "made": writer.made}
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=1).encode())
    return Built(editions=len(editions), files=len(writer.files), written=writer.written)


class _Writer:
    """Writes files and remembers which, and from what pages were made."""

    def __init__(self, folder: Path, made: dict[str, str]) -> None:
        self._folder = folder
        self._before = made
        # Pages are made anew when another version of the program makes them, or when they look different.
        self._look = [version("communique"), *map(script, site.SHEETS)]
        self.made: dict[str, str] = {}
        self.files: set[str] = set()
        self.written = 0

    def write(self, name: str, data: bytes | str) -> None:
        """Write a file."""
        self.files.add(name)
        data = data if isinstance(data, bytes) else data.encode("utf-8")
        self.written += write_whole(self._folder / name, data)

    def same(self, name: str, made_from: object) -> bool:
        """Tell whether a file is there and was made from the same; it then stays."""
        told = hashlib.sha256(json.dumps([self._look, made_from], sort_keys=True).encode()).hexdigest()
        self.made[name] = told
        if self._before.get(name) == told and (self._folder / name).is_file():
            self.files.add(name)
            return True
        return False


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remove(folder: Path, name: str) -> None:
    """Remove a file we wrote once; a name that leads out of the folder is none of ours."""
    path = (folder / name).resolve()
    if path.is_relative_to(folder.resolve()):
        with suppress(OSError):
            path.unlink()


def _pages(store: Store, editions: Sequence[Past], writer: _Writer) -> None:
    """Write the page of each edition, the latest last."""
    beside = neighbours(editions)
    for past in reversed(editions):
        row, listed = past.row, past.listed
        earlier, later = beside[row.id]
        links = [(f"../{url}", words) for url, words in _LINKS if words not in ("Calendar", "Feed")]
        frame = Frame(
            links=(*links, (f"{row.id}.txt", "Plain text")),
            earlier=_beside(earlier),
            later=_beside(later),
            corrections=past.corrections,
            name=f"Edition {row.id} of {row.digest}.",
        )
        made_from = [
            # The row of an edition never changes; a restored database may have another by its number.
            [row.id, row.digest, str(row.slot), str(row.until), row.upto_seq],
            [(c.number, str(c.at)) for c in past.corrections],
            frame.earlier,
            frame.later,
        ]
        if not writer.same(listed.page, made_from):
            writer.write(listed.page, render.html(whole(store, past), frame))
        text = f"editions/{row.id}.txt"
        if not writer.same(text, made_from[:2]):
            writer.write(text, render.text(whole(store, past)))


def _beside(listed: Listed | None) -> tuple[str, str] | None:
    return (f"{listed.id}.html", title_of(listed.scope)) if listed else None


def _lists(
    store: Store,
    configuration: Configuration,
    editions: Sequence[Past],
    log: Sequence[Logged],
    writer: _Writer,
) -> None:
    """Write what lists the editions: feeds, years, corrections, and last the index."""
    listed = [past.listed for past in editions]
    base = configuration.settings.site.url
    writer.write("feed.xml", _feed(store, TITLE, "all", editions, base, "feed.xml"))
    feeds = []
    for digest in dict.fromkeys(past.row.digest for past in editions):
        mine = [past for past in editions if past.row.digest == digest]
        # The ledger calls a roll-up "north/weekly".
        name = f"feeds/{digest.replace('/', '.')}.xml"
        titled = mine[0].listed.scope
        writer.write(name, _feed(store, titled.title, digest, mine, base, name))
        feeds.append((name, titled.title + (", weekly" if titled.weekly else "")))
    by_id = {one.id: one for one in listed}
    rows = [(by_id[one.edition], one.correction) for one in reversed(log) if one.edition in by_id]
    writer.write("corrections.html", site.corrections_page("Corrections", rows, _LINKS))
    years = []
    if len(listed) > site.NEWEST:
        for year in sorted({one.day.year for one in listed}, reverse=True):
            name = f"{year}.html"
            years.append((name, str(year)))
            writer.write(
                name, site.year(f"Editions of {year}", [o for o in listed if o.day.year == year], _LINKS)
            )
    writer.write(site.SEARCH, script(site.SEARCH))
    writer.write(site.DATA, site.search_data(listed))
    writer.write("index.html", site.index(TITLE, listed[: site.NEWEST], _LINKS[1:], years, feeds))


def _feed(store: Store, title: str, name: str, editions: Sequence[Past], base: str | None, own: str) -> str:
    # Relative addresses are seen from the feed.
    up = "../" if base is None and "/" in own else ""
    entries = (
        atom.Entry(
            edition=whole(store, past),
            digest=past.row.digest,
            slot=past.row.slot,
            page=up + _absolute(base, past.listed.page),
            published=past.row.until,
            updated=max([past.row.until, *(c.at for c in past.corrections)]),
        )
        for past in editions[: atom.NEWEST]
    )
    home = up + _absolute(base, "index.html")
    return atom.atom(title, name, entries, home=home, url=_absolute(base, own) if base else None)


def _absolute(base: str | None, name: str) -> str:
    return urljoin(base.rstrip("/") + "/", name) if base else name


def _by_story(found: Iterable[Appointment]) -> list[Appointment]:
    return list({one.story: one for one in found}.values())


def _agenda(
    found: Sequence[Appointment],
    now: datetime,
    zone: str,
    calendars: Sequence[tuple[str, str]],
    writer: _Writer,
) -> None:
    today = local_day(now, zone)
    writer.write("agenda.html", site.agenda_page("Agenda", found, _LINKS, now, today, calendars))
