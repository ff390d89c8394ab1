"""Slack's form of an edition: accepted by the strict double, literal, and short."""

import json
import re
from dataclasses import replace

import pytest

from bot.blocks import ARTICLE_WORDS, payloads
from bot.elements import characters
from bot.fitting import MOST_BLOCKS, MOST_CHARACTERS
from digests import gate, render
from digests.edition import Run
from tests.digests.making import FINCH, LUND, edition, meeting, statement, told
from tests.slack_double.rules import ALL_BLOCKS, BLOCKS, check_message, pings

EVIL = "<!channel> *Finch* & <@U123> <https://evil.example|Lund> `x` _y_"
TEXT = (
    "OSLO - British Foreign Secretary Aldous Finch met his Norwegian counterpart Petra Lund in Oslo on Friday to talk about "
    "fishing.\n\n“We are not going to wait for another year of empty talks about the same nets, boats and harbours,” Lund said."
)


def _herring(n):
    words = " ".join(
        f"{word}{'abcdefghij'[n]}"
        for word in ("before", "cod", "treaty", "border", "harbour", "winter", "trawler")
    )
    return f"We shall count herring {n} with Britain {words} at all"


def long_speech(sentences=9, id=1):
    parts = [f"“{_herring(n)},” Lund said." for n in range(sentences)]
    text = "OSLO - Petra Lund spoke about Britain and Norway.\n\n" + "\n\n".join(parts)
    said = [statement(text, _herring(n), LUND, direct=True) for n in range(sentences)]
    return told(text, id=id, statements=said)


def met(text=TEXT, **more):
    return meeting(
        text, "met his Norwegian counterpart", FINCH, LUND, **{"place": "Oslo", "date": "2026-03-13", **more}
    )


def many(number=60):
    out = []
    for n in range(1, number + 1):
        text = TEXT.replace("Oslo", f"Town{n}").replace("fishing", f"fishing in water {n}")
        out.append(told(text, id=n, meetings=[met(text, place=f"Town{n}", topic=f"fishing in water {n}")],
                        meeting_stories=[f"m{n}"], story=f"s{n}", title=f"Talks in Town{n}"))  # fmt: skip
    return out


def texts_of(payload):
    """Return every printed piece of a payload's blocks."""
    found = []
    stack = [payload["blocks"]]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("text"), str):
                found.append(node["text"])
            stack += list(node.values())
        elif isinstance(node, list):
            stack += node
    return found


EDITIONS = {
    "quiet": [],
    "one meeting": [told(TEXT, meetings=[met()])],
    "a long speech": [long_speech()],
    "a crowded day": [*many(), long_speech(id=99)],
}


@pytest.mark.parametrize("material", EDITIONS.values(), ids=EDITIONS)
def test_slack_takes_every_payload(material):
    for payload in payloads(edition(material)):
        check_message(payload)
        assert len(payload["blocks"]) <= MOST_BLOCKS < BLOCKS
        assert sum(characters(block) for block in payload["blocks"]) <= MOST_CHARACTERS < ALL_BLOCKS
        assert payload["text"].strip()
        assert len(payload["text"]) <= 4_000
        assert payload["unfurl_links"] is False
        assert payload["unfurl_media"] is False


@pytest.mark.parametrize("material", EDITIONS.values(), ids=EDITIONS)
def test_the_first_payload_is_the_post_and_the_rest_its_thread(material):
    posts = payloads(edition(material))
    assert "parent" not in posts[0]
    assert all(p["parent"] == 0 for p in posts[1:])
    assert all("channel" not in p for p in posts)


def test_a_message_has_at_most_four_hundred_words():
    post = payloads(edition([*many(), long_speech(id=99)]))[0]
    assert len(" ".join(reversed(texts_of(post))).split()) <= 420  # pieces of a line count apart here


def test_the_numbers_are_those_of_the_other_forms():
    composed = edition([*many(4), long_speech(id=99)])
    post = payloads(composed)[0]
    for item in render.to_json(composed)["items"]:
        number = re.compile(rf"(?<!\d){item['number']} ")
        assert any(number.search(piece) for piece in texts_of(post))


def test_outside_words_are_literal_and_ping_nobody():
    text = TEXT.replace("Petra Lund", f"Petra {EVIL} Lund")
    person = replace(LUND, name=f"Petra {EVIL} Lund", role=None)
    material = told(
        text,
        title=f"Talks {EVIL}",
        outlet=f"Post {EVIL}",
        meetings=[meeting(text, "met his Norwegian", FINCH, person, place=f"Oslo {EVIL}", topic="fishing")],
    )
    composed = edition([material])
    for payload in payloads(composed):
        check_message(payload)
        assert pings(payload) == []
        assert "mrkdwn" not in json.dumps(payload)
    assert "&lt;!channel&gt;" in payloads(composed)[0]["text"]


@pytest.mark.parametrize(
    "material", [long_speech(), told(TEXT, meetings=[met(topic="fishing")])], ids=["speech", "meeting"]
)
def test_at_most_sixty_words_of_one_article_are_printed(material):
    stored = gate.normalise(material.article.text)
    shown = set()
    for payload in payloads(edition([material])):
        for piece in texts_of(payload):
            words = gate.normalise(piece).strip("' …")
            if len(words.split()) > 2 and words in stored:
                at = stored.index(words)
                shown |= set(range(len(stored[:at].split()), len(stored[:at].split()) + len(words.split())))
    assert 0 < len(shown) <= ARTICLE_WORDS


def test_lines_whose_words_have_no_room_are_named_with_their_numbers():
    composed = edition([long_speech()])
    printed = "".join(reversed(texts_of(payloads(composed)[0])))
    assert "More at the source: " in printed
    for item in composed.items:
        assert f"{item.number} " in printed


def test_a_forged_quotation_is_not_posted():
    composed = edition([told(TEXT, meetings=[met()])])
    forged = replace(composed.items[0], runs=(Run(text="Lund: "), Run(text="we give in", style="quote")))
    posts = payloads(replace(composed, items=(forged,)))
    assert "we give in" not in json.dumps(posts)


def test_quotations_of_the_post_stand_in_the_article():
    quoted = (
        "We are not going to wait for another year of empty talks about the same nets, boats and harbours"
    )
    said = statement(TEXT, quoted, LUND, direct=True)
    post = payloads(edition([told(TEXT, meetings=[met()], statements=[said])]))[0]
    marked = [t for t in texts_of(post) if t.startswith("“")]
    assert marked
    assert all(gate.holds(TEXT, t.strip("“”")) for t in marked)


def test_a_quiet_day_is_one_line_and_the_coverage():
    (post,) = payloads(edition([]))
    assert [block["type"] for block in post["blocks"]] == ["rich_text", "context"]


def test_the_notification_names_the_top_lines_only():
    post = payloads(edition(many(9)))[0]
    assert len(re.findall(r"\b\d (?:Aldous )?Finch, ", post["text"])) == 3


def test_what_had_no_room_is_named_in_the_thread():
    posts = payloads(edition(many()))
    assert any("ranked lower" in piece for p in posts[1:] for piece in texts_of(p))


def test_there_is_no_card_that_only_repeats_its_line():
    quoted = (
        "We are not going to wait for another year of empty talks about the same nets, boats and harbours"
    )
    text = f"“{quoted},” Lund told Britain."
    said = statement(text, quoted, LUND, direct=True, cue="told")
    for payload in payloads(edition([told(text, statements=[said])]))[1:]:
        assert "Passages" not in texts_of(payload)


def test_an_address_slack_would_refuse_is_printed_without_its_link():
    material = told(TEXT, meetings=[met()])
    material = replace(
        material, article=replace(material.article, url="https://press.example/" + "x" * 4_000)
    )
    for payload in payloads(edition([material])):
        check_message(payload)
        assert "xxxx" not in json.dumps(payload)


def test_long_addresses_never_make_a_message_too_long():
    material = [replace(m, article=replace(m.article, url=m.article.url + "?" + "y" * 900)) for m in many(20)]
    post = payloads(edition(material))[0]
    check_message(post)
    assert sum(characters(block) for block in post["blocks"]) <= MOST_CHARACTERS < ALL_BLOCKS
    assert '"type": "link"' in json.dumps(post)


def test_no_element_is_empty():
    material = told(TEXT, meetings=[met()], outlet="")
    for payload in payloads(edition([material])):
        assert all(texts_of(payload))
