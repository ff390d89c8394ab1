"""Whatever stands in a file, a text or an answer: mistakes are named, messages are such as Slack takes, nothing is raised."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings, target
from hypothesis import strategies as st

from bot import blocks
from bot.masking import mask
from bot.settings import load
from bot.settings.problems import ConfigError
from bot.slack.outcomes import sort_answer
from digests import render
from digests.extract import read_text
from tests.digests import making
from tests.digests.test_hostile_texts import TEXTS
from tests.hostile_press.injected import INJECTED
from tests.slack_double.rules import check_message, pings

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "bot" / "settings" / "starter"
FILES = {path.name: path.read_bytes() for path in sorted(STARTER.glob("*.yaml"))}
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        (
            "null|[]|{}|- |: |&a *a|*a|<<: *a|!!python/object:os.system|!!binary x|%YAML 9|---|...|NO|0x7f|1e999|-1s|\t|\"|'"
            "|timezone: Mars/Base|channel: 7|every: 0s|at: '25:61'|at: 24:00|url: file:///etc/passwd|url: http://[|\ufeff|\x85"
            "|9999999999d|allow_private: [0/99]|days: [mun]|skip: [2026-02-30]|select: {item: '['}|was: a|id: ../../x|id: ''"
            "|filter: '((('"
        ).split("|")
    ).map(str.encode),
)
SLOW = [HealthCheck.too_slow]


@st.composite
def files(draw):
    """Draw the starter configuration with a few pieces cut out, doubled or put in."""
    out = dict(FILES)
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(out)))
        body = out[name]
        at, length = draw(st.integers(0, len(body))), draw(st.integers(0, 60))
        again = body[at : at + length] * draw(st.integers(0, 2))
        out[name] = body[:at] + again + draw(PIECES) + body[at + length :]
    return out


@given(files())
@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
def test_a_configuration_is_loaded_or_each_mistake_is_named_with_its_place(found: dict[str, bytes]):
    with TemporaryDirectory() as room:
        for name, body in found.items():
            (Path(room) / name).write_bytes(body)
        try:
            load(Path(room))
        except ConfigError as error:
            assert error.problems
            for problem in error.problems:
                assert re.match(r".+\.yaml:\d+:\d+: .+", str(problem)), str(problem)


ODD = st.one_of(st.sampled_from(INJECTED), st.text(max_size=40), TEXTS)
NEWS = st.sampled_from(
    (
        "Foreign Minister Petra Lund of Norway met her British counterpart Aldous Finch in Oslo on Monday to discuss {}.",
        "Foreign Minister Petra Lund of Norway will meet Aldous Finch, the British Foreign Secretary, in {} on 16 March.",
        "“We have agreed to keep talking about {} until the summer,” Norwegian Foreign Minister Petra Lund said on Friday.",
        "British Foreign Secretary Aldous Finch warned that talks on {} would “fail without a fair share for our own coast {}”.",
        "“{}”, Norwegian Foreign Minister Petra Lund told reporters in Oslo. “{},” she added.",
    )
)


@st.composite
def articles(draw):
    """Draw a text of news with odd words in it."""
    lines = draw(st.lists(NEWS, min_size=1, max_size=5))
    return "\n\n".join(line.replace("{}", draw(ODD)) for line in lines)


@given(st.lists(st.one_of(articles(), ODD), min_size=1, max_size=3), st.text(max_size=60))
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_what_is_made_of_any_text_is_a_message_slack_takes_and_quotes_word_for_word(
    texts: list[str], title: str
):
    told = []
    for number, text in enumerate(texts, 1):
        facts = read_text(text, title=title, published=making.NOON)
        told.append(
            making.told(
                text,
                id=number,
                title=title,
                outlet=title or "Halyard",
                statements=facts.statements,
                meetings=facts.meetings,
            )
        )
    made = making.edition(told)
    for payload in blocks.payloads(made):
        check_message({"channel": "C1", **payload})
        assert pings(payload) == []
    page = render.html(made)
    assert not re.search(r"<script>alert|<img", page)
    whole = " ".join(_folded(text) for text in [*texts, title])
    for item in made.items:
        for passage in item.passages:
            text = texts[int(passage.url.rsplit("/", 1)[1]) - 1]
            assert passage.text == text[passage.span[0] : passage.span[1]]
        for run in item.runs:
            if run.style == "quote":
                assert _folded(run.text).strip("' …") in whole
    target(len(made.items))


def _folded(text: str) -> str:
    """Return a text with white space and quotation marks folded, as the editorial rule allows."""
    return " ".join(re.sub("[“”„‟\"‘’‚‛'«»‹›`′″]", "'", text).split())


ERRORS = st.one_of(
    st.none(),
    st.integers(),
    st.text(max_size=90),
    st.sampled_from(["invalid_auth", "is_archived", "ratelimited"]),
)


@given(
    st.integers(100, 999),
    ERRORS,
    st.dictionaries(st.sampled_from(["Retry-After", "retry-after", "x"]), st.text(max_size=20)),
)
@settings(max_examples=200, deadline=None)
def test_any_answer_of_slack_has_a_meaning(status: int, error: object, headers: dict[str, str]):
    found = sort_answer(status, error, headers)
    assert found
    if status >= 500:
        assert type(found).__name__ in ("Doubtful", "Throttled"), (
            "a message may be visible after any failure of the server"
        )


TOKENS = st.from_regex(r"xox[bpars]-[0-9A-Za-z-]{10,40}|xapp-1-[0-9A-Z]{8,20}-[0-9a-f]{20}", fullmatch=True)


@given(st.text(max_size=80), TOKENS, st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_a_token_is_masked_wherever_it_stands(before: str, token: str, after: str):
    shown = mask(f"{before} {token} {after}")
    assert token not in shown
    assert mask(f"http://user:{token}@a.example/?token={token}").count(token) == 0
