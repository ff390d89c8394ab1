"""The sample article with the traps: read from the real text when it is beside the checkout."""

from datetime import date
from pathlib import Path

import pytest

from digests.extract import read_text

SAMPLE = Path(__file__).parents[2] / "shared" / "samples" / "aleppo-paris-2016-12-11.txt"

pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason="the sample article is not beside the checkout")


@pytest.fixture(scope="module", params=["as a file", "as a page"])
def text(request) -> str:
    """A page has the number of the picture and its caption on one line."""
    whole = SAMPLE.read_text("utf-8")
    return whole if request.param == "as a file" else whole.replace("\n", " ", 1)


@pytest.fixture(scope="module")
def facts(text):
    return read_text(text, title="Aleppo talks", published=date(2016, 12, 11))


def meetings_at(facts, place: str | None):
    return [
        m for m in facts.meetings if (m.place or "").startswith(place or "") and bool(m.place) == bool(place)
    ]


def names(meeting) -> set[str]:
    return {p.name or "" for p in meeting.participants}


def test_the_paris_meeting_has_its_ministers_and_marks_those_only_in_the_caption(facts):
    meetings = meetings_at(facts, "Paris")
    ministers = next(m for m in meetings if "John Kerry" in names(m))
    assert (ministers.status, ministers.date) == ("held", "2016-12-10")
    caption = {p.name for p in ministers.participants if p.named_in == "caption"}
    assert {"Boris Johnson", "Frank-Walter Steinmeier", "Mevlut Cavusoglu"} <= caption
    assert next(p for p in ministers.participants if p.name == "John Kerry").named_in == "text"


def test_diplomats_met_the_opposition_in_paris(facts):
    found = [
        m
        for m in meetings_at(facts, "Paris")
        if any("opposition" in f"{p.role} {p.org}" for p in m.participants)
    ]
    assert found
    assert {m.status for m in found} == {"held"}
    assert {m.date for m in found} == {"2016-12-10"}


def test_lavrov_is_in_neither_paris_nor_geneva_and_kerry_not_in_geneva(facts):
    for meeting in meetings_at(facts, "Paris") + meetings_at(facts, "Geneva"):
        assert "Sergei Lavrov" not in names(meeting)
    for meeting in meetings_at(facts, "Geneva"):
        assert not any("Kerry" in name for name in names(meeting))


def test_the_geneva_talks_are_between_experts_and_not_over(facts):
    [geneva] = meetings_at(facts, "Geneva")
    assert geneva.status in ("ongoing", "planned")
    assert geneva.date == "2016-12-10"
    assert {p.country for p in geneva.participants} == {"USA", "RUS"}
    assert all(p.name is None for p in geneva.participants)


def test_the_talks_of_kerry_and_lavrov_have_no_place(facts):
    pair = [m for m in facts.meetings if {"John Kerry", "Sergei Lavrov"} <= names(m)]
    assert len(pair) == 1
    assert pair[0].place is None
    assert len(pair[0].participants) == 2
    assert pair[0].status in ("held", "failed")


def said(facts, text: str, words: str):
    return next(s for s in facts.statements if words in text[s.span[0] : s.span[1]])


def test_without_preconditions_is_the_opposition_told_by_ayrault(facts, text):
    found = [s for s in facts.statements if "without pre-conditions" in text[s.span[0] : s.span[1]]]
    inner = [s for s in found if s.nested]
    assert all(s.relayed_by == "Jean-Marc Ayrault" for s in inner)
    outer = [s for s in found if not s.nested]
    assert inner or outer
    assert not any(s.speaker == "John Kerry" for s in found)


def test_absolutely_unacceptable_is_kerry_s(facts, text):
    assert said(facts, text, "absolutely unacceptable").speaker == "John Kerry"


def test_who_called_for_the_ceasefire_stays_untold(facts, text):
    found = [s for s in facts.statements if "immediate ceasefire" in text[s.span[0] : s.span[1]]]
    assert all(s.speaker in (None, "They") or "diplomats" in s.speaker for s in found)


def test_every_quotation_stands_in_the_text(facts, text):
    quoted = [text[a:b] for s in facts.statements if s.direct for a, b in s.spans]
    assert any("I know people are tired of these meetings" in q for q in quoted)
    assert said(facts, text, "barbaric war").speaker == "Jean-Marc Ayrault"
