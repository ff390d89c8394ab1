"""Calls to Slack against the double over loopback: the real SDK, each outcome sorted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.slack import Absent, Doubtful, Posted, Refused, Slack, Throttled, Unreached, describe
from bot.slack.outcomes import sort_answer
from tests.slack_double import BOT_ID, TOKEN, Double

AGES_AGO = datetime(2020, 1, 1, tzinfo=UTC)
AGES_HENCE = datetime(2100, 1, 1, tzinfo=UTC)
BODY = {"text": "Hello"}


@pytest.fixture
def double() -> Iterator[Double]:
    with Double("desk", "ops") as double:
        yield double


@pytest.fixture
def slack(double: Double) -> Slack:
    return Slack(TOKEN, double.url, timeout=0.3)


def desk(double: Double) -> str:
    return double.workspace.named("desk").id


def test_a_posted_message_carries_its_key_and_unfurls_nothing(double: Double, slack: Slack):
    outcome = slack.post(desk(double), BODY, "k1")
    assert isinstance(outcome, Posted)
    method, body = double.calls[-1]
    assert method == "chat.postMessage"
    assert body["metadata"] == {"event_type": "communique_delivery", "event_payload": {"key": "k1"}}
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)
    assert double.workspace.visible("desk")[0]["ts"] == outcome.ts


def test_a_reply_lands_in_the_thread(double: Double, slack: Slack):
    parent = slack.post(desk(double), BODY, "k1")
    assert isinstance(parent, Posted)
    reply = slack.post(desk(double), BODY, "k2", thread_ts=parent.ts)
    assert isinstance(reply, Posted)
    assert double.workspace.visible("desk")[1]["thread_ts"] == parent.ts


def test_an_update_changes_the_message_and_keeps_its_key(double: Double, slack: Slack):
    posted = slack.post(desk(double), BODY, "k1")
    assert isinstance(posted, Posted)
    assert slack.update(desk(double), posted.ts, {"text": "Corrected"}, "k1") == posted
    assert [m["text"] for m in double.workspace.visible("desk")] == ["Corrected"]
    assert double.workspace.keys("desk") == ["k1"]


@pytest.mark.parametrize(
    ("fault", "visible"),
    [
        ("drop_before", 0), ("drop_after", 1), ("error_before", 0), ("error_after", 1), ("internal_before", 0),
        ("internal_after", 1), ("garbled_after", 1), ("cut_after", 1), ("slow_after", 1),
    ],
)  # fmt: skip
def test_a_call_whose_outcome_nobody_knows_is_doubtful_and_made_once(
    double: Double, slack: Slack, fault: str, visible: int
):
    double.fail(fault)
    assert isinstance(slack.post(desk(double), BODY, "k1"), Doubtful)
    assert double.methods().count("chat.postMessage") == 1
    assert len(double.workspace.visible("desk")) == visible


def test_being_asked_to_wait_is_no_failure(double: Double, slack: Slack):
    double.fail("throttled", delay=7)
    double.fail("soft_throttled")
    assert slack.post(desk(double), BODY, "k1") == Throttled(wait=timedelta(seconds=7))
    assert isinstance(slack.post(desk(double), BODY, "k1"), Throttled)


def test_a_refused_connection_means_that_nothing_was_sent():
    with Double() as gone:
        url = gone.url
    assert isinstance(Slack(TOKEN, url).post("C00000001", BODY, "k1"), Unreached)


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ({"archived": True}, "is_archived"),
        ({"member": False}, "not_in_channel"),
        ({"member": False, "private": True}, "channel_not_found"),
    ],
)
def test_a_channel_that_takes_no_messages_is_told_from_a_bad_message(
    double: Double, slack: Slack, channel: dict[str, bool], error: str
):
    made = double.workspace.add_channel("closed", **channel)
    outcome = slack.post(made.id, BODY, "k1")
    assert isinstance(outcome, Refused)
    assert (outcome.error, outcome.kind) == (error, "channel")


def test_a_bad_message_is_refused_with_the_place_of_the_mistake(double: Double, slack: Slack):
    outcome = slack.post(
        desk(double),
        {"text": "x", "blocks": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]},
        "k1",
    )
    assert isinstance(outcome, Refused)
    assert (outcome.error, outcome.kind) == ("invalid_blocks", "message")
    assert "/blocks/0/text" in describe(outcome)


@pytest.mark.parametrize("token", ["xoxb-other", "xoxb-revoked"])
def test_a_token_that_is_not_taken_is_told_from_all_else(double: Double, token: str):
    slack = Slack(token, double.url)
    outcome = slack.post(desk(double), BODY, "k1")
    assert isinstance(outcome, Refused)
    assert outcome.kind == "token"
    assert token not in describe(outcome)
    assert isinstance(slack.whoami(), Refused)


def test_a_missing_scope_is_named(double: Double, slack: Slack):
    double.workspace.scopes.remove("chat:write")
    outcome = slack.post(desk(double), BODY, "k1")
    assert isinstance(outcome, Refused)
    assert (outcome.kind, describe(outcome)) == ("token", "missing_scope (needs chat:write)")


def test_our_message_is_found_by_its_key_on_whatever_page(double: Double, slack: Slack):
    posted = [slack.post(desk(double), BODY, f"k{n}") for n in range(7)]
    double.workspace.page = 2
    for n, outcome in enumerate(posted):
        assert slack.find(desk(double), f"k{n}", AGES_AGO, AGES_HENCE) == outcome
    assert slack.find(desk(double), "k9", AGES_AGO, AGES_HENCE) == Absent()


def test_our_reply_is_found_in_its_thread_only(double: Double, slack: Slack):
    parent = slack.post(desk(double), BODY, "k0")
    assert isinstance(parent, Posted)
    reply = slack.post(desk(double), BODY, "k1", thread_ts=parent.ts)
    assert slack.find(desk(double), "k1", AGES_AGO, AGES_HENCE, parent.ts) == reply
    assert slack.find(desk(double), "k1", AGES_AGO, AGES_HENCE) == Absent()


def test_a_message_with_our_key_by_somebody_else_is_not_ours(double: Double, slack: Slack):
    slack.post(desk(double), BODY, "k1")
    double.workspace.named("desk").messages[0]["bot_id"] = "B0OTHER"
    assert slack.find(desk(double), "k1", AGES_AGO, AGES_HENCE) == Absent()
    double.workspace.named("desk").messages[0]["bot_id"] = BOT_ID
    assert isinstance(slack.find(desk(double), "k1", AGES_AGO, AGES_HENCE), Posted)


def test_what_lies_outside_the_window_is_not_looked_at(double: Double, slack: Slack):
    slack.post(desk(double), BODY, "k1")
    assert slack.find(desk(double), "k1", AGES_AGO, AGES_AGO + timedelta(hours=1)) == Absent()


@pytest.mark.parametrize("fault", ["drop_before", "error_before", "garbled_after", "cut_after"])
def test_a_history_that_cannot_be_read_now_proves_nothing(double: Double, slack: Slack, fault: str):
    slack.post(desk(double), BODY, "k1")
    double.fail(fault, method="conversations.history")
    assert isinstance(slack.find(desk(double), "k1", AGES_AGO, AGES_HENCE), Doubtful)


def test_a_second_page_that_fails_proves_nothing_either(double: Double, slack: Slack):
    for n in range(3):
        slack.post(desk(double), BODY, f"k{n}")
    double.workspace.page = 1
    double.fail("error_before", method="conversations.history", match=lambda body: "cursor" in body)
    assert isinstance(slack.find(desk(double), "k0", AGES_AGO, AGES_HENCE), Doubtful)


def test_channels_are_found_by_name_on_whatever_page_and_ids_are_kept(double: Double, slack: Slack):
    double.workspace.page = 1
    assert slack.resolve("#ops") == slack.resolve("ops") == double.workspace.named("ops").id
    before = len(double.calls)
    assert slack.resolve("C0ABCDEF1") == "C0ABCDEF1"
    assert len(double.calls) == before


def test_an_unknown_channel_is_refused_with_a_remedy(slack: Slack):
    found = slack.resolve("#nowhere")
    assert isinstance(found, Refused)
    assert (found.error, found.kind) == ("channel_not_found", "channel")
    assert "#nowhere" in found.detail


def test_a_user_means_the_direct_message_to_them(double: Double, slack: Slack):
    found = slack.resolve("U012AB3CD")
    assert isinstance(found, str)
    assert found.startswith("D")
    assert isinstance(slack.post(found, BODY, "k1"), Posted)


def test_without_the_right_to_list_channels_the_name_is_used(double: Double, slack: Slack):
    double.workspace.scopes.remove("channels:read")
    assert slack.resolve("#desk") == "#desk"


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (200, "msg_too_long", Refused(error="msg_too_long", kind="message")),
        (200, "Received a response in a non-JSON format: <html>", Doubtful),
        (200, None, Doubtful),
        (200, 7, Doubtful),
        (502, "invalid_blocks", Doubtful),
        (200, "fatal_error", Doubtful),
        (404, None, Doubtful),
    ],
)
def test_an_answer_is_a_refusal_only_where_slack_says_that_nothing_was_done(
    status: int, error: object, expected: object
):
    outcome = sort_answer(status, error, {})
    assert outcome == expected or (isinstance(expected, type) and isinstance(outcome, expected))


@pytest.mark.parametrize(
    ("value", "seconds"), [("3", 3), (" 12 ", 12), ("", 30), ("soon", 30), ("-1", 30), ("999999", 3600)]
)
def test_retry_after_is_read_with_a_default_and_a_limit(value: str, seconds: int):
    assert sort_answer(429, "ratelimited", {"retry-after": value}) == Throttled(
        wait=timedelta(seconds=seconds)
    )
