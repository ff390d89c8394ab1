"""What an edition says, and what it never says."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digests import render
from digests.edition import Coverage
from digests.records import Participant
from tests.digests.making import FINCH, LUND, NOON, OKORO, edition, meeting, statement, told

MET = (
    "OSLO - British Foreign Secretary Aldous Finch met his Norwegian counterpart Petra Lund in Oslo on Friday.\n\n"
    "They talked about fishing in the North Sea, diplomats said."
)
PLAN = "LONDON - British Foreign Secretary Aldous Finch is due to meet Norwegian Foreign Minister Petra Lund in Oslo on Friday."
FRIDAY, SATURDAY, MONDAY = "2026-03-13", "2026-03-14", "2026-03-16"


def met(text=MET, passage="met his Norwegian counterpart", *people, **more):
    return meeting(text, passage, *(people or (FINCH, LUND)), **{"place": "Oslo", "date": FRIDAY, **more})


def planned(text=PLAN, passage="due to meet", *people, **more):
    return met(text, passage, *people, **{"status": "planned", "cue": "meet", **more})


def lines(composed):
    return [line for line in render.text(composed).splitlines() if re.match(r"\d+ ", line)]


def test_a_meeting_line_has_place_day_people_with_office_status_and_outlet():
    composed = edition([told(MET, meetings=[met()])])
    assert lines(composed) == [
        "1 Oslo, Fri 13 Mar · Aldous Finch (British Foreign Secretary), Petra Lund (Norwegian Foreign Minister)"
        " · held · Halyard Wire"
    ]


def test_a_meeting_without_a_day_says_so():
    assert "Oslo, day not given" in lines(edition([told(MET, meetings=[met(date=None)])]))[0]


def test_a_relative_day_without_a_publication_date_stays_words():
    composed = edition([told(MET, meetings=[met(date=None, date_text="on Friday")])])
    assert "Oslo, on Friday" in lines(composed)[0]


def test_what_is_planned_stands_under_expected_and_is_never_held():
    composed = edition([told(PLAN, meetings=[planned(date=MONDAY)])])
    assert [i.section for i in composed.items] == ["expected"]
    printed = render.text(composed)
    assert "held" not in printed
    assert "Oslo, Mon 16 Mar" in printed
    assert "planned" in printed


def test_a_planned_meeting_whose_day_has_passed_stands_under_met_without_an_outcome():
    composed = edition([told(PLAN, meetings=[planned()])])
    assert [i.section for i in composed.items] == ["met"]
    assert "Oslo, due Fri 13 Mar" in lines(composed)[0]
    assert "no report of the outcome" in lines(composed)[0]
    assert "held" not in lines(composed)[0]


def test_a_meeting_planned_for_the_day_of_the_edition_is_still_expected():
    composed = edition([told(PLAN, meetings=[planned(date=SATURDAY)])])
    assert [i.section for i in composed.items] == ["expected"]


def test_at_the_end_of_an_archived_day_what_was_planned_for_it_is_due():
    composed = edition([told(PLAN, meetings=[planned(date=SATURDAY)])], day=SATURDAY)
    assert "due Sat 14 Mar" in lines(composed)[0]


def test_an_announced_meeting_that_nobody_reports_is_said_once_when_its_day_has_passed():
    earlier = told(PLAN, id=1, meetings=[planned()], day=NOON - timedelta(days=3))
    first = edition([], [earlier])
    assert "due Fri 13 Mar" in lines(first)[0]
    later = edition([], [earlier], since=datetime(2026, 3, 15, 7, tzinfo=UTC), until=NOON + timedelta(days=2))
    assert lines(later) == []


def test_a_plan_told_again_long_after_its_day_is_not_due_again():
    earlier = told(
        PLAN, id=1, meetings=[planned(date="2026-03-10")], meeting_stories=["m"], day=NOON - timedelta(days=6)
    )
    again = told(
        PLAN, id=2, meetings=[planned(date="2026-03-10")], meeting_stories=["m"], outlet="Fjord Post"
    )
    assert lines(edition([again], [earlier])) == []


def test_a_meeting_announced_before_and_now_held_names_who_announced_it():
    before = told(
        PLAN,
        id=1,
        meetings=[planned()],
        outlet="Fjord Post",
        meeting_stories=["m"],
        day=NOON - timedelta(days=2),
    )
    now = told(MET, id=2, meetings=[met()], meeting_stories=["m"])
    composed = edition([now], [before])
    assert lines(composed)[0].endswith("· held · Halyard Wire; announced before: Fjord Post")
    assert composed.items[0].notes == ("planned (Fjord Post, Thu 12 Mar) → held (Halyard Wire, Sat 14 Mar)",)


def test_a_story_that_ran_returns_only_with_something_new_and_says_what():
    before = told(MET, id=1, meetings=[met()], meeting_stories=["m"], day=NOON - timedelta(days=1))
    again = told(MET, id=2, meetings=[met()], meeting_stories=["m"], outlet="Fjord Post")
    composed = edition([again], [before])
    assert lines(composed) == []
    assert [left.reason for left in composed.left_out] == ["ran before, nothing new"]
    more = told(MET, id=3, meetings=[met(outcome="fishing in the North Sea")], meeting_stories=["m"])
    assert "new: the outcome" in lines(edition([more], [before]))[0]


def test_a_later_report_that_it_is_planned_does_not_undo_that_it_was_held():
    held = told(MET, id=1, meetings=[met()], meeting_stories=["m"], day=NOON - timedelta(hours=5))
    stale = told(PLAN, id=2, meetings=[planned()], meeting_stories=["m"], outlet="Fjord Post")
    composed = edition([held, stale])
    assert [i.status for i in composed.items] == ["held"]


@pytest.mark.parametrize(
    ("status", "sentence", "words"),
    [
        ("failed", "The talks between Finch and Lund ended without agreement.", "held, no agreement"),
        ("failed", "The talks between Finch and Lund did not take place.", "did not take place"),
        ("ongoing", "Finch and Lund are holding talks.", "under way"),
    ],
)
def test_a_status_is_printed_as_the_text_has_it(status, sentence, words):
    text = f"OSLO - Officials gathered on Saturday.\n\n{sentence}"
    composed = edition([told(text, meetings=[met(text, sentence, status=status, date=SATURDAY)])])
    assert words in lines(composed)[0]


def test_what_was_under_way_on_a_day_that_has_passed_has_no_outcome():
    text = "OSLO - Finch and Lund are holding talks later Friday."
    composed = edition([told(text, meetings=[met(text, "holding talks", status="ongoing")])])
    assert "no report of the outcome" in lines(composed)[0]
    assert "held" not in lines(composed)[0]


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_what_was_called_off_is_told_under_expected_until_its_day_has_passed(status):
    text = "OSLO - The meeting of Finch and Lund planned for Monday will not go ahead."
    composed = edition(
        [told(text, meetings=[met(text, "The meeting of Finch and Lund", status=status, date=MONDAY)])]
    )
    assert [(i.section, i.status) for i in composed.items] == [("expected", status)]


def test_names_from_a_caption_are_marked():
    people = (FINCH, LUND, replace(OKORO, named_in="caption"))
    composed = edition([told(MET, meetings=[met(MET, "met his Norwegian counterpart", *people)])])
    assert "; only in a photo caption: Ngozi Okoro (Nigerian Foreign Minister)" in lines(composed)[0]


def test_two_families_corroborate_and_copies_of_one_text_do_not():
    own = "In a wooden house above the fjord Petra Lund met Aldous Finch on Friday, and the two spoke of fish and ships."
    one = told(MET, id=1, meetings=[met()], meeting_stories=["m"])
    copy = told(MET, id=2, meetings=[met()], meeting_stories=["m"], outlet="Fjord Post")
    same_house = told(
        own,
        id=3,
        meetings=[met(own, "met Aldous Finch")],
        meeting_stories=["m"],
        outlet="Halyard 24",
        family="Halyard Wire",
    )
    other = told(
        own, id=4, meetings=[met(own, "met Aldous Finch")], meeting_stories=["m"], outlet="Rive Gauche"
    )
    assert not edition([one, copy]).items[0].corroborated
    assert not edition([one, same_house]).items[0].corroborated
    both = edition([one, copy, other])
    assert both.items[0].families == ("Halyard Wire", "Rive Gauche")
    assert lines(both)[0].startswith("1 ▲ Oslo")


def test_an_announcement_does_not_corroborate_that_it_took_place():
    plan = told(
        PLAN,
        id=1,
        meetings=[planned()],
        meeting_stories=["m"],
        outlet="Fjord Post",
        day=NOON - timedelta(hours=9),
    )
    held = told(MET, id=2, meetings=[met()], meeting_stories=["m"])
    assert edition([plan, held]).items[0].families == ("Halyard Wire",)


def test_lists_of_different_length_are_united_and_say_who_alone_names_whom():
    other = MET.replace("Petra Lund", "Petra Lund and Ngozi Okoro").replace(
        "fishing", "oil, gas, herring and the law of the sea"
    )
    one = told(MET, id=1, meetings=[met()], meeting_stories=["m"])
    two = told(
        other,
        id=2,
        meetings=[met(other, "met his Norwegian", FINCH, LUND, OKORO)],
        meeting_stories=["m"],
        outlet="Rive Gauche",
    )
    composed = edition([one, two])
    assert [i.section for i in composed.items] == ["met"]
    assert "; only Rive Gauche: Ngozi Okoro" in lines(composed)[0]


def test_contradicting_days_are_disputed():
    other = MET.replace("Friday", "Thursday").replace("fishing in the North Sea", "herring")
    one = told(MET, id=1, meetings=[met()], meeting_stories=["m"])
    two = told(
        other, id=2, meetings=[met(other, date="2026-03-12")], meeting_stories=["m"], outlet="Rive Gauche"
    )
    dispute = next(i for i in edition([one, two]).items if i.section == "disputed")
    assert "the day: Fri 13 Mar (Halyard Wire), Thu 12 Mar (Rive Gauche)" in dispute.text


def test_official_and_state_media_are_marked():
    assert lines(edition([told(MET, meetings=[met()], klass="state-media")]))[0].endswith(
        "Halyard Wire (state media)"
    )
    assert lines(edition([told(MET, meetings=[met()], klass="official")]))[0].endswith(
        "Halyard Wire (official)"
    )


SAID = (
    "OSLO - Norwegian Foreign Minister Petra Lund warned that the treaty with Britain could end by summer.\n\n"
    "“We are not going to wait for another year of empty talks,” Lund said.\n\n"
    "British Foreign Secretary Aldous Finch denied that London had broken the treaty.\n\n"
    "Norwegian opposition leaders would accept a lower quota “without pre-conditions”, Lund said after the talks."
)
OPPOSITION = Participant(role="Norwegian opposition leaders", country="NOR")


def speech():
    return told(
        SAID,
        statements=[
            statement(
                SAID, "that the treaty with Britain could end by summer", LUND, cue="warned", act="warn"
            ),
            statement(SAID, "We are not going to wait for another year of empty talks", LUND, direct=True),
            statement(SAID, "that London had broken the treaty", FINCH, cue="denied", act="deny"),
            statement(
                SAID,
                "would accept a lower quota “without pre-conditions”",
                OPPOSITION,
                nested=True,
                relayed_by="Petra Lund",
            ),
        ],
    )


def test_the_outlets_cue_stays_where_it_carries_the_meaning():
    printed = lines(edition([speech()]))
    assert any("warned that the treaty with Britain could end by summer" in line for line in printed)
    assert any("denied that London had broken the treaty" in line for line in printed)


def test_indirect_speech_is_italic_and_in_the_outlets_words():
    for item in edition([speech()]).items:
        for run in item.runs:
            if run.style in ("italic", "quote"):
                assert run.text.strip() in SAID


def test_a_quotation_is_printed_in_marks_and_given_to_the_json():
    item = next(i for i in edition([speech()]).items if i.quote)
    assert item.quote == "We are not going to wait for another year of empty talks"
    assert "“We are not going to wait for another year of empty talks”" in render.text(edition([speech()]))


def test_reported_speech_about_a_third_party_keeps_both_names():
    printed = render.text(edition([speech()]))
    assert "Norwegian opposition leaders, told by " in printed
    assert "would accept a lower quota “without pre-conditions”" in printed


def test_office_and_country_stand_at_first_mention_only():
    printed = render.text(edition([speech()]))
    assert printed.count("Norwegian Foreign Minister") == 1
    assert "Lund: " in printed


def test_one_person_has_one_spelling():
    other = "Shaikh Omar Al-Rashid met Aldous Finch in Doha on Friday."
    spellings = [
        Participant(name="Omar Al Rashid", role="Qatari Foreign Minister", country="QAT"),
        Participant(name="Shaikh Omar Al-Rashid", country="QAT"),
    ]
    told_by = [
        told(
            other,
            id=n,
            meetings=[met(other, "met Aldous Finch", person, FINCH, place="Doha")],
            meeting_stories=[f"m{n}"],
        )
        for n, person in enumerate(spellings, 1)
    ]
    printed = render.text(edition(told_by))
    assert (
        "Omar Al Rashid (Qatari Foreign Minister)" in printed
        or "Omar Al-Rashid (Qatari Foreign Minister)" in printed
    )
    assert printed.count("Qatari Foreign Minister") == 1


@pytest.mark.parametrize("pronoun", ["They", "He", "It"])
def test_what_only_a_pronoun_says_is_left_out(pronoun):
    text = f"{pronoun} called for an immediate ceasefire along the whole border of Norway and Britain."
    nobody = statement(text, "for an immediate ceasefire", Participant(), cue="called")
    nobody = replace(nobody, speaker_span=(0, len(pronoun)))
    assert edition([told(text, statements=[nobody])]).items == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Lund called it “absolutely unacceptable.”",
        "Lund said it was “unhelpful”.",
        "“They must stop,” Lund said.",
    ],
)
def test_a_few_words_without_what_they_refer_to_are_left_out(sentence):
    text = f"OSLO - Britain and Norway are at odds over the treaty and the border.\n\n{sentence}"
    words = re.search("“(.*?)[.,]?”", sentence)[1]
    cue = "called" if "called" in sentence else "said"
    assert edition([told(text, statements=[statement(text, words, LUND, direct=True, cue=cue)])]).items == ()


def test_what_was_not_said_for_certain_is_left_out():
    text = "Norwegian Foreign Minister Petra Lund did not say that the treaty with Britain would end."
    hedged = statement(text, "that the treaty with Britain would end", LUND, cue="did not say", hedged=True)
    assert edition([told(text, statements=[hedged])]).items == ()


def test_the_same_words_from_two_outlets_are_one_line():
    one = speech()
    two = replace(speech(), id=2, seq=2, outlet="Rive Gauche", family="Rive Gauche")
    composed = edition([one, two])
    assert len(composed.items) == len(edition([one]).items)


def test_an_embargoed_article_is_held_out_until_its_time():
    text = "Embargoed until Monday. " + MET
    early = told(text, meetings=[met(text)], embargo="until Monday", embargo_until="2026-03-16T08:00:00Z")
    composed = edition([early])
    assert composed.items == ()
    assert composed.left_out[0].reason.startswith("under embargo")
    assert edition([early], until=datetime(2026, 3, 16, 9, tzinfo=UTC)).items


def test_sport_and_domestic_news_stay_out_however_quiet_the_day():
    match = (
        "The striker scored twice as the coach praised the league leaders. Norwegian Sports Minister Petra Lund said the "
        "tournament would go ahead as planned next season."
    )
    sport = told(
        match, statements=[statement(match, "the tournament would go ahead as planned next season", LUND)]
    )
    home = "Norwegian Education Minister Petra Lund said the new school in Bergen would open its doors to pupils in May."
    opening = statement(home, "the new school in Bergen would open its doors to pupils in May", LUND)
    school = told(home, id=2, statements=[opening], countries=["NOR"])
    composed = edition([sport, school])
    assert composed.items == ()
    assert {left.reason for left in composed.left_out} == {"about sport", "about domestic"}


def test_a_quiet_day_is_one_line_with_the_coverage_line():
    printed = render.text(edition([])).splitlines()
    assert len(printed) == 2
    assert printed[0].startswith("North · Saturday 14 March 2026 · Quiet: ")
    assert printed[1] == "Coverage: 3 of 3 sources answered."


def test_expected_is_never_omitted():
    assert "Expected to Sat 21 Mar: nothing dated in what we read" in render.text(
        edition([told(MET, meetings=[met()])])
    )


def test_coverage_names_what_failed_and_where_we_are_blind():
    coverage = Coverage(
        asked=43, answered=41, failed=(("Fjord Post", "HTTP 503"),), silent=("Rive Gauche",), blind=("SYR", "LBY"),
        blind_since=(("SYR", "Tue 10 Mar"),), unread=(("ar", 12), ("ru", 7)),
    )  # fmt: skip
    last = render.text(edition([told(MET, meetings=[met()])], coverage=coverage)).splitlines()[-1]
    assert last == (
        "Coverage: 41 of 43 sources answered. Failing: Fjord Post (HTTP 503). Silent: Rive Gauche. "
        "No Syrian official source since Tue 10 Mar. No official source followed of: Libya. "
        "19 in Arabic and Russian searched, not read."
    )


def many():
    out = []
    for n in range(1, 61):
        text = MET.replace("Oslo", f"Town{n}").replace(
            "fishing in the North Sea", f"matter {n} of the long list of matters"
        )
        meeting_ = met(text, place=f"Town{n}", outcome=f"matter {n} of the long list of matters")
        out.append(
            told(
                text,
                id=n,
                meetings=[meeting_],
                meeting_stories=[f"m{n}"],
                story=f"s{n}",
                outlet=f"Outlet {n}",
            )
        )
    return out


def test_an_edition_keeps_to_four_hundred_words_and_says_what_had_no_room():
    composed = edition(many())
    assert len(render.text(composed).split()) <= 400
    assert "no room" in {left.reason for left in composed.left_out}
    assert "In brief: " in render.text(composed)


def test_the_order_of_the_material_changes_nothing():
    material = [*many()[:12], replace(speech(), id=99, seq=99)]
    assert render.text(edition(material)) == render.text(edition(material[::-1]))


def test_no_code_reaches_a_reader():
    material = [*many()[:5], replace(speech(), id=99, seq=99)]
    assert not re.search(r"\b(?:NOR|GBR|QAT|CONSULT)\b", render.text(edition(material)))


def test_numbers_run_on_through_the_sections():
    composed = edition([told(MET, meetings=[met()]), replace(speech(), id=2, seq=2)])
    assert [i.number for i in composed.items] == list(range(1, len(composed.items) + 1))


def test_json_has_the_agreed_shape():
    body = render.to_json(edition([told(MET, meetings=[met()]), replace(speech(), id=2, seq=2)]))
    assert list(body) == ["digest", "channel", "from", "to", "timezone", "late", "items", "coverage"]
    assert body["from"] == "2026-03-13T06:30:00Z"
    assert set(body["items"][0]) == {
        "number", "section", "text", "links", "facts", "families", "corroborated", "status", "participants", "quote", "passages",
    }  # fmt: skip
    assert body["items"][0]["facts"] == ["1.m0"]
    passage = body["items"][0]["passages"][0]
    assert MET[passage["start"] : passage["end"]] == passage["text"]
    assert body["coverage"] == {"asked": 3, "answered": 3, "failed": [], "silent": [], "blind": []}


def test_markdown_escapes_what_comes_from_outside():
    text = MET.replace("Petra Lund", "Petra *Lund* <b>")
    person = replace(LUND, name="Petra *Lund* <b>")
    printed = render.markdown(edition([told(text, meetings=[met(text, "met his Norwegian", FINCH, person)])]))
    assert r"Petra \*Lund\* \<b\>" in printed


def test_why_names_the_parts_of_a_score_and_what_was_left_out():
    told_why = render.why(edition([told(MET, meetings=[met()]), *many()]))
    assert "people" in told_why
    assert "no room" in told_why


def test_whoever_only_tells_what_another_said_is_named_as_the_teller():
    text = "The Norwegian opposition said it would accept a quota “without pre-conditions”, Lund said after the talks in London."
    opposition = Participant(org="Norwegian opposition", country="NOR")
    outer = replace(
        statement(
            text,
            "The Norwegian opposition said it would accept a quota “without pre-conditions”",
            LUND,
            cue=", Lund said",
        ),
        speaker_span=(text.index("Lund"), text.index("Lund") + 4),
    )
    inner = replace(
        statement(
            text,
            "it would accept a quota “without pre-conditions”, Lund said after the talks",
            opposition,
            cue="said it",
        ),
        speaker_span=(0, 24),
        cue_span=(25, 29),
    )
    (line,) = lines(edition([told(text, statements=[outer, inner])]))
    assert line == (
        "1 Norwegian opposition, told by Petra Lund (Norwegian Foreign Minister): it would accept a quota "
        "“without pre-conditions” · Halyard Wire"
    )


def test_the_attribution_in_the_middle_of_a_sentence_is_not_printed_twice():
    text = "Complicating matters, some British trawlers “cut our nets on purpose,” Lund said, calling it “wholly unacceptable.”"
    first = statement(text, "some British trawlers “cut our nets on purpose,”", LUND)
    first = replace(first, speaker_span=(text.index("Lund"), text.index("Lund") + 4))
    second = statement(text, "it “wholly unacceptable.”", LUND, cue="calling")
    (line,) = lines(edition([told(text, statements=[first, second])]))
    assert line == (
        "1 Petra Lund (Norwegian Foreign Minister) said some British trawlers “cut our nets on purpose” … "
        "calling it “wholly unacceptable” · Halyard Wire"
    )


def test_whom_they_stands_for_is_not_guessed():
    text = "They said that the border between Norway and Britain had to be opened for good at once."
    guess = replace(
        statement(text, "that the border between Norway and Britain had to be opened", LUND),
        speaker_span=(0, 4),
    )
    assert edition([told(text, statements=[guess])]).items == ()


def test_a_meeting_reported_under_another_story_is_not_due_without_report():
    plan = told(PLAN, id=1, meetings=[planned()], meeting_stories=["a"], day=NOON - timedelta(days=3))
    held = told(MET, id=2, meetings=[met()], meeting_stories=["b"])
    composed = edition([held], [plan])
    assert [i.status for i in composed.items] == ["held"]
    assert "no report of the outcome" not in render.text(composed)
    assert lines(edition([], [plan, replace(held, seq=2)])) == []


def test_where_another_begins_to_speak_the_line_ends():
    text = "Lund said the border would stay open and British Foreign Secretary Aldous Finch said the treaty was dead for good."
    mine = statement(
        text,
        "the border would stay open and British Foreign Secretary Aldous Finch said the treaty was dead",
        LUND,
    )
    mine = replace(mine, cue_span=(5, 9), speaker_span=(0, 4))
    at = text.index("British")
    his = statement(text, "the treaty was dead for good", FINCH, cue="said")
    his = replace(
        his,
        cue_span=(text.rindex("said"), text.rindex("said") + 4),
        speaker_span=(at, text.index(" said the treaty")),
    )
    printed = lines(edition([told(text, statements=[mine, his])]))
    assert any(line.endswith("the border would stay open · Halyard Wire") for line in printed)
    assert any(
        "Aldous Finch (British Foreign Secretary) said the treaty was dead for good" in line
        for line in printed
    )


@pytest.mark.parametrize(
    "people",
    [
        (Participant(role="Commonwealth foreign ministers", org="Commonwealth"),),
        (
            Participant(role="army commander", country="RUS"),
            Participant(role="rebel commanders", country="RUS"),
        ),
    ],
)
def test_a_gathering_of_several_states_and_a_state_with_its_rebels_are_news(people):
    composed = edition([told(MET, meetings=[met(MET, "met his Norwegian counterpart", *people)])])
    assert [item.section for item in composed.items] == ["met"]


@pytest.mark.parametrize(
    ("people", "more", "reason"),
    [
        ((LUND,), {}, "only one side is named"),
        ((LUND, Participant(name="Kari Moen", country="NOR")), {}, "within one state"),
        ((LUND, Participant(name="Kari Moen")), {}, "within one state, or only one side is known"),
        ((LUND, FINCH), {"date": "2025-11"}, "long past when told"),
        (
            (Participant(country="NOR"), Participant(country="GBR")),
            {"date": None, "place": None},
            "neither people nor place nor day",
        ),
    ],
)
def test_a_meeting_that_is_no_desks_business_is_left_out_with_its_reason(people, more, reason):
    composed = edition([told(MET, meetings=[met(MET, "met his Norwegian counterpart", *people, **more)])])
    assert composed.items == ()
    assert composed.left_out[0].reason.startswith(reason.split(",")[0])


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (Participant(name="Kari Moen"), "no office is told"),
        (Participant(role="officials"), "whose office it is is not told"),
        (Participant(org="Halyard state television", country="NOR"), "the press speaks for nobody"),
        (Participant(name="Kari Moen", role="baker", country="NOR"), "no office is told"),
    ],
)
def test_a_speaker_without_an_office_is_left_out_with_the_reason(who, reason):
    text = "The treaty between Norway and Britain would end by the summer of next year, they said."
    said = statement(text, "The treaty between Norway and Britain would end by the summer of next year", who)
    assert [left.reason for left in edition([told(text, statements=[said])]).left_out] == [reason]


def test_a_state_speaks_by_its_name():
    text = "Norway rejected the British offer on fishing and border checks as far too late and too little."
    said = statement(text, "the British offer on fishing and border checks as far too late and too little",
                     Participant(name="Norway", country="NOR"), cue="rejected", act="reject")  # fmt: skip
    (line,) = lines(edition([told(text, statements=[said])]))
    assert line.startswith("1 Norway rejected the British offer on fishing")


def test_it_is_the_state_itself_when_a_state_speaks():
    text = "Norway said on Friday it would not accept the British offer on fishing rights and border checks."
    norway = Participant(name="Norway", country="NOR")
    said = statement(
        text, "it would not accept the British offer on fishing rights and border checks", norway
    )
    (line,) = lines(edition([told(text, statements=[said])]))
    assert line.startswith("1 Norway said it would not accept the British offer")


def test_a_denied_meeting_stands_under_disputed_with_who_says_what():
    denial = "Norway denied on Saturday that Petra Lund had met Aldous Finch in Oslo on Friday."
    one = told(MET, id=1, meetings=[met()], meeting_stories=["m"])
    two = told(denial, id=2, outlet="Fjord Post", meeting_stories=["m"],
               meetings=[met(denial, "had met Aldous Finch", FINCH, LUND, status="denied")])  # fmt: skip
    composed = edition([one, two])
    assert [i.section for i in composed.items] == ["disputed"]
    assert any(
        "whether it took place: took place (Halyard Wire), denied (Fjord Post)" in i.text
        for i in composed.items
    )


def test_format_topic_host_and_teller_are_told():
    text = "Finch phoned Lund on Friday to discuss the price of cod, a British diplomat said."
    call = met(text, "phoned Lund", FINCH, LUND, format="phone_call", place=None, topic="the price of cod",
               reported_by="a British diplomat", report="anonymous")  # fmt: skip
    (line,) = lines(edition([told(text, meetings=[call])]))
    assert line.endswith("· phone call · on the price of cod · held, a British diplomat said · Halyard Wire")


def test_an_unnamed_source_is_said_to_be_one():
    assert (
        "held, an unnamed source said" in lines(edition([told(MET, meetings=[met(report="anonymous")])]))[0]
    )


def test_a_torn_off_outcome_is_not_printed():
    assert "agreed on" not in render.text(edition([told(MET, meetings=[met(outcome="agreed on an")])]))


def test_a_new_day_of_a_meeting_put_off_is_news():
    text = "The meeting of Finch and Lund, put off from Friday, will take place on Monday."
    before = told(PLAN, id=1, meetings=[planned()], meeting_stories=["m"], day=NOON - timedelta(days=2))
    now = told(
        text,
        id=2,
        meetings=[met(text, "The meeting of Finch and Lund", status="planned", date=MONDAY)],
        meeting_stories=["m"],
    )
    composed = edition([now], [before])
    assert [(i.section, i.status) for i in composed.items] == [("expected", "planned")]
    assert "Mon 16 Mar" in lines(composed)[0]
    assert "new: the day" in lines(composed)[0]


def test_what_each_side_says_of_a_meeting_stands_on_its_card():
    other = "London - Finch told Lund in Oslo on Friday that Britain wants “open seas”, his ministry said: the open seas."
    one = told(MET, id=1, meetings=[met(topic="fishing in the North Sea")], meeting_stories=["m"])
    his = met(other, "Finch told Lund", FINCH, LUND, topic="the open seas", report="official_readout")
    two = told(other, id=2, meetings=[his], meeting_stories=["m"], outlet="UK ministry", klass="official")
    notes = edition([one, two]).items[0].notes
    assert notes == (
        "Halyard Wire: fishing in the North Sea",
        "UK ministry (official readout): the open seas",
    )
    forged = replace(two, facts=replace(two.facts, meetings=(replace(his, topic="the “closed seas”"),)))
    composed = edition([one, forged])
    assert "closed" not in "".join(composed.items[0].notes)


def test_an_embargo_whose_end_cannot_be_read_is_marked():
    text = "Not for release before the minister has spoken. " + MET
    composed = edition([told(text, meetings=[met(text)], embargo="before the minister has spoken")])
    assert "held · marked as embargoed, its end cannot be read · Halyard Wire" in lines(composed)[0]


def test_a_day_full_of_meetings_still_says_what_was_said():
    cities = (
        "Oslo Bergen Geneva Vienna Paris Rome Madrid Lisbon Athens Prague Warsaw Dublin Helsinki Tallinn Riga Vilnius "
        "Sofia Bucharest Zagreb Skopje Tirana Belgrade Valletta Nicosia Berlin Copenhagen"
    ).split()
    texts = [MET.replace("Oslo on", f"{city} on").replace("OSLO", city.upper()) for city in cities]
    days = [f"2026-03-{13 - n % 3}" for n in range(len(cities))]
    articles = [
        told(
            text,
            id=n + 1,
            meetings=[met(text, place=city, date=day)],
            meeting_stories=(f"m{n}",),
            story=f"s{n}",
        )
        for n, (text, city, day) in enumerate(zip(texts, cities, days, strict=True))
    ]
    words = "Norwegian Foreign Minister Petra Lund said on Friday that Norway would reopen its embassy in the capital."
    said = told(
        words,
        id=99,
        story="s99",
        statements=[statement(words, "Norway would reopen its embassy in the capital", LUND)],
    )
    sections = [item.section for item in edition([*articles, said]).items]
    assert "said" in sections
    assert sections.count("met") >= 5


def test_people_of_no_told_side_are_not_listed_beside_the_named():
    ministers = Participant(role="ministers")
    composed = edition(
        [told(MET, meetings=[met(MET, "met his Norwegian counterpart", FINCH, LUND, ministers)])]
    )
    assert "ministers" not in lines(composed)[0]


def test_an_office_is_not_listed_beside_the_one_who_holds_it():
    office = Participant(role="foreign minister of Norway", country="NOR")
    other = told(
        MET, id=2, family="Other", meetings=[met(MET, "met his Norwegian counterpart", FINCH, office)]
    )
    composed = edition([told(MET, meetings=[met()]), other])
    assert all("foreign minister of Norway" not in line for line in lines(composed))


def test_the_press_takes_no_part_in_a_meeting():
    press = Participant(role="Norwegian state media", country="NOR")
    composed = edition([told(MET, meetings=[met(MET, "met his Norwegian counterpart", FINCH, LUND, press)])])
    assert "media" not in lines(composed)[0]


def test_a_closer_day_inside_a_week_is_the_one_that_stands():
    week = planned(date="2026-03-16/2026-03-22", date_certain=False)
    exact = told(PLAN, id=1, family="Ministry", meetings=[planned(date="2026-03-17/2026-03-20")])
    later = told(PLAN, id=2, family="Paper", meetings=[week], day=NOON + timedelta(hours=1))
    assert "Oslo, 17–20 Mar" in lines(edition([exact, later]))[0]


@pytest.mark.parametrize(
    ("text", "content", "cue", "printed"),
    [
        ("Lund said on Friday the border with Sweden would stay open.", "the border with Sweden would stay open",
         "said", "(Norwegian Foreign Minister) said the border with Sweden would stay open"),
        ("The border with Sweden would stay open, Lund said.", "The border with Sweden would stay open",
         "said", "(Norwegian Foreign Minister): The border with Sweden would stay open"),
        ("Lund also warned that the border with Sweden may close.", "that the border with Sweden may close",
         "also warned", "(Norwegian Foreign Minister) warned that the border with Sweden may close"),
        ("Accusing Britain of bad faith over the North Sea, Lund left the hall.", "Britain of bad faith over the North Sea",
         "Accusing", "(Norwegian Foreign Minister), accusing Britain of bad faith over the North Sea"),
    ],
)  # fmt: skip
def test_a_paraphrase_reads_on_from_its_speaker(text, content, cue, printed):
    """Only quotations, and what begins with a capital letter, stand behind a colon."""
    (line,) = lines(edition([told(text, statements=[statement(text, content, LUND, cue=cue)])]))
    assert printed in line


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The plan, Lund said, could unleash turmoil across all of northern Europe.",
         "could unleash turmoil across all of northern Europe"),
        ("Finch had lost patience and Lund said he would not attend the talks in Oslo.",
         "he would not attend the talks in Oslo"),
        ("Lund said he was not leaving.", "he was not leaving"),
    ],
)  # fmt: skip
def test_what_does_not_say_of_whom_it_speaks_is_not_printed(text, content):
    said = statement(text, content, LUND)
    said = replace(said, speaker_span=(text.index("Lund"), text.index("Lund") + 4))
    other = statement(text, content, FINCH, hedged=True)
    composed = edition([told(text, statements=[said, other])])
    assert lines(composed) == []


def test_a_statement_that_only_tells_a_meeting_stands_in_the_line_of_the_meeting():
    text = MET + " Finch met Lund in Oslo on Friday, the Foreign Office said."
    office = Participant(role="Foreign Office", country="GBR")
    said = statement(text, "Finch met Lund in Oslo on Friday", office)
    held = meeting(text, "Finch met Lund in Oslo", FINCH, LUND, place="Oslo", date=FRIDAY)
    composed = edition([told(text, meetings=[held], statements=[said])])
    assert [i.section for i in composed.items] == ["met"]
    assert "tells a meeting that has its line" in {left.reason for left in composed.left_out}


def test_participants_beyond_a_few_stand_in_the_thread():
    people = [Participant(name=f"Envoy{n} Person{n}", role="envoy", country="NOR") for n in range(9)]
    composed = edition([told(MET, meetings=[met(MET, "met his Norwegian counterpart", FINCH, *people)])])
    (item,) = composed.items
    assert "Person3 (Norwegian envoy), 5 more" in item.text
    assert item.notes == (
        "Also there: " + ", ".join(f"Envoy{n} Person{n} (Norwegian envoy)" for n in range(4, 9)),
    )


def test_a_line_names_three_outlets_and_counts_the_rest():
    tellings = [
        told(MET, id=n, meetings=[met()], meeting_stories=["m"], outlet=f"Outlet {n}") for n in range(1, 7)
    ]
    assert lines(edition(tellings))[0].endswith("· Outlet 1, Outlet 2, Outlet 3 and 3 more")


def test_who_denies_a_meeting_is_named():
    text = "LONDON - Lund denied that she would meet Finch in Oslo this week."
    denied = meeting(text, "she would meet Finch", FINCH, LUND, status="denied", reported_by="reports")
    said = statement(text, "that she would meet Finch in Oslo this week", LUND, cue="denied", act="deny")
    composed = edition([told(text, meetings=[denied], statements=[said])])
    assert "denied by Petra Lund" in next(i for i in composed.items if i.section == "disputed").text


def test_the_page_shows_how_a_story_went_on_without_unfolding():
    day = NOON - timedelta(days=2)
    before = told(PLAN, id=1, meetings=[planned()], outlet="Fjord Post", meeting_stories=["m"], day=day)
    page = render.html(edition([told(MET, id=2, meetings=[met()], meeting_stories=["m"])], [before]))
    life = "planned (Fjord Post, Thu 12 Mar) → held (Halyard Wire, Sat 14 Mar)"
    assert f'<p class="life">{life}</p>' in page
    assert page.count(life) == 1


def test_what_and_joins_on_is_told_by_nobody_for_sure_and_left_out():
    """ "Lund denied it and the fishermen have asked for help": of the fishermen the outlet may tell, or Lund."""
    text = "Lund denied that the border was closed and the fishermen have asked for help from the fleet."
    crews = Participant(role="fishermen", country="NOR")
    hers = statement(
        text,
        "the border was closed and the fishermen have asked for help from the fleet",
        LUND,
        cue="denied",
        act="deny",
    )
    theirs = statement(
        text,
        "for help from the fleet",
        crews,
        cue="have asked",
        act="demand",
        nested=True,
        relayed_by="Petra Lund",
    )
    at = text.index("fishermen")
    theirs = replace(theirs, speaker_span=(at, at + len("fishermen")))
    (line,) = lines(edition([told(text, statements=[hers, theirs])]))
    assert line.startswith("1 Petra Lund (Norwegian Foreign Minister) denied that the border was closed ·")


def test_what_somebody_else_tells_of_a_telling_is_left_out():
    text = "The fleet stayed at home all winter long, Lund told a reporter about it, the Post said."
    said = statement(text, "The fleet stayed at home all winter long", LUND, cue="told")
    tail = text.index("the Post said")
    said = replace(said, span=(0, len(text) - 1), spans=(*said.spans, (tail, tail + len("the Post said"))))
    assert lines(edition([told(text, statements=[said])])) == []
