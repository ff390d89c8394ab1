"""Relevance: its words prove themselves, offices rank, and what is no desk's is known."""

import re
from importlib.resources import files

import pytest

from digests.lexicon.yamlfile import load_plain
from digests.rank import weight_of
from digests.records import Facts, Participant
from digests.relevance import between_states, field_of, office_rank
from tests.digests.making import FINCH, LUND, article, meeting

ENTRIES = load_plain((files("digests.lexicon") / "relevance.yaml").read_text(encoding="utf-8"))


def _found(entry, text):
    return any(
        re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text, re.IGNORECASE) for form in entry["forms"]
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e['kind']}{e.get('rank', '')}")
def test_every_entry_finds_its_example_and_leaves_its_counter_example(entry):
    assert _found(entry, entry["example"])
    assert not _found(entry, entry["not_example"])


def test_no_form_stands_twice_among_the_offices():
    forms = [form for entry in ENTRIES if entry["kind"] == "office" for form in entry["forms"]]
    assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize(
    ("role", "rank"),
    [
        ("French President", 5),
        ("Norwegian Foreign Minister", 4),
        ("deputy foreign minister", 3),
        ("presidential spokesman", 2),
        ("spokesman for the president", 3),
        ("UN envoy", 3),
        ("Saudi officials", 2),
        ("former president", 1),
        ("baker", 1),
        (None, 0),
    ],
)
def test_offices_rank(role, rank):
    assert office_rank(role) == rank


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("The striker scored twice as the coach watched the league leaders.", "sport"),
        ("He pleaded guilty to robbery, murder and manslaughter and was sentenced to life.", "crime"),
        ("The singer walked the red carpet before the premiere of her album.", "show"),
        ("Shares rose after the company raised its dividend, traders and analysts said.", "market"),
        ("The mayor opened a new school on Friday.", "domestic"),
        ("The foreign minister urged a ceasefire at the border.", None),
    ],
)
def test_what_a_text_is_about_decides_whether_it_is_a_desks(text, field):
    assert field_of(article(text, title=""), Facts(countries=("NOR",))) == field


def test_a_meeting_makes_a_text_a_desks():
    text = "Aldous Finch met Petra Lund at the tournament, where the striker scored."
    facts = Facts(meetings=(meeting(text, "met", FINCH, LUND),))
    assert between_states(article(text), facts)
    assert field_of(article(text, title=""), facts) is None


def test_a_state_or_body_weighs_more_than_a_minister_of_no_fame_and_less_than_a_foreign_minister():
    state = weight_of(Participant(country="NOR"))
    assert weight_of(Participant(role="minister")) < state < weight_of(LUND)


def test_a_state_s_own_politics_is_domestic_even_with_a_word_from_abroad():
    text = (
        "Lawmakers of both parties in the Senate fought over the budget as a shutdown drew near. Democrats refused a tax cut; "
        "the governor left with an ambassador."
    )
    assert field_of(article(text), Facts(countries=("USA",))) == "domestic"
    assert field_of(article(text), Facts(countries=("USA", "MEX"))) is None


def test_talks_with_rebels_at_home_stay_a_desk_s():
    text = "The government offered a ceasefire and peace talks to the rebels, lawmakers said after a night in parliament."
    assert field_of(article(text), Facts(countries=("NPL",))) is None
