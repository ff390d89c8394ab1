"""The ledger on a real database: editions tile the ingestion sequence, each slot once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.jobs.edition import archive_view, due, post, preview, run_due
from bot.settings import Configuration, DigestConfig
from bot.store import open_store
from digests import render
from digests.extract import read_article
from digests.stories import signature
from scrapers.article import Article, Entry
from scrapers.source import Source

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
DIGEST = DigestConfig(id="daily", channel="#desk", title="Daily", at=(time(7, 30),), timezone="Europe/Paris")
CITIES = ("", "Bergen", "Tallinn", "Riga", "Vilnius", "Geneva")
EVERY_DAY = timedelta(days=1)
LEAD = (
    "OSLO (Halyard) - Foreign Minister Petra Lund of Norway met her Estonian counterpart, Aldous Finch, in {city} on Monday.\n\n"
    "“We agreed on the border,” Lund said after the talks."
)


def configuration(*digests: DigestConfig) -> Configuration:
    return Configuration(
        sources=(Source(id="gazette", url="https://gazette.example/feed", name="Gazette", family="Gazette"),),
        digests=digests,
    )


def add(store, n: int, now: datetime, *, text: str | None = None, archive_only: bool = False) -> int:
    one = Article(
        url=f"https://gazette.example/{n}",
        source="gazette",
        title=f"Lund meets Finch, part {n}",
        text=text or LEAD.format(city=CITIES[n]),
        language="en",
        published=now,
        fetched=now,
        fingerprint=str(n),
    )
    facts = read_article(one, zone="UTC")
    mark = signature(one, facts)
    with store.write():
        entry = Entry(source="gazette", url=one.url, title=one.title)
        number = store.articles.insert(
            one, first_seen=now, effective=now, archive_only=archive_only, listed=entry
        )
        store.articles.save_facts(
            number,
            facts,
            story=f"s{n}",
            meeting_stories=tuple(f"s{n}.{i}" for i in range(len(facts.meetings))),
            signature=mark.to_json(),
            keys=mark.keys,
        )
    return number


@pytest.fixture
def store():
    with open_store(None) as opened:
        yield opened


def ranges(store) -> list[tuple[int, int]]:
    return [(e.after_seq, e.upto_seq) for e in store.editions.all("daily")]


def test_what_was_due_before_a_digest_was_configured_is_not_made_up_for(store):
    config = configuration(DIGEST)
    assert due(store, config, MONDAY + timedelta(hours=2)) == []
    [(digest, slot)] = due(store, config, MONDAY + timedelta(days=1, hours=1))
    assert digest.id == "daily"
    assert slot == datetime(2026, 3, 3, 6, 30, tzinfo=UTC)


def test_a_slot_has_one_edition_however_often_it_is_looked_at(store):
    config = configuration(DIGEST)
    due(store, config, MONDAY)
    now = datetime(2026, 3, 2, 6, 30, 5, tzinfo=UTC)
    assert len(run_due(store, config, now)) == 1
    assert run_due(store, config, now) == []
    assert run_due(store, config, now + timedelta(hours=5)) == []


def test_editions_tile_the_sequence_through_quiet_and_skipped_days(store):
    config = configuration(DIGEST)
    due(store, config, MONDAY)
    number = 0
    for days in (0, 1, 2, 5):
        now = datetime(2026, 3, 2, 6, 30, 1, tzinfo=UTC) + days * EVERY_DAY
        for _ in range(days % 3):
            number += 1
            add(store, number, now - timedelta(hours=1))
        run_due(store, config, now)
    found = ranges(store)
    assert len(found) == 4
    assert [a for a, _ in found[1:]] == [u for _, u in found[:-1]]
    assert found[-1][1] == store.articles.upto_seq()
    bodies = [str(edition.body) for edition in store.editions.all("daily")]
    for n in range(1, number + 1):
        told = [f"https://gazette.example/{n}" in body for body in bodies]
        assert told.count(True) == 1, "each article is told in the edition whose range holds it"


def test_after_downtime_one_late_edition_covers_the_gap(store):
    config = configuration(DIGEST)
    due(store, config, MONDAY)
    add(store, 1, MONDAY)
    run_due(store, config, MONDAY + timedelta(minutes=31))
    add(store, 2, MONDAY + EVERY_DAY)
    add(store, 3, MONDAY + 2 * EVERY_DAY)
    assert len(run_due(store, config, MONDAY + 3 * EVERY_DAY)) == 1
    last = store.editions.last("daily")
    assert last.late
    assert (last.after_seq, last.upto_seq) == (ranges(store)[0][1], store.articles.upto_seq())
    assert not store.editions.all("daily")[0].late


def test_the_edition_and_its_messages_are_kept_together(store):
    add(store, 1, MONDAY)
    number = post(store, configuration(DIGEST), DIGEST, MONDAY, MONDAY + timedelta(minutes=1))
    first = store.outbox.get(f"edition:{number}:0")
    assert first.channel == "#desk"
    assert first.body["text"]
    assert first.parent is None
    second = store.outbox.get(f"edition:{number}:1")
    assert second is None or second.parent == f"edition:{number}:0"


def test_the_first_edition_reaches_back_a_day_and_leaves_the_archive_alone(store):
    add(store, 1, MONDAY - timedelta(hours=30))
    add(store, 2, MONDAY - timedelta(hours=3))
    add(store, 3, MONDAY - timedelta(hours=2), archive_only=True)
    body = render.to_json(preview(store, configuration(DIGEST), DIGEST, MONDAY))
    urls = {link["url"] for item in body["items"] for link in item["links"]}
    assert urls == {"https://gazette.example/2"}


def test_a_preview_writes_nothing(store):
    add(store, 1, MONDAY)
    preview(store, configuration(DIGEST), DIGEST, MONDAY)
    assert store.editions.all() == []


def test_an_embargoed_text_comes_when_its_time_has_come(store):
    """It was stored in an earlier range, so the later edition has to fetch it from there."""
    config = configuration(DIGEST)
    due(store, config, MONDAY)
    add(store, 1, MONDAY, text="Embargoed until 2 March 2026, 12:00 UTC\n\n" + LEAD.format(city="Oslo"))
    run_due(store, config, MONDAY + timedelta(minutes=31))
    assert store.editions.last("daily").body["items"] == []
    run_due(store, config, MONDAY + timedelta(days=1, minutes=31))
    items = store.editions.last("daily").body["items"]
    assert [i["links"][0]["url"] for i in items][:1] == ["https://gazette.example/1"]


def test_the_archive_view_is_the_same_bytes_whatever_was_posted(store):
    add(store, 1, MONDAY)
    add(store, 2, MONDAY + EVERY_DAY)
    config = configuration(DIGEST)
    before = render.text(archive_view(store, config, DIGEST, date(2026, 3, 2)))
    post(store, config, DIGEST, MONDAY, MONDAY + timedelta(minutes=1))
    add(store, 3, MONDAY + EVERY_DAY)
    after = render.text(archive_view(store, config, DIGEST, date(2026, 3, 2)))
    assert before == after
    assert "Bergen" in before
    assert "Tallinn" not in before


def test_a_renamed_digest_goes_on_where_it_was(store):
    add(store, 1, MONDAY)
    post(store, configuration(DIGEST), DIGEST, MONDAY, MONDAY)
    store.editions.known_since("daily", MONDAY)
    renamed = DIGEST.model_copy(update={"id": "morning", "was": "daily"})
    config = configuration(renamed)
    due(store, config, MONDAY + timedelta(minutes=1))
    assert store.editions.last("morning").slot == MONDAY
    assert store.editions.last("daily") is None
