"""Lines as they are printed, read the way a desk reads them."""

from datetime import UTC, datetime

import pytest

from digests.records import Participant
from tests.digests.making import FINCH, LUND, edition, meeting, statement, told

FRIDAY = datetime(2026, 3, 13, 12, tzinfo=UTC)


def printed(*articles, **more) -> list[str]:
    return [i.text for i in edition(list(articles), **more).items]


def test_tomorrow_told_yesterday_has_its_day_behind_it():
    text = "Lund said Norway would close the border with Britain tomorrow and reopen it next Tuesday."
    said = statement(
        text, "Norway would close the border with Britain tomorrow and reopen it next Tuesday", LUND
    )
    (line,) = printed(told(text, statements=[said], day=FRIDAY))
    assert (
        "close the border with Britain tomorrow [Sat 14 Mar] and reopen it next Tuesday [Tue 17 Mar]" in line
    )


def test_on_the_day_itself_tomorrow_is_tomorrow():
    text = "Lund said Norway would close the border with Britain tomorrow."
    said = statement(text, "Norway would close the border with Britain tomorrow", LUND)
    (line,) = printed(told(text, statements=[said]))
    assert "[" not in line


def test_where_officials_are_is_said_once():
    text = "Lund met British officials in Oslo on Friday."
    held = meeting(text, "met British officials", LUND, Participant(role="British officials in Oslo", country="GBR"),
                   place="Oslo", date="2026-03-13")  # fmt: skip
    (line,) = printed(told(text, meetings=[held]))
    assert line.startswith("Oslo, Fri 13 Mar · Petra Lund (Norwegian Foreign Minister), British officials · ")


def test_an_outlet_is_not_its_own_office():
    text = "Lund, told by the paper, will leave Britain alone, the Oslo Courier daily said."
    who = Participant(name="Oslo Courier daily", org="Oslo Courier")
    said = statement(text, "will leave Britain alone", LUND, relayed_by=who.name)
    other = statement(text, "Lund, told by the paper, will leave Britain alone", who)
    lines = printed(told(text, statements=[said, other]))
    assert all("(Oslo Courier)" not in line for line in lines)


@pytest.mark.parametrize(
    ("text", "content", "cue", "role"),
    [
        # A pledge is its owner's: "Finch's pledge that ..." tells nothing Lund said.
        ("Lund hailed Finch's pledge that Norway and Britain would keep the peace.",
         "that Norway and Britain would keep the peace", "'s pledge", None),
        ("STORM WARNING Minister says Norway and Britain would keep the peace.",
         "Norway and Britain would keep the peace", "says", "STORM WARNING Minister"),
    ],
)  # fmt: skip
def test_what_is_torn_from_its_sentence_is_no_line(text, content, cue, role):
    who = Participant(role=role, org="Storm Office") if role else FINCH
    assert printed(told(text, statements=[statement(text, content, who, cue=cue)])) == []


def test_a_source_told_of_later_begins_small():
    text = "Senior officials said Finch would leave Britain's talks with Norway at once."
    said = statement(
        text, "would leave Britain's talks with Norway at once", FINCH, relayed_by="Senior officials"
    )
    (line,) = printed(told(text, statements=[said]))
    assert ", told by senior officials" in line
