"""Whatever a text holds, the readers give facts that rest on its characters, in bounded time, and raise nothing."""

import re
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.document import annotate
from digests.extract import read_text
from digests.records import ACTS, FORMATS, STATUSES, Facts, Statement

#: Any quotation mark.
QUOTES = re.compile("[\"“”„‟‘’‚‛'«»‹›`′″]|")
WORDS = (
    "Foreign Minister|Petra Lund|Aldous Finch|President|of Norway|Norwegian|Estonia|the EU|NATO|Vienna|Oslo|in|on Monday|on 3 May"
    "|last week|next month|met|will meet|held talks with|talks|summit|phone call|said|told reporters|warned|denied|did not say"
    "|according to|who|that|and|,|.|:|;|?|!|—|-|(|)|“|”|\"|‘|’|'|''|«|»|he|she|they|his|a spokesman|the minister|not|to|with"
    "|\n|\n\n| |\u00a0|\u2028|\u0085|\u200b|\x00|🕊|ﬁ|İ|ß|Å|A\u030a|Лавров|قال|外相|1|2026|24th|%|@|#|http://a.example/"
    "|EMBARGOED until 10:00"
).split("|")
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=120).map("".join),
    st.text(max_size=300),
)
WHEN = st.sampled_from(
    [None, date(2026, 3, 2), date(1, 1, 1), date(9999, 12, 31), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)]
)


def spans(record: object) -> Iterator[tuple[int, int]]:
    """Yield all spans of a record and of the records in it."""
    if is_dataclass(record):
        for field in fields(record):
            value: Any = getattr(record, field.name)
            if field.name in ("span", "speaker_span", "cue_span") and value is not None:
                yield value
            elif field.name in ("spans", "mentions") and value:
                yield from value
            elif isinstance(value, tuple):
                for item in value:
                    yield from spans(item)


def check(text: str, facts: Facts) -> None:
    """Assert that facts rest on the characters of the text."""
    for start, end in spans(facts):
        assert 0 <= start < end <= len(text)
    for statement in facts.statements:
        check_statement(text, statement)
    for meeting in facts.meetings:
        assert meeting.format in FORMATS
        assert meeting.status in STATUSES
        assert meeting.host is None or 0 <= meeting.host < len(meeting.participants)


def check_statement(text: str, statement: Statement) -> None:
    """Assert that the words of a statement are words of the text, and quoted ones stand between quotation marks."""
    assert statement.act in ACTS
    assert statement.spans
    assert all(a[1] <= b[0] for a, b in pairwise(statement.spans))
    assert statement.span == (statement.spans[0][0], statement.spans[-1][1])
    if statement.direct:
        for start, end in statement.spans:
            assert QUOTES.search(text[:start]) or QUOTES.match(text[start:]), "a quotation mark stands before"
            assert text[start:end].strip()


@given(TEXTS, WHEN, st.sampled_from([None, "", "Talks", "Lund meets Finch"]))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_facts_rest_on_the_characters_of_the_text(text: str, published: date | None, title: str | None):
    check(text, read_text(text, title=title, published=published, zone="Europe/Oslo"))


@given(TEXTS, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=3))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_document_covers_its_text_in_order(text: str, captions: list[tuple[int, int]]):
    document = annotate(text, captions=captions)
    places = [(p.start, p.end) for p in document.paragraphs]
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert all(text[a:b].strip() for a, b in places)
    assert all(
        document.text[a:b] == word
        for word, a, b in zip(document.words, document.starts, document.ends, strict=True)
    )
    for sentence in document.sentences:
        assert document.starts[sentence.first] == sentence.start
        assert document.ends[sentence.last - 1] == sentence.end
        assert places[sentence.paragraph][0] <= sentence.start < sentence.end <= places[sentence.paragraph][1]


LONG = [
    "word ", "said ", "met ", "who said that ", "met with Petra Lund and Aldous Finch and ", "President ", "Lund, ", "Lund and ",
    "“We agree,” Lund said. ", "Foreign Minister Petra Lund met Aldous Finch in Oslo on Monday, she said.\n\n", "“", "\"", "'",
    "(", "\t ", "\n", ". ", "A. B. ", "a-", "x", "1", "the Foreign Minister of ", "on Monday, 3 May 2016, ", "🕊", "قال الوزير ",
    "Norway, ", "—", "/", "<b>", "embargoed until ", "PARIS (Halyard) - ",
]  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_a_megabyte_of_anything_is_read_in_bounded_time(piece: str):
    text = piece * (2**20 // len(piece))
    began = time.process_time()
    check(text, read_text(text, title="Talks", published=date(2026, 3, 2)))
    assert time.process_time() - began < 5
