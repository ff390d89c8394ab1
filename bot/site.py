"""The site: past editions, agenda, corrections, feeds and calendars as plain files for any web server.

Files are written whole, and pages before what points to them, so that a reader never meets half a page or a dead link.
What has not changed is left alone.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from bot import agenda
from bot.corrections import first_form
from bot.files import write_whole
from bot.ical import calendar
from bot.settings import Configuration
from bot.store import Store
from bot.store.corrections import Corrections, Logged
from bot.store.editions import PREVIEW, EditionRow
from digests import render
from digests.agenda import Appointment
from digests.corrections import Correction, as_it_stands
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


def page_of(edition: int) -> str:
    """Return where the page of an edition lies in the site; the same for ever."""
    return f"editions/{edition}.html"


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
    listed = _editions(store, log, writer)
    _lists(configuration, listed, log, writer)
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
    return Built(editions=len(listed), files=len(writer.files), written=writer.written)


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


def _editions(
    store: Store, log: Sequence[Logged], writer: _Writer
) -> list[tuple[EditionRow, Listed, list[Correction]]]:
    """Write the page of each edition; return them, the latest first."""
    # What was posted elsewhere to look at comes again in the edition itself.
    corrections: dict[int, list[Correction]] = {}
    for one in log:
        corrections.setdefault(one.edition, []).append(one.correction)
    out = []
    for row in store.editions.each():
        if row.digest.endswith(PREVIEW):
            continue
        mine = corrections.get(row.id, [])
        edition = as_it_stands(first_form(row), {c.number: c.item for c in mine})
        # What it was made of is not needed any more, and takes more room than what became of it.
        row = replace(row, body={}, record=None)
        out.append(
            (row, Listed(id=row.id, page=page_of(row.id), edition=edition, corrected=bool(mine)), mine)
        )
    for n, (row, listed, mine) in enumerate(out):
        same = [i for i, (other, _, _) in enumerate(out) if other.digest == row.digest]
        at = same.index(n)
        earlier = out[same[at - 1]][1] if at else None
        later = out[same[at + 1]][1] if at + 1 < len(same) else None
        links = [(f"../{url}", words) for url, words in _LINKS if words not in ("Calendar", "Feed")]
        frame = Frame(
            links=(*links, (f"{row.id}.txt", "Plain text")),
            earlier=_beside(earlier),
            later=_beside(later),
            corrections=tuple(mine),
            name=f"Edition {row.id} of {row.digest}.",
        )
        made_from = [
            # The row of an edition never changes; a restored database may have another by its number.
            [row.id, row.digest, str(row.slot), str(row.until), row.upto_seq],
            [(c.number, str(c.at)) for c in mine],
            frame.earlier,
            frame.later,
        ]
        if not writer.same(listed.page, made_from):
            writer.write(listed.page, render.html(listed.edition, frame))
        text = f"editions/{row.id}.txt"
        if not writer.same(text, made_from[:2]):
            writer.write(text, render.text(listed.edition))
    return out[::-1]


def _beside(listed: Listed | None) -> tuple[str, str] | None:
    return (f"{listed.id}.html", title_of(listed.edition.scope)) if listed else None


def _lists(
    configuration: Configuration,
    editions: Sequence[tuple[EditionRow, Listed, list[Correction]]],
    log: Sequence[Logged],
    writer: _Writer,
) -> None:
    """Write what lists the editions: feeds, years, corrections, and last the index."""
    listed = [one for _, one, _ in editions]
    base = configuration.settings.site.url
    entries = [_entry(row, one, mine, base) for row, one, mine in editions]
    writer.write("feed.xml", _feed(TITLE, "all", entries, base, "feed.xml"))
    feeds = []
    for digest in dict.fromkeys(row.digest for row, _, _ in editions):
        mine = [entry for entry in entries if entry.digest == digest]
        # The ledger calls a roll-up "north/weekly".
        name = f"feeds/{digest.replace('/', '.')}.xml"
        titled = mine[0].edition.scope
        writer.write(name, _feed(titled.title, digest, mine, base, name))
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


def _entry(row: EditionRow, one: Listed, mine: Sequence[Correction], base: str | None) -> atom.Entry:
    return atom.Entry(
        edition=one.edition,
        digest=row.digest,
        slot=row.slot,
        page=_absolute(base, one.page),
        published=row.until,
        updated=max([row.until, *(c.at for c in mine)]),
    )


def _feed(title: str, name: str, entries: Sequence[atom.Entry], base: str | None, own: str) -> str:
    home = _absolute(base, "index.html")
    if base is None and "/" in own:
        # Relative addresses are seen from the feed.
        home = f"../{home}"
        entries = [_up(entry) for entry in entries]
    return atom.atom(
        title, name, entries[: atom.NEWEST], home=home, url=_absolute(base, own) if base else None
    )


def _up(entry: atom.Entry) -> atom.Entry:
    return replace(entry, page=f"../{entry.page}")


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
