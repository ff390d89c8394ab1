"""What a digest's filter lets into an edition: facts that fit, and all of an article that is about what is asked for."""

import pytest

from digests.compose import compose
from digests.filtering import filtered
from digests.query import parse
from digests.render import why
from tests.digests.making import COVERAGE, FINCH, LUND, OKORO, article, meeting, scope, statement, told

ROUND_UP = (
    "The week in diplomacy was a full one, and these were its meetings.\n\n"
    "Many talks were held in many places.\n\n"
    "Norwegian Foreign Minister Petra Lund met British Foreign Secretary Aldous Finch in Oslo on Friday.\n\n"
    "Nigerian Foreign Minister Ngozi Okoro met Finch in Abuja on Thursday.\n\n"
    "“We agreed on fish,” Lund said."
)
NORTH = {"place": "Oslo", "date": "2026-03-13"}
SOUTH = {"place": "Abuja", "date": "2026-03-12"}


def round_up(**more):
    return told(
        ROUND_UP,
        title="The week",
        meetings=[
            meeting(ROUND_UP, "Norwegian Foreign Minister Petra Lund met", LUND, FINCH, **NORTH),
            meeting(ROUND_UP, "Nigerian Foreign Minister Ngozi Okoro met", OKORO, FINCH, **SOUTH),
        ],
        statements=[statement(ROUND_UP, "We agreed on fish", LUND, direct=True)],
        countries=("GBR", "NGA", "NOR"),
        **more,
    )


def shown(query: str, *articles, earlier=()):
    now, before = filtered(parse(query), articles, earlier)
    return [sorted(one.only) for one in now], [sorted(one.only) for one in before]


@pytest.mark.parametrize(
    ("query", "facts"),
    [
        ("country:NGA", ["m1"]),
        ("country:NOR", ["m0", "s0"]),
        ("who:Okoro", ["m1"]),
        ("place:Oslo", ["m0"]),
        ("kind:statement country:NOR", ["s0"]),
        ("kind:meeting", ["m0", "m1"]),
        ("country:NOR NOT kind:statement", ["m0"]),
        ("fish", ["s0"]),
        ("diplomacy", ["m0", "m1", "s0"]),
    ],
)
def test_a_round_up_gives_what_fits_by_itself(query, facts):
    assert shown(query, round_up())[0] == [facts]


def test_an_article_about_what_is_asked_for_gives_all_it_says():
    text = "Norway and Britain agreed on fish in Oslo.\n\n“It was hard,” Finch said.\n\n“It was long,” Lund said."
    one = told(text, statements=[statement(text, "It was hard", FINCH), statement(text, "It was long", LUND)])
    assert shown("country:NOR", one)[0] == [["s0", "s1"]]


def test_what_has_nothing_that_fits_is_left_out():
    assert shown("country:TUV", round_up()) == ([], [])


def test_other_tellings_of_a_meeting_that_fits_come_with_it():
    text = "Lund met Finch on Friday."
    other = told(
        text,
        id=2,
        meetings=[meeting(text, "Lund met Finch", LUND, FINCH)],
        meeting_stories=["story-1.0"],
        countries=(),
    )
    assert shown("place:Oslo", round_up(), other)[0] == [["m0"], ["m0"]]
    assert shown("place:Oslo", round_up(id=3), earlier=[other])[1] == [["m0"]]


def test_an_edition_prints_what_fits_under_the_names_it_always_has():
    now, before = filtered(parse("country:NGA"), [round_up(id=7)], [])
    edition = compose(scope(), now, before, COVERAGE)
    facts = [fact for item in edition.items for fact in item.facts]
    assert facts == ["7.m1"]
    assert article(ROUND_UP).text == now[0].article.text


def test_what_fits_by_itself_ranks_above_what_only_stands_in_an_article_about_it():
    text = (
        "Norway and Britain agreed on fish in Oslo.\n\n“We shall send our ships home by May,” Finch said.\n\n"
        "“We are glad that it took only a week,” Lund said."
    )
    one = told(
        text,
        statements=[
            statement(text, "We shall send our ships home by May", FINCH, direct=True),
            statement(text, "We are glad that it took only a week", LUND, direct=True),
        ],
    )
    now, before = filtered(parse("country:NOR"), [one], [])
    composed = compose(scope(), now, before, COVERAGE)
    assert {i.gist: i.score["fit"] for i in composed.items} == {"Lund": 1.0, "Finch": 0.3}
    assert "fit 1" in why(composed)
    assert all("fit" not in item.score for item in compose(scope(), [one], [], COVERAGE).items)
