"""Names and days as an edition prints them."""

from datetime import UTC, date, datetime

import pytest

from digests.days import bounds, moment, when, zone_name
from digests.naming import Namer, country_name, is_body, is_state, unnamed
from digests.records import Participant
from tests.digests.making import FINCH, LUND

NEAR = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (LUND, "Petra Lund (Norwegian Foreign Minister)"),
        (Participant(name="Petra Lund", role="Foreign Minister", country="NOR"), "Petra Lund (Norwegian Foreign Minister)"),
        (Participant(name="Petra Lund", country="GBR"), "Petra Lund (UK)"),
        (Participant(name="Petra Lund", role="U.S. Congressman", country="USA"), "Petra Lund (US Congressman)"),
        (Participant(name="Petra Lund", role="visiting Norwegian envoy", country="NOR"), "Petra Lund (Norwegian envoy)"),
        (Participant(name="Petra Lund", role="Norwegian counterpart", country="NOR"), "Petra Lund (Norway)"),
        (Participant(name="Petra Lund", role="envoy", org="NATO"), "Petra Lund (envoy, NATO)"),
        (Participant(name="Petra Lund"), "Petra Lund"),
        (Participant(name="Dr. Petra Lund"), "Petra Lund"),
        (Participant(role="Saudi officials", country="SAU"), "Saudi officials"),
        (Participant(role="experts", country="SAU"), "experts (Saudi Arabia)"),
        (Participant(role="European diplomats", org="Europe"), "European diplomats"),
        (Participant(country="SYR"), "Syria"),
        (Participant(org="Syrian opposition", country="SYR"), "Syrian opposition"),
    ],
)  # fmt: skip
def test_an_actor_is_printed_with_office_and_country_by_name(person, shown):
    assert Namer([person]).show(person) == shown


def test_after_the_first_mention_the_surname_is_enough():
    namer = Namer([LUND])
    namer.show(LUND)
    assert namer.show(LUND) == "Lund"
    namer.start_over()
    assert namer.show(LUND) == "Petra Lund (Norwegian Foreign Minister)"


@pytest.mark.parametrize(
    ("name", "country", "short"),
    [
        ("Omar Al Rashid", "QAT", "Al Rashid"),
        ("Jan van der Berg", "NLD", "van der Berg"),
        ("Li Wen", "CHN", "Li Wen"),
        ("Lund", "NOR", "Lund"),
    ],
)
def test_surnames_keep_their_particles_and_family_names_that_come_first_stay_whole(name, country, short):
    person = Participant(name=name, country=country)
    assert Namer([person]).short(person) == short


def test_two_people_of_one_surname_keep_their_first_names():
    namer = Namer([LUND, Participant(name="Olaf Lund")])
    namer.show(LUND)
    assert namer.show(LUND) == "Petra Lund"


def test_a_bare_surname_is_the_one_person_who_bears_it():
    bare = Participant(name="Lund")
    namer = Namer([LUND, bare])
    assert namer.key(bare) == namer.key(LUND)
    assert namer.show(bare) == "Petra Lund (Norwegian Foreign Minister)"


def test_an_office_told_elsewhere_is_known():
    assert Namer([FINCH]).known(Participant(name="Finch")).role == "British Foreign Secretary"


@pytest.mark.parametrize(("code", "name"), [("USA", "US"), ("FRA", "France"), ("XXX", None), (None, None)])
def test_countries_have_names(code, name):
    assert country_name(code) == name


def test_states_and_bodies_are_no_people():
    assert is_state("France")
    assert is_state("the United States")
    assert not is_state("Petra Lund")
    assert is_body("Nepali government")
    assert is_body("officials")
    assert not is_body("Petra Lund")
    assert unnamed(Participant()) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2026-03-13", "Fri 13 Mar"),
        ("2026-12-24", "Thu 24 Dec 2026"),
        ("2026-03", "March"),
        ("2027-06", "June 2027"),
        ("2026-03-09/2026-03-15", "9–15 Mar"),
        ("2026-03-30/2026-04-02", "Mon 30 Mar – Thu 2 Apr"),
    ],
)
def test_days_are_printed_plainly(value, text):
    assert when(value, NEAR) == text


def test_bounds_of_days_months_and_spans():
    assert bounds("2026-02") == (date(2026, 2, 1), date(2026, 2, 28))
    assert bounds("2025-12/2026-01-03") == (date(2025, 12, 1), date(2026, 1, 3))
    with pytest.raises(ValueError, match="soon"):
        bounds("soon")


def test_moments_are_told_in_the_zone_of_the_reader_and_zones_by_their_city():
    assert moment(datetime(2026, 3, 13, 6, 30, tzinfo=UTC), "Europe/Oslo") == "Fri 13 Mar 07:30"
    assert zone_name("America/New_York") == "New York time"
    assert zone_name("UTC") == "UTC"


def test_two_who_speak_together_are_two_people():
    joint = Participant(name="Petra Lund and Aldous Finch")
    namer = Namer([LUND, FINCH, joint])
    assert namer.show(LUND) == "Petra Lund (Norwegian Foreign Minister)"
    assert namer.show(joint) == "Lund and Aldous Finch (British Foreign Secretary)"
    assert namer.plain(joint) == "Lund and Finch"
    assert namer.known(joint).role == "Norwegian Foreign Minister"


@pytest.mark.parametrize(
    ("country", "org", "shown"),
    [
        ("LKA", "government", "Sri Lankan government"),
        ("KEN", "Foreign Ministry", "Kenyan Foreign Ministry"),
        ("EGY", "censorship office", "Egyptian censorship office"),
        ("KEN", "Kenyan Foreign Ministry", "Kenyan Foreign Ministry"),
        ("USA", "White House", "White House"),
        ("IRQ", "KDP", "KDP"),
    ],
)
def test_a_body_every_state_has_is_printed_with_its_state(country, org, shown):
    assert unnamed(Participant(country=country, org=org)) == shown
