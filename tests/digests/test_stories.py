"""Stories: the same event joins, whatever its words; another event stays apart, however alike it reads."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from digests.extract import read_text
from digests.records import Facts
from digests.stories import Known, Signature, place, place_all, signature
from digests.stories.heads import read_head
from digests.stories.likeness import copied, same_meeting
from digests.stories.nations import places_differ
from digests.stories.placing import Index
from digests.stories.signature import MeetingMark, mark, signature_of
from tests.digests.making import FINCH, LUND, NOON, OKORO, article, meeting

DAY = date(2026, 3, 13)  # a Friday

RAID = (
    "Warplanes bomb Halden refugee camp",
    "HALDEN, Norway - Warplanes bombed a refugee camp near Halden on Friday, killing at least 20 people, the governor of "
    "Ostfold, Kari Moen, said.\n\nThe Halden camp shelters 3,000 refugees who fled the fighting across the Swedish border.",
)
RAID_AGAIN = (
    "Twenty killed as jets strike Halden camp",
    "OSLO - At least 20 people died when jets dropped bombs on the Halden refugee camp on Friday, Ostfold governor Kari Moen "
    "and witnesses said.\n\nThe camp lies close to the Swedish border and shelters refugees of the fighting.",
)
REACTION = (
    "Finch condemns bombing of Halden refugee camp",
    "LONDON - British Foreign Secretary Aldous Finch condemned the bombing of the Halden refugee camp near the Swedish border, "
    "in which 20 people were killed on Friday.\n\n“Nothing can excuse it,” he told parliament in London.",
)
NEXT_STEP = (
    "Two pilots charged over Halden camp raid",
    "OSLO - Two pilots were charged on Wednesday with the bombing of the Halden refugee camp near the Swedish border.",
)
PLANNED = (
    "Finch to meet Lund in Oslo on Friday",
    "LONDON - British Foreign Secretary Aldous Finch will meet his Norwegian counterpart Petra Lund in Oslo on Friday to discuss "
    "cod quotas in the North Sea, his office said on Monday.",
)
HELD = (
    "Finch and Lund meet in Oslo over cod",
    "OSLO - Aldous Finch, the British Foreign Secretary, met his Norwegian counterpart Petra Lund in Oslo on Friday. They talked "
    "about cod quotas in the North Sea.",
)
CALLED_OFF = (
    "Finch calls off Oslo meeting with Lund",
    "LONDON - British Foreign Secretary Aldous Finch called off his meeting with Norwegian counterpart Petra Lund planned for "
    "Friday in Oslo, where they were to discuss cod quotas in the North Sea.",
)
OTHER_DAY = (
    "Finch and Lund meet in London over cod",
    "LONDON - Aldous Finch, the British Foreign Secretary, met his Norwegian counterpart Petra Lund in London on Wednesday. They "
    "talked about cod quotas in the North Sea.",
)
ELSEWHERE = (
    "Okoro opens rail line in Kano",
    "KANO, Nigeria - Nigerian Transport Minister Ngozi Okoro opened the new railway line between Kano and Katsina on Friday.",
)
SAYS = (
    "Lund says quota talks with Britain are over",
    "OSLO - Norwegian Foreign Minister Petra Lund said on Friday that the talks with Britain about cod quotas were over.",
)
SAYS_TOO = (
    "Finch says quota talks with Norway are not over",
    "LONDON - British Foreign Secretary Aldous Finch said on Friday that the talks with Norway about cod quotas were not over.",
)


def sign(text: tuple[str, str], day: date = DAY) -> Signature:
    return signature_of(text[0], text[1], day, Facts())


def together(*told: tuple[tuple[str, str], date]) -> bool:
    stories = place_all([(f"a{n}", sign(text, day)) for n, (text, day) in enumerate(told)])
    return len(set(stories)) == 1


MONDAY, SATURDAY, WEDNESDAY = DAY - timedelta(4), DAY + timedelta(1), DAY + timedelta(5)


@pytest.mark.parametrize(
    "told",
    [
        ((RAID, DAY), (RAID_AGAIN, SATURDAY)),
        ((PLANNED, MONDAY), (HELD, SATURDAY)),
        ((PLANNED, MONDAY), (CALLED_OFF, DAY)),
        ((SAYS, DAY), (SAYS, SATURDAY)),
    ],
    ids=["the same raid", "planned then held", "planned then called off", "a copy"],
)
def test_one_event_is_one_story(told):
    assert together(*told)


@pytest.mark.parametrize(
    "told",
    [
        ((RAID, DAY), (REACTION, SATURDAY)),
        ((RAID, DAY), (NEXT_STEP, WEDNESDAY)),
        ((HELD, SATURDAY), (OTHER_DAY, WEDNESDAY)),
        ((HELD, SATURDAY), (ELSEWHERE, SATURDAY)),
        ((SAYS, DAY), (SAYS_TOO, DAY)),
        ((HELD, SATURDAY), (HELD, SATURDAY + timedelta(200))),
    ],
    ids=["a reaction", "a next step", "another meeting", "another matter", "another speaker", "another year"],
)
def test_another_event_is_another_story(told):
    if told[0][0] is told[1][0]:
        told = (told[0], ((told[1][0][0], told[1][0][1] + " " + "The two had met before. " * 30), told[1][1]))
    assert not together(*told)


def test_placing_is_deterministic_and_ids_come_from_the_seed():
    rows = [("a", sign(RAID)), ("b", sign(RAID_AGAIN, SATURDAY)), ("c", sign(ELSEWHERE))]
    assert place_all(rows) == place_all(rows)
    alone = place(sign(RAID), [], seed="press.example/1")
    assert alone == place(sign(RAID), [], seed="press.example/1")
    assert alone.story != place(sign(RAID), [], seed="press.example/2").story


def test_the_order_of_the_candidates_changes_nothing():
    known = [
        Known(id=n, signature=sign(text), story=f"s{n}", family="f", seen=NOON)
        for n, text in enumerate([RAID, REACTION, ELSEWHERE, HELD])
    ]
    first = place(sign(RAID_AGAIN, SATURDAY), known, seed="x")
    assert first.story == "s0"
    assert place(sign(RAID_AGAIN, SATURDAY), known[::-1], seed="x") == first


def test_a_copy_shares_the_story_and_names_its_first_text():
    known = [Known(id=7, signature=sign(RAID), story="s", family="Halyard Wire", seen=NOON)]
    edited = (RAID[0], RAID[1] + " Halyard Wire contributed to this report.")
    assert place(sign(edited, SATURDAY), known, seed="x").same_text_as == 7
    assert place(sign(RAID_AGAIN, SATURDAY), known, seed="x").same_text_as is None


def test_rows_are_placed_in_order_of_publication_and_answered_in_input_order():
    rows = [("late", sign(RAID_AGAIN, SATURDAY)), ("other", sign(ELSEWHERE)), ("early", sign(RAID))]
    stories = place_all(rows)
    assert stories[0] == stories[2] != stories[1]


def test_a_signature_survives_the_store():
    text = HELD[1]
    made = signature(
        article(text, title=HELD[0]),
        Facts(
            meetings=(
                meeting(text, "met his Norwegian counterpart", FINCH, LUND, place="Oslo", date="2026-03-13"),
            )
        ),
    )
    assert Signature.from_json(json.loads(json.dumps(made.to_json()))) == made
    assert {"finch", "lund"} <= set(made.keys)


def _placed(first, second, **more):
    text = HELD[1]
    one = signature_of("", text, DAY, Facts(meetings=(first,)))
    two = signature_of("Another headline", "Another text altogether.", SATURDAY, Facts(meetings=(second,)))
    known = [Known(id=1, signature=one, story="s", meeting_stories=("m",), family="f", seen=NOON)]
    return place(two, known, seed="x", **more).meeting_stories[0] == "m"


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"status": "planned"}, True),
        ({"date": None}, True),
        ({"date": "2026-03-09/2026-03-15"}, True),
        ({"date": "2026-03-18"}, False),
        ({"date": "2026-03-18", "status": "postponed"}, True),
        ({"place": "London"}, False),
        ({"format": "phone_call"}, False),
    ],
)
def test_a_meeting_is_told_by_its_people_place_and_day(change, same):
    text = HELD[1]
    values = {"place": "Oslo", "date": "2026-03-13"}
    first = meeting(text, "met his Norwegian counterpart", FINCH, LUND, **values)
    second = meeting(text, "met his Norwegian counterpart", LUND, FINCH, **{**values, **change})
    assert _placed(first, second) is same


def test_one_common_guest_does_not_make_two_meetings_one():
    text = HELD[1]
    first = meeting(text, "met his Norwegian counterpart", FINCH, LUND, place="Oslo", date="2026-03-13")
    second = meeting(text, "met his Norwegian counterpart", FINCH, OKORO, place="Oslo", date="2026-03-13")
    assert not _placed(first, second)


@pytest.mark.parametrize(
    ("title", "speakers"),
    [
        ("Finch condemns bombing of Halden camp", ("finch",)),
        ("Cod row: Lund rejects British offer", ("lund",)),
        ("Britain remains committed to Oslo accord: officials", ()),
        ("Lund on the treaty: 'We shall see'", ("lund",)),
        ("Two pilots charged over camp raid", ()),
        ("Warplanes bomb refugee camp", ()),
    ],
)
def test_a_headline_tells_whose_saying_is_the_news(title, speakers):
    head = read_head(title, "", DAY)
    assert set(speakers) >= set(head.speakers)
    assert bool(head.speakers) == bool(speakers)


def test_the_days_of_the_lead_are_read_from_the_day_of_publication():
    assert read_head("Finch meets Lund", HELD[1], SATURDAY).days == ("2026-03-13",)
    assert "2026-03-13" in read_head(*PLANNED, MONDAY).days
    assert read_head("", "", None).days == ()


def test_texts_without_a_word_in_common_are_no_copies():
    assert not copied(sign(RAID), sign(ELSEWHERE))
    empty = replace(sign(RAID), shingles=())
    assert not copied(empty, empty)


def test_who_is_received_alone_is_not_among_the_ministers_of_the_day():
    def mark(form: str, *sides: tuple[str, str]) -> MeetingMark:
        people, parties = zip(*sides, strict=True)
        return MeetingMark(people=people, parties=parties, place="nairobi", date="2026-03-12", format=form)

    ministers = mark("multilateral_meeting", ("finch", "GBR"), ("lund", "NOR"), ("wanjiru", "KEN"))
    received = mark("bilateral_meeting", ("finch", "GBR"), ("okoro", "KEN"))
    one_of_them = mark("bilateral_meeting", ("finch", "GBR"))
    assert same_meeting(ministers, received) is not True
    assert same_meeting(received, mark("talks", ("finch", "GBR"), ("okoro", "KEN"))) is True
    assert same_meeting(received, replace(one_of_them, parties=("GBR", "KEN"))) is True


LOOKING_BACK = (
    "Lund says Britain owes Norway for buoys",
    "OSLO - Norwegian Foreign Minister Petra Lund said on Saturday that Britain owed Norway for 40 buoys, a day after she met "
    "British Foreign Secretary Aldous Finch in Oslo.",
)
AFTERWARDS = (
    "Finch and Lund inspect trawler",
    "BERGEN, Norway - British Foreign Secretary Aldous Finch and his Norwegian counterpart Petra Lund inspected a trawler in "
    "Bergen on Saturday, a day after they met in Oslo over cod.",
)


def _read(text: tuple[str, str], day: date) -> Signature:
    return signature_of(*text, day, read_text(text[1], title=text[0], published=day))


@pytest.mark.parametrize("text", [LOOKING_BACK, AFTERWARDS], ids=["a claim", "a joint tour"])
def test_what_an_article_looks_back_to_is_not_what_it_tells(text):
    assert _read(HELD, SATURDAY).main is not None
    main = _read(text, SATURDAY).main
    assert main is None or _read(text, SATURDAY).meetings[main].date != "2026-03-13"
    stories = place_all([("a", _read(HELD, SATURDAY)), ("b", _read(text, SATURDAY))])
    assert stories[0] != stories[1]


@pytest.mark.parametrize(
    ("title", "speakers"),
    [
        ("Rebels say convoy reached Halden", ("rebels",)),
        ("Finch hits out at quota plan", ("finch",)),
        ("Finch hits record at sea trial", ()),
        ("Norway fires rocket into orbit", ()),
        ("Convoy reached Halden, police say", ()),
        ("Quotas 'a joke' - Finch", ("finch",)),
        ("Ministers to talk about cod", ()),
        ("Britain announces cut in quotas", ()),
    ],
)
def test_only_who_makes_the_news_by_speaking_speaks_in_a_headline(title, speakers):
    head = read_head(title, "", DAY)
    assert head.speakers == speakers
    assert head.speaks is bool(speakers)


@pytest.mark.parametrize(
    ("lead", "days"),
    [
        (
            "Finch will host Lund in Oslo on Monday, the ministry said on Friday.",
            ("2026-03-16", "2026-03-13"),
        ),
        ("Talks due on Monday have been postponed to Thursday.", ("2026-03-16", "2026-03-19")),
        ("Lund said on Thursday that they met on Wednesday.", ("2026-03-11", "2026-03-12")),
        ("Leaders gather this weekend in Oslo.", ("2026-03-14", "2026-03-15")),
        ("The port was busy.", ()),
    ],
)
def test_the_day_of_an_event_comes_before_the_day_somebody_spoke_of_it(lead, days):
    assert read_head("", lead, DAY).days == days


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("oslo", "norway", False),
        ("oslo", "bergen", True),
        ("oslo", "sweden", True),
        ("oslo", "fjord house", None),
        ("fjord house", "hill house", True),
    ],
)
def test_a_state_and_its_city_are_one_place_and_two_cities_are_not(a, b, apart):
    assert places_differ(a, b) is apart


def test_a_denial_tells_the_meeting_it_denies():
    text = HELD[1]
    held = meeting(text, "met his Norwegian counterpart", FINCH, LUND, place="Oslo", date="2026-03-13")
    denied = replace(held, status="denied", date="2026-03-13/2026-03-14")
    assert same_meeting(mark(held), mark(denied)) is True
    nameless = replace(mark(held), people=())
    assert same_meeting(nameless, mark(denied)) is True


def test_one_side_alone_proves_no_other_meeting():
    one = MeetingMark(parties=("NOR",), date="2026-03-13")
    both = MeetingMark(people=("finch", "lund"), parties=("GBR", "NOR"), date="2026-03-13")
    others = MeetingMark(people=("moreau", "adler"), parties=("FRA", "DEU"), date="2026-03-13")
    assert same_meeting(one, both) is None
    assert same_meeting(others, both) is False


def test_an_older_signature_can_still_be_read():
    """What an earlier version stored lacks the newer fields and has others."""
    row = sign(RAID).to_json()
    old = {k: v for k, v in row.items() if k not in ("speaks", "main", "agent", "states")} | {
        "speech": "says",
        "lead": [],
        "ahead": False,
        "again": False,
    }
    read = Signature.from_json(old)
    assert read.speaks
    assert place(
        sign(RAID_AGAIN, SATURDAY), [Known(id=1, signature=read, story="s", family="f", seen=NOON)], seed="x"
    )


def test_a_new_text_is_compared_with_those_that_share_its_keys_only():
    index = Index()
    for n, text in enumerate([RAID, REACTION, ELSEWHERE, HELD]):
        index.add(Known(id=n, signature=sign(text), story=f"s{n}", family="f", seen=NOON))
    assert next(k.id for k in index.candidates(sign(RAID_AGAIN, SATURDAY))) == 0
    assert 2 not in {k.id for k in index.candidates(sign(RAID_AGAIN, SATURDAY))}
    assert not index.candidates(sign(RAID_AGAIN, SATURDAY + timedelta(60)))
