from datetime import UTC, date, datetime

import pytest

from digests.document import annotate
from digests.embargo import read_embargo

DAY = date(2026, 3, 2)  # a Monday


def until(line: str, *, zone: str = "Europe/Paris") -> datetime | None:
    found = read_embargo(annotate(f"{line}\n\nThe ministers will sign the accord.", published=DAY, zone=zone))
    assert found is not None
    return found.until


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        ("EMBARGOED UNTIL 00:01 GMT, Tuesday 3 March 2026", datetime(2026, 3, 3, 0, 1, tzinfo=UTC)),
        ("Embargoed until 6 p.m. CET on 3 March", datetime(2026, 3, 3, 17, tzinfo=UTC)),
        ("Not for release before 14.30 (Brussels time), Wednesday", datetime(2026, 3, 4, 13, 30, tzinfo=UTC)),
        ("Under embargo until March 5, 2026, 9:00 a.m. New York time", datetime(2026, 3, 5, 14, tzinfo=UTC)),
        ("NOT FOR PUBLICATION BEFORE 1200 GMT 2026-03-04", datetime(2026, 3, 4, 12, tzinfo=UTC)),
        ("Embargo: noon, Thursday", datetime(2026, 3, 5, 11, tzinfo=UTC)),
        ("Embargoed until 4 March 2026", datetime(2026, 3, 3, 23, tzinfo=UTC)),
        ("Embargoed until 24:00 tomorrow", datetime(2026, 3, 3, 23, tzinfo=UTC)),
        ("No publication until 10 hrs EST Saturday", datetime(2026, 3, 7, 15, tzinfo=UTC)),
    ],
)
def test_the_end_of_an_embargo_is_read_in_its_own_zone(line, instant):
    assert until(line) == instant


@pytest.mark.parametrize(
    "line",
    ["Embargoed until further notice", "Embargoed until delivery", "Not for release before 25:00 March 3"],
)
def test_a_time_that_cannot_be_read_is_not_guessed(line):
    assert until(line) is None


@pytest.mark.parametrize(
    "text",
    [
        "The council extended its arms embargo until 2027.",
        "The trade embargo: what it cost both sides.",
        "Lund said the embargo to which Finch referred was over.",
    ],
)
def test_embargoes_on_trade_and_arms_are_not_ours(text):
    long = (
        text
        + " "
        + "It was adopted after a long night of talks between the delegations in the old town hall. " * 3
    )
    assert read_embargo(annotate(long, published=DAY)) is None


def test_the_line_is_found_at_the_foot_of_a_text_too():
    text = "\n\n".join(["A paragraph of prose."] * 8 + ["Not for release before 3 March 2026, 08:00 UTC"])
    found = read_embargo(annotate(text, published=DAY))
    assert found is not None
    assert found.until == datetime(2026, 3, 3, 8, tzinfo=UTC)
