"""The roll-up of a week: what was printed, united; nothing that was taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digests import render, sections
from digests.agenda import agenda
from digests.corrections import retracted
from digests.edition import Run, Scope
from digests.rollup import MOST_WORDS, roll_up
from tests.digests.render.making import edition, item
from tests.digests.test_agenda import announced, reported

MONDAY = datetime(2026, 3, 16, 7, tzinfo=UTC)
SCOPE = Scope(
    digest="north",
    title="North",
    channel="#north",
    after_seq=0,
    upto_seq=9,
    since=MONDAY - timedelta(days=7),
    until=MONDAY,
    timezone="Europe/Oslo",
    weekly=True,
)
FINCH, LUND, OKORO = (
    "Aldous Finch (British Foreign Secretary)",
    "Petra Lund (Norway)",
    "Ngozi Okoro (Nigeria)",
)
BORDER = "The border is <open> & quiet,"


def day(n: int, *items):
    made = edition(*items)
    return replace(made, scope=replace(made.scope, until=MONDAY - timedelta(days=7 - n)))


def met(number: int, where: str, *people: str, **more):
    runs = (Run(text=where, style="bold"), Run(text=" · " + ", ".join(people) + " · held"))
    values = {"status": "held", "participants": people, "story": f"s.{where}", "runs": runs, **more}
    return item(number, **values)


def said(number: int, fact: str, words: str = BORDER, *, gist: str = "Lund", **more):
    runs = (Run(text="Petra Lund: "), Run(text=words, style="quote"))
    return item(number, "said", runs=runs, facts=(fact,), gist=gist, **more)


def of(*editions, appointments=(), speakers=None):
    return roll_up(SCOPE, editions, appointments, speakers or {})


def texts(made, section: str) -> list[str]:
    return [i.text for i in made.items if i.section == section]


def test_meetings_are_told_by_pair_whatever_day_they_were_printed_and_whoever_came_first():
    made = of(
        day(1, met(1, "Oslo, Mon 9 Mar", FINCH, LUND), met(2, "Bergen, Mon 9 Mar", OKORO, LUND)),
        day(3, met(1, "London, Wed 11 Mar", LUND, FINCH)),
    )
    assert texts(made, "met") == [
        f"{FINCH} and {LUND} · Oslo, Mon 9 Mar; London, Wed 11 Mar",
        f"{OKORO} and {LUND} · Bergen, Mon 9 Mar",
    ]


def test_a_meeting_printed_again_with_something_new_counts_once():
    one = met(1, "Oslo, Mon 9 Mar", FINCH, LUND, story="same")
    again = met(1, "Oslo, Tue 10 Mar", FINCH, LUND, story="same")
    assert texts(of(day(1, one), day(2, again)), "met") == [f"{FINCH} and {LUND} · Oslo, Tue 10 Mar"]


def test_a_surname_is_whom_the_same_edition_called_by_it():
    made = of(day(1, met(1, "Oslo", FINCH, LUND), met(2, "Bergen", "Lund", "Finch")))
    assert texts(made, "met") == [f"{FINCH} and {LUND} · Oslo; Bergen"]
    two = of(day(1, met(1, "Oslo", FINCH, LUND)), day(2, met(1, "Bergen", "Lund", "Finch")))
    assert len(texts(two, "met")) == 2


def test_a_family_name_that_comes_first_makes_nobody_two_people():
    made = of(
        day(1, met(1, "Tokyo", "Morita Kenji (Minister, Japan)", LUND)),
        day(
            2,
            met(
                1, "Oslo", LUND, "Kenji Morita (Japanese Foreign Minister)", "Morita Kenji (Minister, Japan)"
            ),
        ),
    )
    assert texts(made, "met") == [f"Morita Kenji (Minister, Japan) and {LUND} · Tokyo; Oslo"]


def test_who_is_only_in_a_caption_is_no_pair():
    runs = (Run(text="Oslo", style="bold"), Run(text=f" · {FINCH}; only in a photo caption: {LUND}"))
    assert texts(of(day(1, met(1, "Oslo", FINCH, LUND, runs=runs))), "met") == []


def test_what_was_retracted_is_not_told_again():
    gone = retracted(met(1, "Oslo", FINCH, LUND), None, MONDAY.date())
    assert of(day(1, gone)).items == ()


def test_the_words_of_a_speaker_stand_together_with_the_days_they_were_printed():
    made = of(
        day(1, said(1, "1.s0", score={"words": 2.0})),
        day(2, said(1, "2.s0", "She spoke in Oslo", passages=said(1, "x").passages)),
        day(3, said(1, "3.s0")),
        speakers={"1.s0": "Petra Lund", "2.s0": "Petra Lund", "3.s0": "Lund"},
    )
    # A surname alone may be anybody's, and what no passage bears out is not printed.
    assert texts(made, "said") == [f"Lund · {BORDER} (Thu 12 Mar)"]
    made = of(
        day(1, said(1, "1.s0")),
        day(2, said(1, "2.s0")),
        speakers={"1.s0": "Petra Lund", "2.s0": "Petra Lund"},
    )
    assert texts(made, "said") == [f"Petra Lund · 2 lines · {BORDER} (Tue 10 Mar) · {BORDER} (Wed 11 Mar)"]


def test_what_was_expected_is_told_with_what_came_of_it():
    found = agenda(
        [announced(date="2026-03-13"), reported(status="held", date="2026-03-13")], MONDAY, "Europe/Oslo"
    )
    made = of(day(1), appointments=found)
    [line] = [i for i in made.items if i.section == "expected"]
    assert "held" in line.text
    assert [link.source for link in line.before] == ["Fjord Post"]
    page = render.html(made)
    assert "What was expected, and what came of it" in page
    assert "The week to Monday 16 March 2026" in page
    assert "Who met whom" not in page


def test_a_roll_up_is_as_short_as_an_edition_and_passes_the_gate():
    many = [
        met(n, f"Town {n}, Mon 9 Mar", f"Person {n} Alpha (Office of a long name)", LUND)
        for n in range(1, 60)
    ]
    made = of(day(1, *many, *(said(n, f"{n}.s0") for n in range(60, 90))))
    assert sections.count_words(made) <= MOST_WORDS
    assert [i.number for i in made.items] == list(range(1, len(made.items) + 1))
    assert {i.section for i in made.items} == {"met", "said"}


def test_a_week_without_anything_is_quiet():
    assert of().items == ()
    assert "Quiet" in render.text(of())


def test_a_speaker_has_the_office_a_line_of_the_week_gives():
    runs = (Run(text="Petra Lund (Norway): "), Run(text=BORDER, style="quote"))
    made = of(
        day(1, item(1, "said", runs=runs, facts=("1.s0",), gist="Lund")), speakers={"1.s0": "Petra Lund"}
    )
    assert texts(made, "said")[0].startswith("Petra Lund (Norway) · ")


def test_in_a_full_week_more_speakers_have_one_utterance_each():
    people = [f"Person{n} Name{n}" for n in range(10)]
    lines = [
        said(10 * n + k, f"{10 * n + k}.s0", gist=f"Name{n}", passages=said(1, "x").passages)
        for n in range(10)
        for k in range(3)
    ]
    many = [
        met(100 + n, f"Town {n}, Mon 9 Mar", f"Someone {n} Else (Office of a long name)", LUND)
        for n in range(20)
    ]
    speakers = {f"{10 * n + k}.s0": people[n] for n in range(10) for k in range(3)}
    made = of(day(1, *lines, *many), speakers=speakers)
    assert all(text.count(BORDER) == 1 for text in texts(made, "said"))
    assert len(texts(made, "said")) > 5
