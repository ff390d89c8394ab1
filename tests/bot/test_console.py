"""A message as plain text, for when it is printed instead of posted."""

import pytest

from bot.console import plain

SECTION = {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}


def rich(*elements: object, kind: str = "rich_text_section", **rest: object) -> dict[str, object]:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements), **rest}]}


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"type": "header", "text": {"type": "plain_text", "text": "Syria"}}, "Syria"),
        ({"type": "section", "fields": [{"type": "mrkdwn", "text": "a"}, {"type": "mrkdwn", "text": "b"}]}, "a  b"),
        ({"type": "context", "elements": [{"type": "plain_text", "text": "a"}, {"type": "image", "alt_text": "map"}]}, "a  map"),
        ({"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Stop"}}]}, "fallback"),
        (rich({"type": "text", "text": "1 "}, {"type": "link", "url": "https://x.example/a", "text": "Courier"}), "1 Courier <https://x.example/a>"),
        (rich({"type": "link", "url": "https://x.example/a"}), "https://x.example/a"),
        (rich(SECTION, kind="rich_text_list", style="bullet"), "• one"),
        (rich({"type": "text", "text": "a\nb"}), "a\nb"),
    ],
)  # fmt: skip
def test_the_words_of_a_block_are_shown(block: dict[str, object], expected: str):
    assert plain({"text": "fallback", "blocks": [block, {"type": "divider"}]}) == expected


def test_a_message_without_blocks_shows_its_text():
    assert plain({"text": "Quiet."}) == "Quiet."
