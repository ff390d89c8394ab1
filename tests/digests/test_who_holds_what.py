"""Who holds which office of which state. All names are invented; all states are real."""

import pytest

from digests.document import annotate
from digests.extract import read_text
from digests.mentions import Mention, read_mentions


def people(text: str) -> dict[str, Mention]:
    """Return the persons of a text by name."""
    return {m.name: m for m in read_mentions(annotate(text)).all if m.kind == "person" and m.name}


@pytest.mark.parametrize(
    "text",
    [
        "President Halden said the meeting was good. First lady Petra Halden served tea. The president said he was glad.",
        "First lady Petra Halden served tea. President Halden said the meeting was good. Halden said he was glad.",
        "Olav Finch, husband of the premier, left. Prime Minister Finch said she was glad.",
    ],
)
def test_who_is_named_in_full_only_as_a_relative_holds_no_office(text):
    assert {s.speaker for s in read_text(text).statements} <= {"Halden", "Finch"}


def test_a_form_of_address_tells_a_couple_apart():
    text = "President Halden left. First lady Petra Halden served tea. Mrs. Halden said it was cold."
    assert [s.speaker for s in read_text(text).statements] == ["Petra Halden"]


def test_who_speaks_after_a_fronted_phrase_is_not_whom_it_names():
    text = "In preparing for his talks with Petra Lund, the president said it was late."
    assert [s.speaker for s in read_text(text).statements] == [None]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Democratic Senator Olav Berg said no to the U.S. Congress.", "USA"),
        ("House Speaker Olav Berg left the U.S. Senate.", "USA"),
        ("Republican House Speaker Olav Berg said no.", "USA"),
        ("House Speaker Olav Berg said no.", None),
        ("Senator Olav Berg spoke of the U.S. Congress and the Ghanaian parliament.", None),
        ("White House doctor Olav Berg left.", "USA"),
    ],
)
def test_a_lawmaker_is_of_the_one_parliament_the_text_names(text, country):
    assert people(text)["Olav Berg"].country == country


def test_who_held_an_office_while_something_was_is_out_of_it():
    text = "Critics named Secretary Halden. Petra Halden used a server while she was secretary of state from 2009."
    assert people(text)["Petra Halden"].role == "former secretary of state"


@pytest.mark.parametrize(
    "text",
    [
        "The presidents of Kenya and Uganda, Daniel Otieno and Yusuf Ssali, met in Oslo.",
        "The presidents of Kenya and Uganda, Daniel Otieno and Yusuf Ssali respectively, met in Oslo.",
        "Daniel Otieno and Yusuf Ssali, the presidents of Kenya and Uganda, met in Oslo.",
        "The Kenyan and Ugandan presidents, Daniel Otieno and Yusuf Ssali, met in Oslo.",
    ],
)
def test_as_many_names_as_states_go_together_in_their_order(text):
    found = people(text)
    assert {name: m.country for name, m in found.items()} == {"Daniel Otieno": "KEN", "Yusuf Ssali": "UGA"}
    assert all((m.role or "").endswith("president") for m in found.values())


def test_names_and_states_of_another_number_stay_apart():
    text = "The presidents of Kenya and Uganda, Daniel Otieno said, met in Oslo."
    assert people(text)["Daniel Otieno"].country is None


def test_leaders_of_a_state_s_factions_are_not_the_state_s():
    text = "Leaders of Iraq's Kurdish factions promised to stop."
    (one,) = [m for m in read_mentions(annotate(text)).all if m.kind == "office"]
    assert one.role == "Leaders of Iraq's Kurdish factions"


def test_a_byline_before_a_bare_dateline_hides_no_state():
    text = "Petra Lund NAIROBI 1996-08-23\n\nKenya marked its day on Friday. President Daniel Otieno said Kenya was free."
    assert people(text)["Daniel Otieno"].country == "KEN"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "NAIROBI (Halyard) - Kenya has appealed to Norway, the Foreign Ministry said on Thursday. The Kenyan Foreign "
            "Ministry has begun to act. Kenya would not wait, the ministry said in a statement.",
            "Kenyan Foreign Ministry",
        ),
        ("The Kenyan army shelled the hills on Monday. Nothing was hit, the army said.", "Kenyan army"),
        (
            "Kenya's centre-right coalition government fell. Kenya would wait, the Kenyan government said.",
            "Kenya's centre-right coalition government",
        ),
    ],
)
def test_a_body_named_short_is_the_one_named_before_though_its_state_is_told(text, body):
    assert read_text(text).statements[-1].speaker == body


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (
            "BEIJING (Halyard) - China spoke with its guest on Friday. King Haldor told China that all was well.",
            None,
        ),
        (
            "AMMAN (Halyard) - Jordan spoke with its guest on Friday. King Haldor told Jordan that all was well.",
            "JOR",
        ),
    ],
)
def test_a_king_is_of_no_republic_he_visits(text, country):
    assert people(text)["Haldor"].country == country


def test_a_president_whose_name_no_table_knows_is_not_another_who_stands_near():
    text = (
        "Earlier Halden declared that all was well. South Korea's President Sun Sky ordered a show of force. Japanese Prime "
        "Minister Kenji Mori and President Halden agreed to talk."
    )
    assert people(text)["Halden"].country is None
