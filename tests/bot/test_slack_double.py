"""The double itself: it refuses what Slack refuses, or the tests over it prove nothing."""

from typing import Any

import pytest

from tests.slack_double.rules import RefusedError, check_message


def section(text: str = "x", kind: str = "mrkdwn", **rest: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": text}, **rest}


def rich(*elements: Any) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def button(text: str = "x", **rest: Any) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": text}, **rest}


def bullets(*elements: Any) -> dict[str, Any]:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": list(elements)}],
    }


BAD = {
    "51 blocks": [section()] * 51,
    "long section": [section("x" * 3001)],
    "empty section": [section("")],
    "header in mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "long header": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
    "11 context elements": [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}],
    "no context elements": [{"type": "context", "elements": []}],
    "block_id twice": [section(block_id="a"), section(block_id="a")],
    "long block_id": [section(block_id="a" * 256)],
    "unknown block": [{"type": "carousel"}],
    "unknown key": [section(colour="red")],
    "unknown text type": [section(kind="html")],
    "11 fields": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}],
    "long field": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}],
    "empty rich text": [{"type": "rich_text", "elements": []}],
    "empty rich section": [rich()],
    "empty rich words": [rich({"type": "text", "text": ""})],
    "rich link without url": [rich({"type": "link", "text": "x"})],
    "rich link with empty words": [rich({"type": "link", "url": "https://x.example", "text": ""})],
    "unknown rich element": [rich({"type": "image"})],
    "unknown style": [rich({"type": "text", "text": "x", "style": {"huge": True}})],
    "list of words": [bullets({"type": "text", "text": "x"})],
    "long button": [{"type": "actions", "elements": [button("x" * 76)]}],
    "action_id twice": [{"type": "actions", "elements": [button(action_id="a")] * 2}],
    "image without alt_text": [{"type": "image", "image_url": "https://x.example/a.png"}],
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_blocks_are_refused(name: str):
    with pytest.raises(RefusedError) as refusal:
        check_message({"text": "x", "blocks": BAD[name]})
    assert refusal.value.error == "invalid_blocks"


@pytest.mark.parametrize(
    ("body", "update", "error"),
    [
        ({"blocks": [section("x" * 2900)] * 4}, False, "msg_blocks_too_long"),
        ({"text": "x" * 40_001}, False, "msg_too_long"),
        ({"text": "x" * 4_001}, True, "msg_too_long"),
        ({"text": " "}, False, "no_text"),
        ({}, False, "no_text"),
        ({"text": "x", "blocks": "[]"}, False, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "a"}}, False, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "a", "event_payload": {"k": {"deep": 1}}}}, False, "invalid_metadata_format"),
    ],
)  # fmt: skip
def test_bad_messages_are_refused(body: dict[str, Any], update: bool, error: str):
    with pytest.raises(RefusedError) as refusal:
        check_message(body, update=update)
    assert refusal.value.error == error


def test_a_message_at_the_limits_is_taken():
    blocks = [section("x" * 3000), {"type": "header", "text": {"type": "plain_text", "text": "x" * 150}}]
    blocks += [rich({"type": "text", "text": "a & <b>", "style": {"italic": True}})] + [section()] * 47
    check_message(
        {
            "text": "x" * 4000,
            "blocks": blocks,
            "metadata": {"event_type": "a", "event_payload": {"key": "k"}},
        },
        update=True,
    )
