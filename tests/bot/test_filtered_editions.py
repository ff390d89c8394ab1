"""A digest's filter in what is posted, printed and looked up again."""

from datetime import date, timedelta

import pytest

from bot.jobs.edition import archive_view, post, preview
from bot.settings import DigestConfig
from digests import render
from tests.bot.test_alerts import NOON, Desk

OSLO = (
    "OSLO - Norwegian Foreign Minister Petra Lund met British Foreign Secretary Aldous Finch in Oslo on Monday.\n\n"
    "They discussed fish."
)
ABUJA = (
    "ABUJA - Nigerian Foreign Minister Ngozi Okoro met French Foreign Minister Odile Marchand in Abuja on Monday.\n\n"
    "They discussed oil."
)


def digest(query: str | None) -> DigestConfig:
    return DigestConfig(id="north", channel="#north", at=("07:30",), filter=query)


@pytest.fixture
def desk():
    desk = Desk()
    desk.publish(OSLO)
    desk.publish(ABUJA, source="ministry")
    desk.now += timedelta(minutes=1)
    return desk


@pytest.mark.parametrize(
    ("query", "places"), [(None, {"Oslo", "Abuja"}), ("country:NOR", {"Oslo"}), ("who:Okoro", {"Abuja"})]
)
def test_an_edition_holds_what_fits_the_filter(desk, query, places):
    one = digest(query)
    editions = [
        preview(desk.store, desk.configuration, one, desk.now),
        archive_view(desk.store, desk.configuration, one, date(2026, 3, 2)),
    ]
    for edition in editions:
        text = " ".join(item.text for item in edition.items)
        assert {place for place in ("Oslo", "Abuja") if place in text} == places
    number = post(desk.store, desk.configuration, one, desk.now, desk.now)
    (row,) = (e for e in desk.store.editions.all() if e.id == number)
    assert {p for p in ("Oslo", "Abuja") if p in str(row.body["items"])} == places


def test_a_state_of_the_filter_without_an_official_voice_is_told(desk):
    coverage = preview(desk.store, desk.configuration, digest("country:NOR"), desk.now).coverage
    assert coverage.blind == ("NOR",)
    assert preview(desk.store, desk.configuration, digest(None), desk.now).coverage.blind == ()


def test_an_official_voice_that_spoke_lately_is_no_blind_spot(desk):
    from dataclasses import replace

    sources = tuple(
        replace(s, countries=("NOR",)) if s.id == "ministry" else s for s in desk.configuration.sources
    )
    known = replace(desk.configuration, sources=sources)
    assert preview(desk.store, known, digest("country:NOR"), NOON + timedelta(hours=1)).coverage.blind == ()
    assert preview(desk.store, known, digest("country:NOR"), NOON + timedelta(days=3)).coverage.blind == (
        "NOR",
    )


def test_the_last_day_of_an_official_voice_is_told_also_in_the_view_of_a_past_day(desk):
    from dataclasses import replace

    sources = tuple(
        replace(s, countries=("NOR",), klass="official") if s.id == "ministry" else s
        for s in desk.configuration.sources
    )
    known = replace(desk.configuration, sources=sources)
    later = preview(desk.store, known, digest("country:NOR OR country:SWE"), NOON + timedelta(days=3))
    past = archive_view(desk.store, known, digest("country:NOR OR country:SWE"), date(2026, 3, 5))
    for edition in (later, past):
        printed = render.text(edition)
        assert "No Norwegian official source since Mon 2 Mar." in printed
        assert "No official source followed of: Sweden." in printed
