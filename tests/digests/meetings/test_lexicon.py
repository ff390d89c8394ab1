"""Every cue proves itself: its example is found, its counter-example is left alone."""

from datetime import date

import pytest

from digests.document import annotate
from digests.meetings import read_meetings
from digests.meetings.cues import rows

DAY = date(2026, 3, 11)
CONTACTS = [(" / ".join((row.get("verbs") or row.get("nouns"))[:2]), row) for row in rows("contacts.yaml")]
STATUSES = [(row["status"], row) for row in rows("status.yaml")]


def read(text: str):
    return read_meetings(annotate(text, published=DAY))


@pytest.mark.parametrize("row", [row for _, row in CONTACTS], ids=[name for name, _ in CONTACTS])
def test_the_example_of_a_contact_is_a_meeting_and_the_other_is_none(row):
    assert read(row["example"]), row["example"]
    assert not read(row["not_example"]), row["not_example"]


@pytest.mark.parametrize("row", [row for _, row in STATUSES], ids=[name for name, _ in STATUSES])
def test_the_example_of_a_status_has_it_and_the_other_has_not(row):
    expected = [] if row["status"] == "offered" else [row["status"]]
    assert [m.status for m in read(row["example"])] == expected
    assert [m.status for m in read(row["not_example"])] != expected


@pytest.mark.parametrize("row", rows("bystanders.yaml"))
def test_bystanders_meet_nobody_here(row):
    assert read(row["example"]), row["example"]
    assert not read(row["not_example"]), row["not_example"]
