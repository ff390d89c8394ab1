"""The archive by words: what is found, in which order, and that the full text follows every change."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import UsageError
from bot.finding import find
from bot.queries import read_query
from bot.search import read_moment
from bot.settings import Configuration
from bot.store import open_store
from digests.records import Facts, Meeting, Participant, Statement
from scrapers.article import Article, Entry

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXT = (
    "Foreign Minister Petra Lund met her guest in Zürich on Monday to discuss ferries.\n\n"
    "Lund said the talks were “held without pre-conditions” and would go on."
)
SAID = TEXT.index("held without")
FACTS = Facts(
    statements=(
        Statement(
            span=(SAID, SAID + 27),
            spans=((SAID, SAID + 27),),
            direct=True,
            speaker="Petra Lund",
            speaker_span=(TEXT.index("Lund said"), TEXT.index("Lund said") + 4),
            role="Foreign Minister",
        ),
    ),
    meetings=(
        Meeting(
            participants=(Participant(name="Petra Lund"), Participant(name="Aldous Finch", country="GBR")),
            format="bilateral_meeting",
            status="held",
            span=(0, TEXT.index("\n")),
            cue="met",
            place="Zürich",
        ),
    ),
)


def article(n: int, text: str = TEXT, title: str = "Ferries") -> Article:
    return Article(
        url=f"https://courier.example/{n}",
        source="courier",
        title=title,
        text=text,
        fetched=NOON,
        fingerprint=f"{n}{text}",
    )


def entry(n: int) -> Entry:
    return Entry(source="courier", url=f"https://courier.example/{n}", title="Ferries")


def keep(store, n: int, text: str = TEXT, facts: Facts = FACTS, days: int = 0, title: str = "Ferries") -> int:
    with store.write():
        number = store.articles.insert(
            article(n, text, title),
            first_seen=NOON,
            effective=NOON - timedelta(days=days),
            archive_only=False,
            listed=entry(n),
        )
        save(store, number, facts)
    return int(number)


def save(store, number: int, facts: Facts) -> None:
    store.articles.save_facts(number, facts, story="s", meeting_stories=("s",), signature={}, keys=())


def found(store, query: str, *kinds, **more) -> list[tuple[str, int]]:
    hits = find(
        store, Configuration(), read_query(query), kinds=kinds or ("article", "statement", "meeting"), **more
    )
    return [(hit.kind, hit.article) for hit in hits]


def sound(store) -> None:
    store.connection.run("INSERT INTO article_words (article_words) VALUES ('integrity-check')")


@pytest.fixture
def store():
    with open_store(None) as opened:
        yield opened


@pytest.mark.parametrize(
    "query",
    [
        "LUND zurich",
        "“without pre-conditions”",
        '"without pre conditions"',
        "pre-conditions",
        "ferries monday",
        "Lund’s"[:4],
        "talks AND ferries",
        "«would go on»",
    ],
)
def test_letters_fold_and_phrases_hold(store, query: str):
    keep(store, 1)
    assert ("article", 1) in found(store, query)


@pytest.mark.parametrize("query", ['"pre-conditions without"', "lund oslo", '"petra ferries"'])
def test_all_that_is_asked_for_must_be_there(store, query: str):
    keep(store, 1)
    assert found(store, query) == []


def test_a_word_with_a_hyphen_is_found_in_one_word(store):
    keep(store, 1, text="The offer stands without preconditions.", facts=Facts())
    assert found(store, "pre-conditions") == [("article", 1)]


def test_statements_and_meetings_are_found_by_their_own_words_and_people(store):
    keep(store, 1)
    assert found(store, "who:finch kind:meeting") == [("meeting", 1)], "only the meeting names him"
    assert found(store, "lund pre-conditions", "statement", "meeting") == [("statement", 1)]
    assert found(store, "foreign minister ferries", "statement") == []


def test_the_newest_comes_first_whatever_came_in_last(store):
    for n, days in ((1, 1), (2, 9), (3, 0), (4, 5)):
        keep(store, n, days=days, facts=Facts())
    assert [number for _, number in found(store, "ferries")] == [3, 1, 4, 2]
    assert [number for _, number in found(store, "ferries", limit=2)] == [3, 1]
    since, until = NOON - timedelta(days=6), NOON - timedelta(hours=1)
    assert [number for _, number in found(store, "ferries", since=since, until=until)] == [1, 4]


def test_what_was_found_stands_in_its_passage(store):
    keep(store, 1)
    passages = {hit.kind: hit.passage for hit in find(store, Configuration(), read_query("lund zurich"))}
    assert passages["article"].startswith(
        "Foreign Minister Petra \x02Lund\x03 met her guest in \x02Zürich\x03"
    )
    assert passages["meeting"].endswith("on Monday to discuss ferries."), (
        "the sentence, without the names listed beside it"
    )


def test_a_new_version_is_found_by_its_new_words_only(store):
    number = keep(store, 1)
    with store.write():
        store.articles.update(number, article(1, "Now it says harbours."), listed=entry(1))
        save(store, number, Facts())
    assert found(store, "harbours") == [("article", 1)]
    assert found(store, "zurich") == []
    assert found(store, "finch") == []
    sound(store)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "nothing stands here"),
        ("— …", "has no meaning here"),
        ("AND", "one is missing"),
        ('peace "in our', "column 7: this quotation mark is never closed"),
        ("NOT war", "finds everything"),
        ("(peace", "never closed"),
        ("country:Syrai", "column 9: .* did you mean country:SYR"),
        ("x" * 2001, "at most 2,000"),
    ],
)
def test_a_query_that_cannot_mean_what_was_meant_is_refused(query: str, said: str):
    with pytest.raises(UsageError, match=said):
        read_query(query)


@pytest.mark.parametrize(
    "query",
    [
        'a"b',
        "x'; DROP TABLE articles",
        "^lund",
        "title : lund",
        "-lund",
        "a\x00b",
        "{lund} + ferries",
        "lund\u200b",
    ],
)
def test_nothing_in_a_query_is_syntax_of_the_database(store, query: str):
    keep(store, 1)
    try:
        find(store, Configuration(), read_query(query))
    except UsageError:
        return


@pytest.mark.parametrize(
    ("text", "end", "then"),
    [
        ("2026-11-24", False, datetime(2026, 11, 23, 23, tzinfo=UTC)),
        ("2026-11-24", True, datetime(2026, 11, 24, 23, tzinfo=UTC)),
        ("2026-11-24T18:00", False, datetime(2026, 11, 24, 17, tzinfo=UTC)),
        ("2026-11-24T18:00Z", True, datetime(2026, 11, 24, 18, tzinfo=UTC)),
        ("36h", False, NOON - timedelta(hours=36)),
        ("2w", False, NOON - timedelta(days=14)),
    ],
)
def test_a_day_is_a_local_day_and_a_while_is_counted_back(text: str, end: bool, then: datetime):
    assert read_moment(text, "Europe/Paris", NOON, end=end) == then


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "24.11.2026", ""])
def test_a_moment_that_cannot_be_read_is_refused(text: str):
    with pytest.raises(UsageError, match="write 2026-11-24"):
        read_moment(text, "UTC", NOON)
