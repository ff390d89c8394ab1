from datetime import UTC, date, datetime

import pytest

from digests.document import annotate
from digests.tokens import tokenize
from digests.vocabulary import read_words


def sentences(text: str, **more) -> list[str]:
    document = annotate(text, **more)
    return [document.text[s.start : s.end] for s in document.sentences]


def quoted(text: str) -> list[str]:
    document = annotate(text)
    return [document.of(q.inner) for q in document.quotations]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Aldous Finch met Dr. Petra Lund. They talked.", 2),
        ("The U.S. envoy left Geneva. He flew home.", 2),
        ("Talks were held in the U.S. The envoy left.", 2),
        ("He arrived at 5 p.m. on Friday.", 1),
        ("“Will they come?” Finch asked.", 1),
        ("“They will not come!” the minister said. Nobody replied.", 2),
        ("J. P. Morrow spoke. So did A. Lind.", 2),
        ("Finch said: “We agreed. We signed.” Lund smiled.", 3),
        ('Finch called it "final." Lund did not.', 2),
        ("Prices rose 3.5 percent. No. 2 was Ruritania.", 2),
        ("Who pays? Nobody knows… The bank waits.", 3),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, count):
    assert len(sentences(text)) == count


def test_offsets_of_sentences_and_tokens_point_into_the_text():
    text = "PARIS (Halyard) - Finch’s aides met.\n\n“We don't know,” he said — twice."
    document = annotate(text)
    for word, a, b in zip(document.words, document.starts, document.ends, strict=True):
        assert text[a:b] == word
    assert "’s" in document.words
    assert "don't" in document.words


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“Yes,” he said. “No.”", ["Yes,", "No."]),
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said ''yes''.", ["yes"]),
        ("He said „ja“ and «oui».", ["ja", "oui"]),
        ("‘We won’t go,’ she said.", ["We won’t go,"]),
        ("'We won't accept the ministers' plan,' she said.", ["We won't accept the ministers' plan,"]),
        ("The ministers' plan and the states' reply.", []),
        ("It was Finch’s and Lund’s plan.", []),
        ("“He told me ‘go’ twice,” she said.", ["He told me ‘go’ twice,"]),
        ("“It never closes", ["It never closes"]),
        # Between a quotation left open and one that opens inside a sentence the outlet speaks.
        ("“It is dead. Asked why, he left, and spoke of a “long night”.", ["It is dead.", "long night"]),
        (
            "“It is dead. We have a “long night” before us,” he said.",
            ["It is dead. We have a ", "long night"],
        ),
        ("“It is dead. “We will go on,” she said.", ["It is dead. ", "We will go on,"]),
    ],
)
def test_quotations_are_found_in_every_house_style(text, inner):
    assert quoted(text) == inner


def test_a_quotation_that_reopens_in_the_next_paragraph_continues():
    document = annotate("“First part.\n\n“Second part,” she said.")
    assert [q.closed for q in document.quotations] == [False, True]
    assert [q.continues for q in document.quotations] == [False, True]


def test_a_dateline_is_no_part_of_the_first_sentence():
    document = annotate("NEW YORK, Nov. 19 (Halyard) — The envoy arrived.")
    assert document.of(document.paragraphs[0].dateline_place) == "NEW YORK"
    assert document.text[document.sentences[0].start :] == "The envoy arrived."


def test_a_speaker_label_is_no_dateline():
    document = annotate(
        "MR. PRICE: We have nothing to add at this time, and I would refer you to the ministry."
    )
    assert document.paragraphs[0].dateline is None


def test_kinds_of_paragraphs_are_told_apart():
    document = annotate(
        "1.1943-22\nFrom left: Aldous Finch and Petra Lund in Geneva. Image Credit: Halyard\n\nThe talks ended.",
    )
    assert [p.kind for p in document.paragraphs] == ["other", "caption", "body"]


def test_a_first_line_equal_to_the_title_is_a_headline():
    assert annotate("Talks end\n\nThey ended.", title="Talks end").paragraphs[0].kind == "headline"


def test_a_paragraph_the_page_marked_is_a_caption():
    assert annotate("Two men.\n\nThey met.", captions=[(0, 8)]).paragraphs[0].kind == "caption"


def test_the_day_is_the_day_in_the_zone_of_the_source():
    when = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert annotate("x", published=when, zone="Asia/Tokyo").day == date(2026, 3, 2)
    assert annotate("x", published=date(2026, 3, 1)).day == date(2026, 3, 1)


def test_look_ups_by_offset():
    text = "One two. “Three four.”"
    document = annotate(text)
    assert document.sentence_index(10) == 1
    assert document.quotation_at(12) is document.quotations[0]
    assert document.quotation_at(2) is None
    assert [document.words[i] for i in document.tokens_in((0, 7))] == ["One", "two"]
    assert document.words[document.token_at(5)] == "two"


def test_an_empty_text_has_nothing():
    document = annotate("")
    assert document.sentences == ()
    assert document.day is None


@pytest.mark.parametrize(
    "text",
    [
        "J. P. Morrow met A. Lind of R-Ky. and D-N.Y. in the U.S. on Jan. 5 at 5 p.m.",
        "J.\u00a0P. Morrow, A.  Lind and B.\tLund (K. Ö. Finch) left by Train B. Then A.",
        "“We don’t—can't—know,”  he said...twice: https://halyard.example/a?b=1, 71-year-old, $3.5bn.",
        " Leading and trailing, José M. Nuñez, @halyard #talks Lund@work A&B it's '90s ''so'' ``they'' ",
        "X",
        "",
    ],
)
def test_a_text_read_piece_by_piece_has_the_tokens_of_the_whole(text):
    known, firsts = read_words(text, [(0, len(text))])
    tokens = [(word, start) for word, start, _ in tokenize(text)]
    assert list(zip(known.words, known.starts, strict=True)) == tokens
    assert firsts == [0, len(tokens)]


def test_the_words_of_each_line_are_told_apart():
    text = "One  two.\n\n \tthree J. Four\nfive "
    known, firsts = read_words(text, [(0, 9), (11, 26), (27, 32)])
    assert [
        text[start : start + len(word)] for word, start in zip(known.words, known.starts, strict=True)
    ] == known.words
    assert [known.words[first] for first in firsts[:-1]] == ["One", "three", "five"]


def test_a_run_of_words_without_an_end_is_no_prose_and_the_rest_is_read():
    document = annotate("Lund came.\n\n" + "word " * 500 + "\n\nFinch left.")
    assert [p.kind for p in document.paragraphs] == ["body", "other", "body"]
    assert [document.text[s.start : s.end] for s in document.sentences] == ["Lund came.", "Finch left."]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("File photo: Petra Lund in Geneva.", "caption"),
        ("12-345 Pictured are Lund and Finch.", "caption"),
        ("In this image, Lund greets Finch.", "caption"),
        ("Lund greets Finch in Geneva. Photo by Halyard", "caption"),
        ("Petra Lund (left) and Aldous Finch (R) in Geneva.", "caption"),
        ("Lund left the image of a photo in the file on the right.", "body"),
        ("Images of the talks (all of them) were pictured by nobody.", "body"),
    ],
)
def test_a_line_that_reads_like_a_caption_is_one(line, kind):
    assert annotate(line).paragraphs[0].kind == kind
