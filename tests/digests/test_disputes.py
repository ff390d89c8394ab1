"""What is disputed: contradictions between articles, and nothing that only is less told or told less closely."""

import re
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files

import pytest

from digests import gate, render
from digests.extract import read_article
from digests.figures import figures
from digests.lexicon.yamlfile import load_plain
from digests.records import Office
from tests.digests.making import FINCH, LUND, NOON, edition, meeting, told

FIGURES = load_plain((files("digests.lexicon") / "figures.yaml").read_text(encoding="utf-8"))


def disputes(*articles, **more):
    composed = edition(articles, **more)
    passed, dropped = gate.passed(composed)
    assert dropped == ()
    return [i for i in passed.items if i.section == "disputed"]


#: What each outlet adds: its article is no copy of another's.
OWN = (
    "Fishing crews on both coasts waited for news of their quotas all week long.",
    "Markets in Bergen closed early and shops along the quay had sold out of cod by noon.",
    "A storm is forecast for the weekend with gusts that may keep the smaller boats at home.",
    "Students of the naval academy rowed past while a brass band played old marching songs.",
    "Its editors had asked for an interview in vain since the early days of winter.",
)


def met(n, words, **more):
    """An article of its own publisher that tells of Lund and Finch meeting."""
    text = (
        f"British Foreign Secretary Aldous Finch met his Norwegian counterpart Petra Lund {words}. {OWN[n]}"
    )
    outlet = more.pop("outlet", f"Outlet {n}")
    day = more.pop("day", NOON)
    story = more.pop("meeting_story", "m")
    values = {"place": "Geneva", "date": "2026-03-13", **more}
    one = meeting(text, "met his Norwegian counterpart", FINCH, LUND, **values)
    return told(text, id=n, meetings=[one], meeting_stories=[story], outlet=outlet, day=day)


def news(n, text, *, day=NOON, **more):
    """An article of its own publisher, read as the service reads it."""
    title = more.pop("title", "Ceasefire talks between Norway and Britain")
    text = f"{text} {OWN[n]}"
    made = told(text, id=n, outlet=more.pop("outlet", f"Outlet {n}"), title=title, day=day, **more)
    return replace(made, facts=replace(read_article(made.article), countries=("GBR", "NOR")))


@pytest.mark.parametrize(
    "entry", FIGURES, ids=lambda e: (e.get("verbs") or e.get("nouns") or e.get("units"))[0]
)
def test_every_entry_counts_its_example_and_leaves_its_counter_example(entry):
    assert {f.key[0] for f in figures(entry["example"])} == {entry["kind"]}
    assert list(figures(entry["not_example"])) == []


def test_another_day_is_disputed_and_names_all_sides():
    one, two, three = met(1, "on Friday"), met(2, "on Thursday", date="2026-03-12"), met(3, "on Friday")
    (item,) = disputes(one, two, three)
    assert "the day: Fri 13 Mar (Outlet 1, Outlet 3), Thu 12 Mar (Outlet 2)" in item.text
    assert len({p.url for p in item.passages}) == 3
    assert not item.corroborated


@pytest.mark.parametrize("kind", ["visit", "summit", "multilateral_meeting"])
def test_two_days_of_what_goes_on_for_days_are_no_dispute(kind):
    assert (
        disputes(met(1, "on Friday", format=kind), met(2, "on Thursday", format=kind, date="2026-03-12"))
        == []
    )


def test_the_line_of_a_meeting_names_neither_day_nor_place_that_is_disputed():
    one, two = met(1, "on Friday"), met(2, "on Thursday", date="2026-03-12", meeting_story="other")
    composed = edition([one, two])
    assert [i.section for i in composed.items] == ["met", "disputed"]
    assert composed.items[0].text.startswith("Geneva, day disputed · ")
    composed = edition([met(1, "in Geneva on Friday"), met(2, "in Vienna on Friday", place="Vienna")])
    assert composed.items[0].text.startswith("Place disputed, Fri 13 Mar · ")


def test_meetings_told_each_on_its_own_day_are_two():
    thursday = NOON - timedelta(days=2)
    one = met(1, "on Friday")
    two = met(2, "on Thursday", date="2026-03-12", meeting_story="other", day=thursday)
    assert [i.section for i in edition([one, two]).items] == ["met", "met"]


def test_a_telephone_call_may_be_on_two_days_at_its_two_ends():
    one = met(1, "by telephone", format="phone_call", place=None)
    two = met(2, "by phone", format="phone_call", place=None, date="2026-03-12")
    assert disputes(one, two) == []


@pytest.mark.parametrize("date", ["2026-03", "2026-03-09/2026-03-15"])
def test_a_day_in_a_week_or_month_told_by_another_is_no_dispute(date):
    assert disputes(met(1, "on Friday"), met(2, "this week", date=date)) == []


def test_another_place_is_disputed_though_the_store_keeps_two_meetings():
    one = met(1, "in Geneva on Friday", meeting_story="a")
    two = met(2, "in Vienna on Friday", place="Vienna", meeting_story="b")
    composed = edition([one, two])
    assert [i.section for i in composed.items] == ["met", "disputed"]
    assert "the place: Geneva (Outlet 1), Vienna (Outlet 2)" in composed.items[1].text


@pytest.mark.parametrize("place", ["Switzerland", "Lake Geneva", "Palais Wilson", None])
def test_a_place_told_more_or_less_closely_is_no_dispute(place):
    assert disputes(met(1, "in Geneva on Friday"), met(2, "there on Friday", place=place)) == []


def test_a_place_that_the_other_article_names_too_is_no_dispute():
    one = met(1, "in Geneva on Friday, a day after his talks in Vienna")
    assert disputes(one, met(2, "in Vienna on Friday", place="Vienna")) == []


def test_one_publisher_does_not_contradict_itself():
    one, two = met(1, "in Geneva", outlet="Halyard"), met(2, "in Vienna", place="Vienna", outlet="Halyard")
    assert disputes(one, two) == []


def test_two_announcements_of_one_day_that_name_two_days_are_disputed():
    one = met(1, "on Monday", status="planned", date="2026-03-16")
    two = met(2, "on Tuesday", status="planned", date="2026-03-17")
    (item,) = disputes(one, two)
    assert "the day: Mon 16 Mar (Outlet 1), Tue 17 Mar (Outlet 2)" in item.text
    later = met(2, "on Tuesday", status="planned", date="2026-03-17", day=NOON - timedelta(days=1))
    assert disputes(one, later) == []


TOLL = "Norway and Britain talk of a ceasefire. {} in the shelling of the harbour of Tromsø on Friday."


def test_another_figure_of_the_same_quantity_is_disputed_with_the_words_of_each():
    one = news(1, TOLL.format("Twelve people were killed"))
    two = news(2, TOLL.format("The guns of the fleet killed 17 people"))
    (item,) = disputes(one, two)
    assert item.runs[0].text == "People killed"
    assert "Twelve people were killed in the shelling" in item.text
    assert "killed 17 people in the shelling" in item.text
    assert {p.url for p in item.passages} == {"https://press.example/1", "https://press.example/2"}
    shown = render.text(edition([one, two]))
    assert re.search(r"Disputed\n\d People killed · the figure: .*\(Outlet 1\), .*\(Outlet 2\)", shown)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("At least 12 people were killed", "Seventeen people were killed"),  # more may be right
        ("About 100 people were killed", "At least 110 people were killed"),
        ("Twelve people were killed", "Seventeen people were wounded"),
        ("Twelve soldiers were killed", "Seventeen people were killed"),
        ("Britain will send 200 troops and was seen", "Britain sent 300 troops and was seen"),
        ("The bank gave a $4.2 billion loan", "The bank gave a $4 billion loan"),
        ("The bank gave a $4 billion loan", "The bank gave a €3 billion loan"),
        ("The ships brought 500 tonnes of grain", "The ships brought 700 tonnes of fuel"),
        ("It put a 10 percent tariff on fish", "It put a 10% tariff on fish"),
    ],
)
def test_figures_that_may_both_be_right_are_no_dispute(one, two):
    assert disputes(news(1, TOLL.format(one)), news(2, TOLL.format(two))) == []


def test_figures_of_other_events_are_no_dispute():
    one = news(1, TOLL.format("Twelve people were killed"))
    two = news(
        2, "Norway and Britain talk of a ceasefire. Last year 40 people died when a ferry sank near Bergen."
    )
    assert disputes(one, two) == []
    assert disputes(one, replace(news(2, TOLL.format("The fleet killed 17 people")), story="another")) == []


def test_a_toll_that_rises_is_news_and_no_dispute():
    one = news(1, TOLL.format("Twelve people were killed"), day=NOON - timedelta(hours=20))
    two = news(2, TOLL.format("The guns of the fleet killed 17 people"))
    assert disputes(one, two) == []
    assert len(disputes(replace(one, id=3), two, news(4, TOLL.format("Only 9 people were killed")))) == 1


def test_two_sides_in_one_article_are_disputed_by_name():
    text = (
        "Norway and Britain talk of a ceasefire.\n\n"
        "British Foreign Secretary Aldous Finch said 40 soldiers were killed in the fighting around the harbour.\n\n"
        "Norwegian Foreign Minister Petra Lund said three soldiers were killed in the fighting around the harbour."
    )
    (item,) = disputes(news(1, text))
    assert "(Outlet 1, citing Finch)" in item.text
    assert "(Outlet 1, citing Lund)" in item.text


def holder(n, name, role="Norwegian Foreign Minister", extra="", **more):
    text = f"{role} {name} called for talks with Britain on fishing in the North Sea.{extra} {OWN[n]}"
    made = told(text, id=n, outlet=f"Outlet {n}", story=f"s{n}", **more)
    office = Office(name=name, role=role, country="NOR")
    return replace(made, facts=replace(made.facts, offices=(office,)))


def test_another_person_for_one_office_is_disputed():
    (item,) = disputes(holder(1, "Petra Lund"), holder(2, "Ingrid Haugen", role="Foreign Minister of Norway"))
    assert (
        "Foreign minister, Norway · who holds the office: Petra Lund (Outlet 1), Ingrid Haugen (Outlet 2)"
        in item.text
    )
    assert len(item.passages) == 2


@pytest.mark.parametrize(
    "other",
    [
        holder(2, "Petra Lundt"),  # a spelling
        holder(2, "Ingrid Haugen", role="Deputy Foreign Minister"),
        holder(2, "Ingrid Haugen", role="ambassador"),
        holder(2, "Ingrid Haugen", role="new Norwegian Foreign Minister"),
        holder(2, "Ingrid Haugen", extra=" She succeeded Petra Lund on Friday."),
        holder(2, "Ingrid Haugen", day=NOON - timedelta(days=30)),
        replace(holder(2, "Ingrid Haugen"), family="Outlet 1"),
    ],
)
def test_two_people_of_one_office_are_no_dispute_where_both_can_be_right(other):
    assert disputes(holder(1, "Petra Lund"), other) == []


def test_who_holds_an_office_is_read_from_the_articles_themselves():
    one = news(
        1,
        "OSLO - Norwegian Foreign Minister Petra Lund met British Foreign Secretary Aldous Finch on Friday.",
    )
    two = news(
        2, "Ingrid Haugen, the foreign minister of Norway, said on Friday the talks with Britain would go on."
    )
    assert ["who holds the office" in i.text for i in disputes(one, two)] == [True]


@pytest.mark.parametrize("form", [render.text, render.markdown, render.html])
def test_what_is_disputed_stands_in_every_form(form):
    printed = form(edition([met(1, "on Friday"), met(2, "on Thursday", date="2026-03-12")]))
    assert "the day: Fri 13 Mar" in printed
    assert "Disputed" in printed
