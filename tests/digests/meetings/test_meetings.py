"""What a record of a meeting holds, and what must never get into one."""

from datetime import date
from pathlib import Path

import pytest

from digests.document import annotate
from digests.meetings import explain, read_meetings
from digests.records import Meeting

#: A Wednesday.
DAY = date(2026, 3, 11)
SEED = Path(__file__).parents[4] / "shared" / "samples" / "aleppo-paris-2016-12-11.txt"


def read(text: str, title: str | None = None) -> tuple[Meeting, ...]:
    return read_meetings(annotate(text, title=title, published=DAY))


def one(text: str, title: str | None = None) -> Meeting:
    (meeting,) = read(text, title)
    return meeting


def who(meeting: Meeting) -> list[str | None]:
    return [p.name or p.role or p.country or p.org for p in meeting.participants]


PARIS = (
    "From left: British Foreign Secretary Margaret Thorne, French Foreign Minister Hélène Vasseur and Jordanian Foreign "
    "Minister Rami Qudah in Paris on Tuesday. Photo: Halyard\n\n"
    "PARIS (Halyard) - U.S. Secretary of State Daniel Whitlock said after a meeting of foreign ministers in Paris on "
    "Tuesday that he saw no reason for optimism about Sudan.\n\n"
    "Repeated talks between Whitlock and Russian Foreign Minister Oleg Strakhov this week have failed to halt the "
    "fighting.\n\n"
    "U.S. and Russian experts are holding talks in Geneva later Tuesday on a truce."
)


def test_who_is_named_near_a_meeting_does_not_take_part_in_it():
    paris, strakhov, geneva = read(PARIS)
    assert "Oleg Strakhov" not in who(paris)
    assert who(strakhov) == ["Daniel Whitlock", "Oleg Strakhov"]
    assert who(geneva) == ["U.S. experts", "Russian experts"]


def test_names_of_a_caption_join_the_gathering_and_are_marked():
    paris = read(PARIS)[0]
    assert {p.name: p.named_in for p in paris.participants} == {
        "Daniel Whitlock": "text",
        "Margaret Thorne": "caption",
        "Hélène Vasseur": "caption",
        "Rami Qudah": "caption",
    }
    assert (paris.place, paris.date, paris.format) == ("Paris", "2026-03-10", "multilateral_meeting")


def test_talks_without_a_place_have_none():
    _, strakhov, geneva = read(PARIS)
    assert (strakhov.place, strakhov.status) == (None, "failed")
    assert (geneva.place, geneva.status, geneva.date) == ("Geneva", "ongoing", "2026-03-10")


def test_every_participant_has_a_passage_and_a_reason():
    document = annotate(PARIS, published=DAY)
    for meeting in read_meetings(document):
        reasons = explain(meeting, document)
        assert len(reasons) == len(meeting.participants)
        assert all(reasons)
        for participant in meeting.participants:
            assert participant.span is not None
            assert document.of(participant.span).strip()
        assert meeting.cue in document.text


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Lund will meet Italian President Paolo Conti on Friday.", "planned"),
        ("Lund met Italian President Paolo Conti on Monday.", "held"),
        ("Lund was to have met Italian President Paolo Conti. The meeting was cancelled.", "cancelled"),
        ("Lund is to visit Italy on Friday. The visit was later put off.", "postponed"),
        ("Lund declined to meet Italian President Paolo Conti.", "denied"),
        ("Talks between Lund and Italian President Paolo Conti broke down on Monday.", "failed"),
        ("Lund is holding talks with Italian President Paolo Conti.", "ongoing"),
    ],
)
def test_tense_negation_and_later_sentences_give_the_status(text, status):
    assert one(text.replace("Lund", "German Chancellor Petra Lund", 1)).status == status


def test_a_planned_meeting_is_never_held():
    for verb in (
        "is due to meet",
        "plans to meet",
        "was to meet",
        "is expected to meet",
        "hopes to meet",
        "would meet",
    ):
        text = f"German Chancellor Petra Lund {verb} Italian President Paolo Conti on Friday."
        assert one(text).status == "planned", verb


def test_mentions_of_one_contact_are_one_record_that_keeps_the_other_passages():
    text = (
        "German Chancellor Petra Lund met Italian President Paolo Conti in Rome on Monday.\n\n"
        "Lund and Conti met for two hours, a spokesman said."
    )
    meeting = one(text)
    assert len(meeting.mentions) == 1
    assert text[slice(*meeting.mentions[0])].startswith("Lund and Conti met")


def test_two_people_of_one_state_met_apart_are_two_records():
    text = (
        "U.S. envoy Mark Ellery met Serbian President Goran Ilic in Belgrade on Monday. "
        "Ellery also met Serbian Foreign Minister Ana Peric."
    )
    assert [who(m) for m in read(text)] == [["Mark Ellery", "Goran Ilic"], ["Mark Ellery", "Ana Peric"]]


def test_leaders_met_one_after_another_are_a_record_each():
    text = (
        "Indonesian President Budi Santoso met the leaders of Japan, Australia and India on Saturday. "
        "Santoso first sat down with Japanese Prime Minister Haruto Seki. Later he held talks with Australia's Jane Corrigan."
    )
    assert [who(m) for m in read(text)][1:] == [
        ["Budi Santoso", "Haruto Seki"],
        ["Budi Santoso", "Jane Corrigan"],
    ]


def test_ministers_told_as_theirs_get_the_states_they_are_of():
    text = "Slovenia and Croatia agreed on Friday after talks between their foreign ministers, Marko Zupan and Ivana Horvat."
    assert [(p.name, p.country) for p in one(text).participants] == [
        ("Marko Zupan", "SVN"),
        ("Ivana Horvat", "HRV"),
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Peru, Ecuador resume talks in Brasilia.", ["PER", "ECU"]),
        (
            "India's and Pakistan's foreign secretaries met in Colombo.",
            ["IND", "Pakistan's foreign secretaries"],
        ),
        (
            "Finnish Foreign Minister Eero Saari met his German colleague Jonas Reuther.",
            ["Eero Saari", "Jonas Reuther"],
        ),
        (
            "Presidents Aldous Finch and Petra Lund spoke by video link on Monday.",
            ["Aldous Finch", "Petra Lund"],
        ),
        ("Envoys from North and South Korea met in Panmunjom on Monday.", ["Envoys from North", "KOR"]),
        (
            "A summit in Windhoek on Friday brought together the leaders of Angola and Zambia.",
            ["leaders of Angola", "leaders of Zambia"],
        ),
        (
            "The Pope granted an audience to Argentine President Mateo Rossi on Saturday.",
            ["Pope", "Mateo Rossi"],
        ),
        ("Norway brokered talks between Sudan and Chad in Oslo on Monday.", ["SDN", "TCD", "NOR"]),
        (
            "Spain's foreign minister, Ignacio Belmonte, ended two days of talks in Rabat with his opposite number Driss Lahlou.",
            ["Ignacio Belmonte", "Driss Lahlou"],
        ),
        (
            "Saudi Crown Prince Saud received at his palace in Riyadh on Monday Pakistan's army chief, General Tariq Mehmood.",
            ["Tariq Mehmood", "Saud"],
        ),
    ],
)
def test_who_takes_part_stands_around_the_cue_in_many_ways(text, people):
    assert sorted(p.name or p.role or p.country for p in one(text).participants) == sorted(people)


def test_the_ministers_of_the_two_countries_are_of_those_told_last():
    text = (
        "Rwandan President Alphonse Gatera telephoned Kenyan President Joseph Mutuku on Tuesday. The foreign ministers of "
        "the two countries, Wanjiru Kamau and Claude Ndoli, will meet in Kampala on March 29."
    )
    _, planned = read(text)
    assert [p.country for p in planned.participants] == ["RWA", "KEN"]


def test_a_counterpart_is_called_by_the_name_the_text_gives_elsewhere():
    text = (
        "Kenyan President Joseph Mutuku put off a trip on Monday. Rwandan President Alphonse Gatera telephoned his Kenyan "
        "counterpart on Tuesday."
    )
    assert who(one(text)) == ["Alphonse Gatera", "Joseph Mutuku"]


def test_where_and_when_take_up_the_place_and_day_before_them():
    text = (
        "U.N. envoy Ingrid Solheim was in Athens on Monday, where she conferred with Greek Foreign Minister Manolis Vlachos, "
        "and in Ankara on Tuesday."
    )
    assert (one(text).place, one(text).date) == ("Athens", "2026-03-09")
    assert (
        read(
            "A truce held on Monday. Israeli troops have been there since 1991, when Syria and Israel held talks in Madrid."
        )
        == ()
    )


def test_who_was_only_wanted_abroad_is_told_nothing_there():
    text = (
        "A possible state visit to Britain by U.S. President Walter Haig remains contentious. Haig told British Prime Minister "
        "Helen Rudge to look to her own house."
    )
    assert read(text) == ()


def test_a_region_and_its_town_are_one_place():
    text = (
        "German Foreign Minister Jonas Reuther met Palestinian President Nabil Awad in the West Bank on Monday. In Ramallah, "
        "Reuther and Awad spoke of a truce."
    )
    assert one(text).place == "Ramallah"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "U.S. President Walter Haig met Mexican President Diego Salas in the Oval Office on Monday.",
            "Washington",
        ),
        (
            "French President Aldous Finch received Canadian Prime Minister Petra Lund at the Elysee Palace.",
            "Paris",
        ),
        (
            "U.S. envoy Walter Haig met Mexican President Diego Salas at NATO headquarters on Monday.",
            "Brussels",
        ),
        (
            "U.S. envoy Walter Haig met Mexican President Diego Salas at the United Nations on Monday.",
            "New York",
        ),
    ],
)
def test_who_meets_at_a_seat_of_power_meets_in_its_city(text, place):
    assert one(text).place == place


def test_a_contact_agreed_on_at_another_is_one_of_its_own():
    text = (
        "North and South Korea agreed in an all-night session at Panmunjom to hold cabinet-level talks, officials said on "
        "Monday. The meeting is to take place in Seoul on Thursday."
    )
    session, talks = read(text)
    assert (session.status, session.place, session.date) == ("held", "Panmunjom", "2026-03-09")
    assert (talks.status, talks.place, talks.date) == ("planned", "Seoul", "2026-03-12")


def test_a_date_to_come_makes_the_present_tense_a_plan():
    trip = one("South Korea's president, Nam Ki-hwan, travels to Beijing on June 27.")
    assert (trip.status, trip.date) == ("planned", "2026-06-27")


def test_what_a_minister_says_came_up_in_a_call_is_his_own_call():
    text = (
        "Philippine Foreign Secretary Jose Villanueva said the idea had come up in a telephone conversation last week with "
        "Chinese Foreign Minister Deng Haiqing and was agreed on Tuesday."
    )
    call = one(text)
    assert (call.format, call.status, who(call)) == (
        "phone_call",
        "held",
        ["Jose Villanueva", "Deng Haiqing"],
    )


def test_vice_ministers_of_the_two_countries_are_of_the_pair_named_before():
    text = "Sudan and Chad agreed to open a road. Vice foreign ministers of the two countries will meet again in Cairo in May."
    assert [p.country for p in one(text).participants] == ["SDN", "TCD"]


@pytest.mark.parametrize(
    "text",
    [
        "Canada's prime minister, Douglas Kerr, has threatened to stay away from a summit in Colombo.",
        "Nobody would say when French Foreign Minister Aldous Finch went to school in Canada.",
        "Peru said it would resume talks with Ecuador if the troops left.",
        "The Dutch and German prime ministers have never met.",
        "Should they begin talks with Saudi Arabia, U.S. officials said, Congress would be told.",
        "A truce held on Monday. French envoys have met Syrian officials in Geneva since 1991.",
        "Lund was second in the American team at talks with North Korea.",
        "The oligarch's friend Aldous Finch travelled to Canada in a private plane.",
        "Finch saw no reason for the visit of a Russian delegation to worry Germany.",
    ],
)
def test_what_is_only_supposed_past_or_private_is_no_news(text):
    assert read(text) == ()


def test_a_headline_and_its_text_are_one_record():
    text = (
        "Dutch premier to meet Suriname's president\n\nTHE HAGUE (Halyard) - Dutch Prime Minister Joost de Wit will meet "
        "Surinamese President Iwan Kartosen in Paramaribo on April 3."
    )
    assert who(one(text, title="Dutch premier to meet Suriname's president")) == [
        "Joost de Wit",
        "Iwan Kartosen",
    ]


def test_a_host_is_marked_and_the_visitor_comes_first():
    meeting = one("German Chancellor Petra Lund received Italian President Paolo Conti in Berlin on Monday.")
    assert who(meeting) == ["Paolo Conti", "Petra Lund"]
    assert meeting.host == 1


def test_topic_and_outcome_are_the_words_of_the_text():
    text = (
        "Talks between France and Iran on the release of prisoners ended in Geneva on Monday without agreement, "
        "a Western diplomat said."
    )
    meeting = one(text)
    assert meeting.topic == "the release of prisoners"
    assert meeting.outcome is not None
    assert "without agreement" in meeting.outcome
    assert (meeting.report, meeting.reported_by) == ("anonymous", "a Western diplomat")


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("German Chancellor Petra Lund met Italian President Paolo Conti, her office said in a statement.", "official_readout"),
        ("German Chancellor Petra Lund met Italian President Paolo Conti on Monday, French envoy Luc Arnaud said.", "named"),
        ("German Chancellor Petra Lund met Italian President Paolo Conti on Monday, two diplomats said.", "anonymous"),
        ("German Chancellor Petra Lund met Italian President Paolo Conti on Monday.", "outlet"),
    ],
)  # fmt: skip
def test_who_reports_a_meeting_is_told(text, report):
    assert one(text).report == report


@pytest.mark.parametrize(
    ("text", "mode", "code"),
    [
        ("German Chancellor Petra Lund telephoned Italian President Paolo Conti.", "phone", "041"),
        ("German Chancellor Petra Lund visited Italy on Monday.", "visit", "042"),
        ("Talks between Sudan and Chad under French mediation resumed in Paris.", "third-party", "045"),
        ("German Chancellor Petra Lund will visit Italy on Friday.", "visit", "036"),
    ],
)
def test_records_carry_the_codes_of_the_trade(text, mode, code):
    meeting = one(text)
    assert (meeting.plover_mode, meeting.cameo) == (mode, code)


def test_a_dateline_places_a_meeting_only_with_its_host_and_a_fresh_day():
    held = "ROME (Halyard) - German Chancellor Petra Lund met Italian President Paolo Conti on Tuesday."
    planned = (
        "ROME (Halyard) - German Chancellor Petra Lund will meet Italian President Paolo Conti on Friday."
    )
    third = "PARIS (Halyard) - German Chancellor Petra Lund met Italian President Paolo Conti on Tuesday."
    assert [one(t).place for t in (held, planned, third)] == ["Rome", None, None]


def test_a_day_taken_from_elsewhere_is_never_certain():
    text = "German Chancellor Petra Lund arrived in Rome on Monday.\n\nShe held talks with Italian President Paolo Conti."
    meeting = one(text)
    assert (meeting.date, meeting.date_certain) == ("2026-03-09", False)


def test_what_lies_far_back_is_no_news():
    text = (
        "German Chancellor Petra Lund met Italian President Paolo Conti in Rome on Monday.\n\n"
        "Lund visited Spain in May 2024."
    )
    assert len(read(text)) == 1


def test_a_text_without_sentences_has_no_meetings():
    assert read("") == ()


@pytest.mark.skipif(not SEED.exists(), reason="the sample article is not beside this checkout")
def test_the_sample_article_is_read_as_its_labels_say():
    meetings = read_meetings(annotate(SEED.read_text("utf-8"), published=date(2016, 12, 11)))
    assert [(m.place, m.status, m.date) for m in meetings] == [
        ("Paris", "held", "2016-12-10"),
        ("Paris", "held", "2016-12-10"),
        (None, "failed", "2016-12-05/2016-12-11"),
        ("Geneva", "ongoing", "2016-12-10"),
    ]
    assert sum(p.named_in == "caption" for p in meetings[0].participants) == 5
    assert all("Lavrov" not in (p.name or "") for m in (meetings[0], meetings[3]) for p in m.participants)
