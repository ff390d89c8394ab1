"""What reading processes know: an administrator's tables and office-holders, and the bot's own memory."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.knowledge import knowledge_of
from bot.reading import Knowledge, Work, learn, read
from bot.settings import ConfigError, load
from bot.store import open_store
from digests.records import Office
from scrapers.article import Entry
from scrapers.source import Source

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOURCE = Source(id="gazette", url="https://gazette.example/feed", name="Gazette", family="Gazette")


@pytest.fixture(autouse=True)
def afterwards():
    """What a process learnt stays with it, so the next test begins with nothing."""
    yield
    learn(Knowledge())


def speaker(text: str):
    entry = Entry(source="gazette", url="https://gazette.example/1", title="Talks", published=NOON)
    page = f"<html lang='en'><article><h1>Talks</h1><p>{text}</p></article></html>".encode()
    work = Work(
        wanted=1, source=SOURCE, entry=entry, body=page, url=entry.url, content_type="text/html", fetched=NOON
    )
    facts = read(work).facts
    assert facts is not None
    [statement] = facts.statements
    return statement.speaker, statement.role, statement.country


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_csv", ".csv").replace("_yaml", ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


HOLDERS = """
holders:
  - {name: Petra Lund, role: Norwegian Foreign Minister, country: NOR, since: 2025-10-14, until: 2026-09-30}
"""


def test_a_listed_holder_fills_in_what_the_text_leaves_out(tmp_path):
    configuration = load(write(tmp_path, office_holders_yaml=HOLDERS))
    text = "Petra Lund said on Monday that the border would stay open to everyone who needs it."
    assert speaker(text) == ("Petra Lund", None, None)
    with open_store(None) as store:
        learn(knowledge_of(configuration, store, NOON.date()))
    assert speaker(text) == ("Petra Lund", "Norwegian Foreign Minister", "NOR")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{name: Petra Lund, role: minister}", "acts for a `country` or an `org`"),
        (
            "{name: Petra Lund, role: minister, country: NOR, since: 2026-03-02, until: 2026-03-01}",
            "`until` is before `since`",
        ),
        ("{name: Petra Lund, role: minister, country: Norway}", "Norway"),
        ("{name: Petra Lund, rolle: minister, country: NOR}", "did you mean `role`?"),
    ],
)
def test_a_mistake_in_the_list_has_its_line(tmp_path, row, told):
    folder = write(tmp_path, office_holders_yaml=f"holders:\n  - {row}\n")
    with pytest.raises(ConfigError) as error:
        load(folder)
    assert "office_holders.yaml:2:" in str(error.value)
    assert told in str(error.value)


def test_an_office_two_articles_agree_on_is_remembered_until_the_next_begins():
    march, may = date(2026, 3, 2), date(2026, 5, 4)
    first = Office(name="Petra Lund", role="Norwegian Foreign Minister", country="NOR")
    later = Office(name="Petra Lund", role="Norwegian Prime Minister", country="NOR")
    with open_store(None) as store:
        store.people.note([first], march)
        assert store.people.holders(may) == ()
        store.people.note([first], date(2026, 4, 1))
        store.people.note([later, later], may)
        before, after = store.people.holders(may)
    assert (before.role, before.since, before.until) == (first.role, march, date(2026, 5, 3))
    assert (after.role, after.since, after.until) == (later.role, may, None)


def test_what_an_administrator_lists_is_not_remembered_beside(tmp_path):
    configuration = load(write(tmp_path, office_holders_yaml=HOLDERS))
    with open_store(None) as store:
        for day in (1, 2):
            store.people.note([Office(name="Petra Lund", role="envoy", org="UN")], date(2026, 3, day))
        found = knowledge_of(configuration, store, NOON.date())
    assert [h.role for h in found.holders] == ["Norwegian Foreign Minister"]


def test_a_table_of_the_administrator_is_read_with(tmp_path):
    folder = write(tmp_path, lexicon__states_csv="code,name,forms\nXRU,Ruritania,Ruritania\n")
    configuration = load(folder)
    assert set(configuration.lexicon) == {"states"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("lexicon__stats_csv", "code\n", "did you mean states.csv?"),
        (
            "lexicon__states_csv",
            "kode,name\nXRU,Ruritania\n",
            "states.csv:1:1: the first line names the columns",
        ),
        ("lexicon__states_csv", "code,name\n,Ruritania\n", "states.csv:2:1: the row has no code"),
    ],
)
def test_a_mistake_in_a_table_has_its_line(tmp_path, name, text, told):
    with pytest.raises(ConfigError) as error:
        load(write(tmp_path, **{name: text}))
    assert told in str(error.value)
