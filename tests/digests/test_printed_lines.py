"""Lines as they are printed, read the way a desk reads them."""

from datetime import UTC, datetime

import pytest

from digests.extract import read_text
from digests.records import Participant
from tests.digests.making import FINCH, LUND, edition, meeting, statement, told

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)  # a Saturday
FRIDAY = datetime(2026, 3, 13, 12, tzinfo=UTC)


def printed(*articles, **more) -> list[str]:
    return [i.text for i in edition(list(articles), **more).items]


def read(*texts: str) -> list[str]:
    """Return the lines of articles as the reader reads them."""
    facts = [read_text(text, published=NOON) for text in texts]
    return printed(
        *(
            told(text, id=n, outlet=f"Outlet {n}", statements=f.statements, meetings=f.meetings)
            for n, (text, f) in enumerate(zip(texts, facts, strict=True))
        )
    )


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


def test_a_relative_clause_says_less_than_its_sentence():
    (line,) = read(
        "Norway, which has blamed Britain for the oil spill, has asked a British diplomat to leave."
    )
    assert line.startswith("Norway has asked a British diplomat to leave")


@pytest.mark.parametrize(
    "sentence",
    [
        # "He" stands for somebody named before: a name does not follow its own pronoun.
        "He will come to London with a new treaty on Tuesday, British Foreign Secretary Aldous Finch said.",
        "British Foreign Secretary Aldous Finch did not answer, blaming technical problems.",
        "CBS said British Foreign Secretary Aldous Finch was angry with Norway.",
        "Local media said British Foreign Secretary Aldous Finch would leave Norway.",
        "Media reports identified the envoy to Norway as Petra Lund.",
        "British Foreign Secretary Aldous Finch criticised him for the treaty with Norway.",
        "British Foreign Secretary Aldous Finch declined to comment on Norway.",
    ],
)
def test_what_a_desk_could_not_send_on_is_no_line(sentence):
    assert read(f"Norway's treaty with Britain is in trouble. {sentence}") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "British Foreign Secretary Aldous Finch left the hall, accusing Norway of delay.",
        "He will come to Oslo with a new treaty on Tuesday, he said.",
        "British Foreign Secretary Aldous Finch said it was no secret that the treaty with Norway had failed.",
    ],
)
def test_what_says_whom_and_what_it_is_about_is_one(sentence):
    lead = "Norway's dispute with Britain goes on. British Foreign Secretary Aldous Finch praised the boats. "
    assert any(line.startswith(("Aldous Finch (British", "Finch")) for line in read(lead + sentence))


def test_a_long_quotation_ends_with_one_of_its_sentences():
    first = " ".join(["The treaty that our two countries signed in the year of the great storm"] * 2)
    quote = f"{first} stands. But as I have said to the boats and to the harbours of Norway many times before"
    text = f"“{quote},” Lund said."
    (line,) = printed(told(text, statements=[statement(text, quote, LUND, direct=True)]))
    assert line.endswith("great storm stands …")


def test_a_quoted_sentence_that_soon_ends_is_printed_to_its_end():
    quote = " ".join(["I fear for Norway and for the treaty"] * 4) + ", and yet I would not tear it up"
    text = f"“{quote},” Lund said. “Britain would.”"
    said = statement(text, quote, LUND, direct=True)
    (line,) = printed(told(text, statements=[said]))
    assert "and yet I would not tear it up" in line


def test_who_was_only_announced_has_not_met():
    plan = (
        "Norwegian Foreign Minister Petra Lund and Prime Minister Hanne Solberg of Norway will meet British Foreign "
        "Secretary Aldous Finch in Oslo on Friday."
    )
    report = (
        "Norwegian Foreign Minister Petra Lund met British Foreign Secretary Aldous Finch in Oslo on Friday."
    )
    facts = [read_text(text, published=day) for text, day in ((plan, FRIDAY), (report, NOON))]
    before = told(plan, id=1, meetings=facts[0].meetings, day=FRIDAY, meeting_stories=["m"])
    now = told(report, id=2, meetings=facts[1].meetings, meeting_stories=["m"])
    (line,) = [i.text for i in edition([now], [before]).items]
    assert "Lund" in line
    assert "Solberg" not in line


def test_a_host_named_only_in_the_announcement_hides_no_visit():
    plan = "Norwegian King Haldor left on Friday for a visit to Kenya, where he will meet Kenyan President Daniel Otieno."
    report = "Norwegian King Haldor, at the start of a visit to Kenya, said the sea was warm."
    facts = [read_text(text, published=day) for text, day in ((plan, FRIDAY), (report, NOON))]
    before = told(plan, id=1, meetings=facts[0].meetings[:1], day=FRIDAY, meeting_stories=["m"])
    now = told(report, id=2, meetings=facts[1].meetings[:1], meeting_stories=["m"])
    (line,) = [i.text for i in edition([now], [before]).items]
    assert line.startswith("Kenya")
    assert "Otieno" not in line


@pytest.mark.parametrize(
    ("who", "printed_too"),
    [
        ("Officials", False),
        ("Government officials", False),
        ("Republican governor", False),
        ("Supreme Court", False),
        ("Government", False),
        ("Norwegian media", False),
        ("Western diplomats", True),
        ("Norwegian officials", True),
    ],
)
def test_whose_office_is_not_told_says_nothing_to_a_desk(who, printed_too):
    assert bool(read(f"{who} said the treaty between Norway and Britain was dead.")) is printed_too


def test_a_demand_two_papers_tell_is_one_line():
    lines = read(
        "Norway has asked a British diplomat to leave the kingdom for acts that are at odds with his office.",
        "Norway, which has blamed Britain for the oil spill, has asked a British diplomat to leave.",
    )
    assert len(lines) == 1


def test_a_counterpart_without_a_name_has_his_state_before_him():
    text = "Lund met her British counterpart in Oslo on Friday."
    held = meeting(text, "met her British counterpart", LUND, Participant(role="counterpart", country="GBR"),
                   place="Oslo", date="2026-03-13")  # fmt: skip
    (line,) = printed(told(text, meetings=[held]))
    assert "Petra Lund (Norwegian Foreign Minister), UK counterpart · held" in line


def test_who_tells_of_a_meeting_by_a_last_name_is_named_in_full():
    text = (
        "Norwegian Foreign Minister Petra Lund has seen the treaty. Government spokesman Olav Berg of Norway said the "
        "boats were home. The boats came back after British and Norwegian officials met in Oslo on Friday, Berg said."
    )
    assert any("held, Olav Berg (" in line for line in read(text))


def test_a_brief_says_once_where_officials_are():
    text = "Lund met British officials in Oslo on Friday."
    held = meeting(text, "met British officials", LUND, Participant(role="British officials in Oslo", country="GBR"),
                   place="Oslo", date="2026-03-13")  # fmt: skip
    (item,) = edition([told(text, meetings=[held])]).items
    assert item.gist == "Lund, British officials in Oslo"


def test_a_name_that_opens_with_the_family_s_stays_whole():
    text = "Kim Dae-so said Norway would meet Britain in June. Kim Dae-so said all herring quotas had to be cut at once."
    who = Participant(name="Kim Dae-so", role="secretary general", org="UN")
    said = [statement(text, "Norway would meet Britain in June", who),
            statement(text, "all herring quotas had to be cut at once", who)]  # fmt: skip
    lines = printed(told(text, statements=said))
    assert [line.split(" (")[0].split(" said")[0] for line in lines] == ["Kim Dae-so", "Kim Dae-so"]


def test_two_spellings_of_a_premier_are_one_participant():
    premiers = [
        Participant(name=n, role="Libyan Prime Minister", country="LBY")
        for n in ("Fathi al-Sarradi", "Fathi Seraddi")
    ]
    made = []
    for n, premier in enumerate(premiers, 1):
        text = f"Lund met {premier.name} in Oslo on Friday."
        held = meeting(text, f"met {premier.name}", LUND, premier, place="Oslo", date="2026-03-13")
        made.append(told(text, id=n, outlet=f"Outlet {n}", meetings=[held], meeting_stories=["m"]))
    (line,) = printed(*made)
    assert "Seraddi" not in line
    assert "Fathi al-Sarradi (Libyan Prime Minister)" in line


def test_what_tells_of_the_speaker_is_not_what_he_says():
    about = "Petra Lund was angry about the treaty with Britain and the boats"
    text = f"{about}, Petra Lund said."
    assert printed(told(text, statements=[statement(text, about, LUND, cue="said")])) == []


def test_ministers_of_a_body_have_its_name_before_them():
    text = "Lund met the bloc's foreign ministers in Brussels on Friday."
    held = meeting(text, "met the bloc's foreign ministers", LUND, Participant(role="foreign ministers", org="EU"),
                   place="Brussels", date="2026-03-13")  # fmt: skip
    (line,) = printed(told(text, meetings=[held]))
    assert "Petra Lund (Norwegian Foreign Minister), EU foreign ministers · held" in line


def test_who_tells_of_an_office_tells_of_who_holds_it():
    lines = read(
        "Serbian President Dragan Ilić cancelled a meeting with Kosovo Prime Minister Arta Krasniqi that was to have been "
        "held in Ohrid on Monday.",
        "Serbia's president scrapped talks with the prime minister of Kosovo that were planned for Monday in Ohrid. "
        "Dragan Ilić would not smile for photographs.",
    )
    assert "Arta Krasniqi (Kosovo Prime Minister)" in " ".join(lines)
    assert "only" not in " ".join(lines)


def test_another_stop_of_a_journey_is_no_guest_of_this_one():
    texts = [
        "US Secretary of State Margaret Holloway will travel to Seoul on Tuesday. In Seoul she will meet South Korean "
        "President Han Do-yun.",
        "US Secretary of State Margaret Holloway will travel to Seoul and Tokyo on Tuesday.",
    ]
    assert not [line for line in read(*texts) if "Seoul" in line and "only Outlet 1: Japan" in line]


@pytest.mark.parametrize(
    ("text", "put_off"),
    [
        (
            "Talks between Norway and Britain due in Oslo on Monday have been moved to Thursday.",
            "put off to that day",
        ),
        ("Talks between Norway and Britain due in Oslo on Monday have been postponed.", "put off"),
    ],
)
def test_the_day_of_what_was_put_off_is_told_as_the_new_or_the_old_one(text, put_off):
    (line,) = read(text)
    assert line.split(" · ")[-1] == put_off
