"""Names and offices as wires, ministries and picture desks write them. All names are invented; all states are real."""

import pytest

from digests.document import annotate
from digests.extract import read_text
from digests.mentions import Mention, read_mentions


def people(text: str, **more) -> dict[str, Mention]:
    """Return the persons of a text by name."""
    return {m.name: m for m in read_mentions(annotate(text, **more)).all if m.kind == "person" and m.name}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Home (Interior) Minister Petra Lund spoke.", "Petra Lund", "Home (Interior) Minister"),
        ("Unification Minister SEO Ji-tae said so.", "Seo Ji-tae", "Unification Minister"),
        ("Speaker KIM Dae-so said so.", "Kim Dae-so", "Speaker"),
        ("Foreign Minister WANG Demin said so.", "Wang Demin", "Foreign Minister"),
        ("South Korean President Moon Tae-jun said so.", "Moon Tae-jun", "South Korean President"),
        ("US Secretary of Homeland Security Elaine Duke left.", "Elaine Duke", "US Secretary of Homeland Security"),
        ("U.S Deputy Secretary Petra Lund left.", "Petra Lund", "U.S Deputy Secretary"),
        ("Associated Press Norwegian Prime Minister Aldous Finch and others left.", "Aldous Finch", "Norwegian Prime Minister"),
        ("The widely respected President Petra Lund spoke.", "Petra Lund", "widely respected President"),
        ("Petra Lund, Minister of State at the Federal Foreign Office of Germany, left.", "Petra Lund",
         "Minister of State at the Federal Foreign Office of Germany"),
        ("It was the last time President Petra Lund spoke.", "Petra Lund", "President"),
    ],
)  # fmt: skip
def test_an_office_and_its_name_are_read_whole_and_no_further(text, name, role):
    assert people(text)[name].role == role


@pytest.mark.parametrize(
    "text",
    [
        "The aid community chided President Petra Lund for the delay.",
        "Amnesty International often criticised President Petra Lund for the delay.",
    ],
)
def test_a_verb_between_subject_and_office_is_no_part_of_the_office(text):
    assert people(text)["Petra Lund"].role == "President"
    assert [s.speaker for s in read_text(text).statements] != ["Petra Lund"]


def test_a_king_is_not_whoever_has_his_name_as_given_name():
    text = "The aide, Hussein Rashid, left after King Hussein called for calm."
    assert people(text)["Hussein"].role == "King"
    assert people(text)["Hussein Rashid"].role == "aide"


def test_a_bare_surname_is_the_office_holder_s_and_not_the_spouse_s():
    text = "President Aldous Lund left Oslo. First Lady Petra Lund showed the house. Lund said the talk was good."
    assert [s.speaker for s in read_text(text).statements] == ["Aldous Lund"]


def test_whose_state_is_not_told_is_not_another_state_s_president():
    text = "President Lund tweeted. South Korean President Ahn said there would be no weapons."
    assert people(text)["Lund"].country is None


HOME = [
    # The lead names the dateline's state, and no state is named oftener.
    ("CAIRO (Halyard) - Egypt will tell Britain of its concern, Foreign Minister Nabil Haddad said.", "Nabil Haddad", "EGY"),
    ("ATHENS (Halyard) - The Greek president left. Socialist Premier Nikos Vassou cited Turkey.", "Nikos Vassou", "GRC"),
    ("WASHINGTON (Halyard) - The United States will act. President Aldous Finch told Iraq so.", "Aldous Finch", "USA"),
    # A government acts in the clause before.
    ("DILI, East Timor (Halyard) - The Indonesian government condemned the prize, and Foreign Minister Nabil Haddad said so.",
     "Nabil Haddad", "IDN"),
    # Another state is what the text is about, or the office cannot be of that state.
    ("CAIRO (Halyard) - Lebanon and Lebanese aid came up in Egypt, Foreign Minister Nabil Haddad said.", "Nabil Haddad", None),
    ("CAIRO (Halyard) - Kenya's foreign minister praised Egypt. Nobody in Egypt listened. Foreign Minister Nabil Haddad left.",
     "Nabil Haddad", "KEN"),
    ("WASHINGTON (Halyard) - The United States will act. Prime Minister Aldous Finch told Iraq so.", "Aldous Finch", None),
    ("BAGHDAD (Halyard) - Iraq hosts exiles. A year passed. All wait. Leader Massoud Daneshvar left.", "Massoud Daneshvar", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "country"), HOME)
def test_a_bare_office_is_of_the_state_the_text_is_written_in_and_about(text, name, country):
    assert people(text)[name].country == country


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # "He" is nobody whom his words name.
        ("Petra Lund met Aldous Finch on Monday. He said Finch would stay.", [None]),
        ("Finch's aide Omar Karim backs Aldous Finch. Karim left. “Finch is a friend,” he said.", ["Omar Karim"]),
        ("President Aldous Finch and Secretary Omar Karim disagree. Finch left. Ties suffer from a report that he called "
         "the president a liar.", ["Omar Karim"]),
        ("Aldous Finch left Oslo on Monday. He said Norway would stay.", ["Aldous Finch"]),
        # A month is no speaker, and somebody's confidant is not he.
        ("The Norwegian government, which in May said it had left, is back.", ["Norwegian government"]),
        ("Aldous Finch was ready. A Finch confidant said Norway was ready.", [None]),
    ],
)  # fmt: skip
def test_who_speaks_is_not_whom_the_words_name(text, speakers):
    assert [s.speaker for s in read_text(text).statements] == speakers


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "It failed, said Petra Lund, Finch’s appointed U.S. ambassador to Norway.",
            "U.S. ambassador to Norway",
        ),
        ("It failed, said Petra Lund, Aldous Finch's spokeswoman.", "Aldous Finch's spokeswoman"),
    ],
)
def test_an_office_somebody_gave_is_told_behind_the_name(text, role):
    assert people(text)["Petra Lund"].role == role


def test_who_arrives_for_talks_has_not_held_them_yet():
    text = "U.S. envoy Petra Lund arrived in Chile late on Friday for talks with Chilean officials."
    assert [m.status for m in read_text(text).meetings] == ["ongoing"]


def test_talks_somebody_lied_about_are_no_news():
    text = (
        "US adviser Aldous Finch and Russian ambassador Ivan Orlenko are in court. "
        "Finch resigned after he was found to have misled the cabinet about his discussions with Orlenko."
    )
    assert read_text(text).meetings == ()


def test_a_resort_is_nobody_though_it_speaks():
    text = "US President Petra Lund dropped the resort of Ballyharbour. Ballyharbour said it was sorry."
    assert list(people(text)) == ["Petra Lund"]


def test_who_meets_at_a_summit_is_not_of_the_state_it_is_held_in():
    text = "Petra Lund and US President Aldous Finch are scheduled to meet at a G20 summit in Canada in June."
    assert all(p.country != "CAN" for m in read_text(text).meetings for p in m.participants)


@pytest.mark.parametrize(
    "text",
    [
        "Finch congratulated Petra Lund on becoming Norwegian prime minister. Lund left.",
        "Finch was the first to telephone Petra Lund and congratulate her upon becoming Norwegian prime minister.",
    ],
)
def test_who_is_congratulated_on_an_office_has_it(text):
    assert (people(text)["Petra Lund"].role, people(text)["Petra Lund"].country) == (
        "Norwegian prime minister",
        "NOR",
    )


def test_a_name_of_a_city_behind_an_unknown_given_name_is_a_surname_after_an_office():
    text = (
        "Norwegian Foreign Minister Petra Lund and her Japanese counterpart, Takemaru Morioka, held talks in Oslo on Friday. "
        "Morioka said the talks were useful."
    )
    assert people(text)["Takemaru Morioka"].country == "JPN"


def test_the_first_of_two_surnames_is_the_person_even_where_a_city_has_it():
    text = (
        "Lund invited her Chilean counterpart, Ramiro Lagos Vidal, to Oslo. Lagos, a former navy lawyer, was cautious. "
        "He said Chile would wait."
    )
    said = read_text(text).statements[-1]
    assert (said.speaker, said.country) == ("Ramiro Lagos Vidal", "CHL")


def test_a_state_that_speaks_is_who_has_its_name():
    text = "Petra Jordan, an aide, left Oslo on Monday. Jordan said the talks were over."
    assert [s.speaker for s in read_text(text).statements] == ["Petra Jordan"]


def test_a_capital_beside_another_is_no_senator_of_its_name():
    text = "Senator Joan London said the deal was bad. London and Paris welcomed the step."
    assert [s.speaker for s in read_text(text).statements if s.act == "praise"] != ["Joan London"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "The State Department said the envoy had left. It said talks would resume in June.",
            ["State Department", "State Department"],
        ),
        (
            'Kerrigan spoke with both sides on Thursday, the State Department said. He "urged them to talk again", it said.',
            ["State Department", "State Department"],
        ),
        ("Mali expelled two French diplomats on Monday. It accused them of spying for a rebel group.", ["Mali"]),
        # A minister speaks for nobody's "it", and a report is no body.
        ("Foreign Minister Petra Lund said the EU was slow. It said on Friday that it would act.", ["Petra Lund", None]),
        ("The report by the United Nations said both sides had lied to it. It said the truce was dead.", [None, None]),
    ],
)  # fmt: skip
def test_a_speaking_it_is_the_body_whose_sentence_came_before(text, speakers):
    assert [s.speaker for s in read_text(text).statements] == speakers


def test_a_city_s_name_behind_an_office_is_a_given_name():
    text = "Zambian Finance Minister Chanda Mwila spoke on Friday. Mwila said the government had turned the corner."
    said = read_text(text).statements[-1]
    assert (said.speaker, said.country) == ("Chanda Mwila", "ZMB")


@pytest.mark.parametrize(
    "text",
    [
        "Norway's foreign minister called off her trip to Chile on Monday. Astrid Hovland said the time was not right.",
        'The talks will go on, Norway\'s foreign minister said. "We will not wait," Astrid Hovland told reporters.',
    ],
)
def test_who_speaks_right_after_an_office_was_told_holds_it(text):
    said = read_text(text).statements[-1]
    assert (said.speaker, said.role, said.country) == ("Astrid Hovland", "Norway's foreign minister", "NOR")


def test_what_is_pledged_already_has_no_speaker_in_the_verb_before_it():
    assert [
        s.act for s in read_text("She urged donors to release pledged funds without delay.").statements
    ] == ["urge"]


def test_an_ambassador_recalled_is_nothing_said():
    text = "Poland recalled its ambassador to Hungary for consultations on Monday after a minister insulted its courts."
    assert read_text(text).statements == ()
    assert len(read_text("Lund recalled the winter of the long strike.").statements) == 1


def test_a_town_before_a_bare_office_owns_it_not():
    text = "At Castle Halyard President Teixeira spoke."
    assert people(text)["Teixeira"].role == "President"


def test_the_diplomat_who_notes_something_is_who_spoke_last():
    text = (
        "Russian Foreign Minister Nikita Voloshin will visit Algeria on March 11, Foreign Ministry Spokeswoman Alla Zimina told "
        'reporters. "The ministers will discuss Libya," the diplomat noted.'
    )
    assert [s.speaker for s in read_text(text).statements] == ["Alla Zimina", "Alla Zimina"]
