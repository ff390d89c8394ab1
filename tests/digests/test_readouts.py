"""The readouts of a meeting by two sides, compared in their own words."""

from dataclasses import replace
from importlib.resources import files

import pytest

from bot.blocks import payloads
from digests import gate, render
from digests.compose.readouts import _pattern
from digests.keeping import item_from_json, item_to_json
from digests.lexicon.yamlfile import load_plain
from tests.digests.making import FINCH, LUND, edition, meeting, told

CUES = load_plain((files("digests.lexicon") / "readouts.yaml").read_text(encoding="utf-8"))

OSLO = (
    "Foreign Minister Petra Lund met British Foreign Secretary Aldous Finch in Oslo on Friday.\n\n"
    "The ministers discussed cod quotas in the Barents Sea, and the reopening of the ferry line to Newcastle.\n\n"
    "Minister Lund thanked Britain for rescuing the crew of a trawler."
)
LONDON = (
    "The Foreign Secretary, Aldous Finch, met his Norwegian counterpart Petra Lund today in Oslo.\n\n"
    "They talked about the quotas for cod and the ferry line from Newcastle.\n\n"
    "The Foreign Secretary expressed concern over fees at Norwegian airports."
)


def readout(n, text, passage, country, **more):
    one = meeting(text, passage, LUND, FINCH, place="Oslo", date="2026-03-13")
    values = {"klass": "official", "outlet": f"{country} Ministry", **more}
    made = told(text, id=n, meetings=[one], meeting_stories=["m"], **values)
    return replace(made, countries=(country,))


def both(**more):
    return (
        readout(1, OSLO, "met British Foreign Secretary", "NOR"),
        readout(2, LONDON, "met his Norwegian counterpart", "GBR", **more),
    )


@pytest.mark.parametrize("entry", CUES, ids=lambda e: e["forms"][0])
def test_every_cue_is_found_in_its_example_and_not_in_its_counter_example(entry):
    pattern = _pattern(entry["forms"])
    assert pattern.search(entry["example"])
    assert not pattern.search(entry["not_example"])


def test_what_both_sides_mention_and_what_only_one_does_stands_below_the_line():
    composed = edition(both())
    assert gate.passed(composed)[1] == ()
    printed = render.text(composed).splitlines()
    at = next(n for n, line in enumerate(printed) if line.startswith("1 ▲ Oslo, Fri 13 Mar"))
    assert printed[at + 1] == (
        "  Both readouts: cod quotas in the Barents Sea, the reopening of the ferry line to Newcastle"
        "; only NOR Ministry: thanked Britain for rescuing the crew of a trawler"
        "; only GBR Ministry: expressed concern over fees at Norwegian airports"
    )


def test_every_point_is_a_stretch_of_a_readout_that_its_passages_show():
    (item,) = [i for i in edition(both()).items if i.section == "met"]
    points = [run.text for run in item.compared if run.style == "italic"]
    assert len(points) == 4
    assert all(any(point in p.text for p in item.passages) for point in points)
    assert all(any(point in text for text in (OSLO, LONDON)) for point in points)


def test_the_readouts_stand_in_every_form_and_are_kept():
    composed = edition(both())
    (item,) = [i for i in composed.items if i.section == "met"]
    for form in (render.markdown, render.html):
        assert "thanked Britain for rescuing" in form(composed)
    assert "thanked Britain for rescuing" in render.to_json(composed)["items"][0]["text"]
    assert "thanked Britain for rescuing" in str(payloads(composed)[0])
    assert item_from_json(item_to_json(item)) == item


@pytest.mark.parametrize(
    "other",
    [
        both(klass="press")[1],  # what a newspaper writes is no side's account
        readout(2, LONDON, "met his Norwegian counterpart", "NOR"),
        readout(2, LONDON, "met his Norwegian counterpart", "SWE"),
    ],
)
def test_it_takes_the_accounts_of_two_sides(other):
    assert all(item.compared == () for item in edition([both()[0], other]).items)


def test_what_a_word_of_the_other_side_may_mean_is_not_told_as_one_sides_alone():
    text = LONDON.replace("fees at Norwegian airports", "the safety of crews")
    other = readout(2, text, "met his Norwegian counterpart", "GBR")
    composed = edition([both()[0], other])
    assert "only" not in gate.line(composed.items[0].compared)


def test_a_quotation_is_no_point():
    text = LONDON.replace("fees at Norwegian airports", "“fees at airports”")
    other = readout(2, text, "met his Norwegian counterpart", "GBR")
    assert "only GBR" not in gate.line(edition([both()[0], other]).items[0].compared)
