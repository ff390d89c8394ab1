"""The quotation gate: no quotation mark stands around anything but stored characters."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests import gate, render
from digests.edition import Edition, Item, Run
from tests.digests.making import FINCH, LUND, edition, statement, told

TEXT = (
    "LONDON - British Foreign Secretary Aldous Finch said on Friday that Norway’s offer was “a first,\u00a0honest step” "
    "towards talks.\n\n“We will not re-open the 1994 treaty without pre-conditions,” Norwegian Foreign Minister Petra Lund "
    "said in Oslo. “Nobody’s asking for that.”"
)
WORDS = "We will not re-open the 1994 treaty without pre-conditions"


@pytest.mark.parametrize(
    "quote",
    [
        WORDS,
        "a first, honest step",
        "Nobody's asking for that.",
        "Nobody’s asking  for\nthat.",
    ],
)
def test_stored_words_hold_whatever_their_white_space_and_quote_glyphs(quote):
    assert gate.holds(TEXT, quote)


@pytest.mark.parametrize(
    "quote",
    [
        "We will re-open the 1994 treaty",  # a word left out
        "we will not re-open the 1994 treaty",  # another case
        "We will not open the 1994 treaty",
        "open the 1994 treaty",  # part of a word
        "conditions",
        "a first honest step",  # a comma left out
        "We will not re-open the 1994 treaty ... pre-conditions",
        "We will not re–open the 1994 treaty",  # another dash
        "Wé will not",
        "re-open the 1994",  # whole words: this one does hold
        "body’s asking",
        "",
        " ",
        "”",
        "…",
    ],
)
def test_altered_words_do_not_hold(quote):
    assert gate.holds(TEXT, quote) is (quote == "re-open the 1994")


@pytest.mark.parametrize(
    "line",
    [
        "Lund: “we might talk”",
        'Lund: "we might talk"',
        "Lund: «we might talk»",
        "Lund: „we might talk“",
        "Lund: ‘we might talk’",
        "Lund: 'we might talk'",
        "Lund: “We will not re-open the 1994 treaty",  # never closed
        "Lund: We will not” re-open",
        "Lund: ＂we might talk＂",
        "Lund: ‹we might talk›",
    ],
)
def test_marks_in_plain_words_are_looked_up_too(line):
    assert gate.fault([Run(text=line)], (), [TEXT]) is not None


def test_apostrophes_are_no_quotation_marks():
    assert (
        gate.fault([Run(text="the ministers' talks, Norway’s offer and the rebels’ exit")], (), [TEXT])
        is None
    )


def test_marks_split_over_runs_are_seen():
    runs = [Run(text="Lund: “"), Run(text="we might talk", style="italic"), Run(text="”")]
    assert gate.fault(runs, (), [TEXT]) is not None


def test_a_note_is_held_to_the_same_rule():
    assert gate.fault([Run(text="Lund")], ("she also said “yes”",), [TEXT]) is not None


def _printed() -> Edition:
    said = statement(TEXT, WORDS, LUND, direct=True)
    return edition([told(TEXT, statements=[said], title="Lund on the treaty")])


def _with(item: Item, **changes) -> Edition:
    return replace(_printed(), items=(replace(item, **changes),))


FORMS = (render.text, render.markdown, lambda e: str(render.to_json(e)))


@pytest.mark.parametrize("form", FORMS)
def test_a_genuine_quotation_is_printed(form):
    assert "treaty without pre" in form(_printed())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "runs",
    [
        (Run(text="Lund: "), Run(text=WORDS.replace("not ", ""), style="quote")),
        (Run(text=f"Lund: “{WORDS.replace('not ', '')}”"),),
        (Run(text="Lund: "), Run(text=WORDS + " at all", style="quote")),
        (Run(text="Lund: "), Run(text=WORDS.upper(), style="quote")),
        (Run(text="Lund said “"), Run(text="forged", style="bold"), Run(text="”")),
    ],
)
def test_a_forged_line_is_dropped_when_rendered_and_named_for_the_log(form, runs):
    forged = _with(_printed().items[0], runs=runs)
    assert "Lund" not in form(forged)
    _, dropped = gate.passed(forged)
    assert [d.number for d in dropped] == [1]


def test_a_forged_passage_does_not_vouch_for_a_quotation():
    item = _printed().items[0]
    passage = replace(item.passages[0], text="“forged,” she said")
    forged = _with(item, runs=(Run(text="forged", style="quote"),), passages=(passage,))
    assert gate.passed(forged)[1] == ()  # the passage alone cannot know
    texts = {passage.url: TEXT}
    assert [d.number for d in gate.passed(forged, texts)[1]] == [1]
    assert gate.passed(_printed(), texts)[1] == ()


_EDIT = st.tuples(
    st.integers(0, len(WORDS)), st.sampled_from(["", "x", "not ", " ", "“", "”", '"', "’", "-", "…", "é"])
)


@settings(max_examples=300, deadline=None)
@given(
    edits=st.lists(_EDIT, min_size=1, max_size=4),
    cut=st.integers(0, 5),
    style=st.sampled_from(["quote", "plain", "italic"]),
)
def test_no_edit_of_a_quotation_reaches_the_page_unless_it_is_still_in_the_text(edits, cut, style):
    words = WORDS
    for at, insert in edits:
        words = words[:at] + insert + words[at + cut :]
    run = Run(text=words, style="quote") if style == "quote" else Run(text=f"“{words}”", style=style)
    forged = _with(_printed().items[0], runs=(Run(text="Lund: "), run))
    printed = render.text(forged)
    if "Lund: " not in printed:
        return
    folded = gate.normalise(TEXT)
    line = next(part for part in printed.splitlines() if "Lund: " in part)
    for stretch in gate.quoted(line):
        assert gate.normalise(stretch) in folded


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(alphabet="ab “”\"'’«».-\n", max_size=40), quote=st.text(alphabet="ab “”\"'’.-", max_size=12)
)
def test_whatever_holds_stands_in_the_text(text, quote):
    if gate.holds(text, quote):
        assert gate.normalise(quote) in gate.normalise(text)


def test_a_few_quoted_words_are_printed_with_what_they_refer_to():
    said = statement(TEXT, "a first,\u00a0honest step", FINCH, direct=True)
    printed = render.text(edition([told(TEXT, statements=[said])]))
    assert "Norway’s offer was “a first, honest step” towards talks" in printed
