"""Buttons under digests and in the Home tab: on old messages, after restarts, for one line without touching the others."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import corrections
from bot.cli import main
from bot.jobs.edition import messages
from bot.store.feedback import FeedbackTable
from digests import render
from digests.keeping import edition_to_json
from tests.bot.listener.conftest import Setting, words
from tests.bot.running import until
from tests.bot.test_agenda import add
from tests.bot.test_corrections import EDITION, LEAD, composed, keep
from tests.slack_double import ANN, BEN

ROOT = Path(__file__).parents[3]


@pytest.fixture
def digest(setting: Setting) -> dict:
    """A posted edition, as Slack shows it."""
    store, now = setting.store, setting.now
    with store.write():
        number = store.editions.add(
            digest="daily", slot=now, channel="#general", after_seq=0, upto_seq=9, since=None, until=now, late=False,
            body=render.to_json(EDITION), reader_version="1", record=edition_to_json(EDITION),
        )  # fmt: skip
        scoped = replace(EDITION, scope=replace(EDITION.scope, channel="#general"))
        page = f"https://news.example/e/{number}.html"
        store.outbox.queue(messages(scoped, number, page), now)
    return setting.posted("general", 2)[0]


def form(setting: Setting, digest: dict, **how: object) -> dict:
    """Press "Something wrong?" and wait for its form."""
    exchange = setting.people.press(digest, "edition.wrong", **how)
    assert exchange.acknowledged() < 1
    assert until(lambda: any("callback_id" in v for v in setting.workspace.views.values()))
    return next(v for v in setting.workspace.views.values() if "callback_id" in v)


def test_something_wrong_reaches_the_ops_channel_with_passage_and_record(setting: Setting, digest: dict):
    view = form(setting, digest)
    setting.people.submit(
        view, {"item": "1", "kind": "not_held", "note": "It was *called off* <!channel>"}
    ).acknowledged()
    [told] = setting.posted("ops")
    said = words(told["blocks"])
    item = EDITION.items[0]
    assert "It did not take place" in said
    assert "edition 1 of" in said
    assert item.passages[0].text[:40] in said
    assert "It was *called off* <!channel>" in said
    assert all(fact in said for fact in item.facts)
    assert "communique retract 1 1" in said
    assert not [p for p in setting.workspace.pings if ANN not in p]
    assert until(lambda: setting.workspace.ephemerals)
    assert "Thank you" in words(setting.workspace.ephemerals[0]["blocks"])


def test_a_remark_that_needs_words_is_sent_back_with_the_mistake_in_its_field(setting: Setting, digest: dict):
    view = form(setting, digest)
    exchange = setting.people.submit(view, {"item": "0", "kind": "other", "note": None})
    exchange.acknowledged()
    assert exchange.ack["response_action"] == "errors"
    assert list(exchange.ack["errors"]) == ["note"]
    assert FeedbackTable(setting.store.connection).all() == []


def test_buttons_of_old_messages_work_after_a_restart(setting: Setting, digest: dict):
    setting.listener.stop()
    assert until(lambda: not setting.sockets.live)
    setting.now += timedelta(days=30)
    setting.listen()
    answer = setting.people.press(digest, "edition.plain", user=BEN).answer()
    text = words(answer["blocks"])
    assert EDITION.items[0].text.split(" · ")[0] in text
    assert answer["replace_original"] is False


def test_a_message_that_is_kept_no_more_is_told(setting: Setting, digest: dict):
    stranger = {**digest, "ts": "1.000001"}
    assert "no longer have" in words(setting.people.press(stranger, "edition.plain").answer()["blocks"])


def test_the_printable_page_is_a_link_and_pressing_it_is_acknowledged(setting: Setting, digest: dict):
    buttons = digest["blocks"][-1]["elements"]
    assert buttons[0]["url"] == "https://news.example/e/1.html"
    assert setting.people.press(digest, "edition.page").acknowledged() < 1


def test_a_trigger_that_died_on_the_way_is_told_instead_of_failing_silently(setting: Setting, digest: dict):
    exchange = setting.people.press(digest, "edition.wrong", life=-1.0)
    assert exchange.acknowledged() < 1
    assert "press it once more" in words(exchange.answer()["blocks"])


def test_a_slow_store_does_not_cost_the_form_its_trigger(setting: Setting, digest: dict):
    with setting.store.write():
        exchange = setting.people.press(digest, "edition.wrong")
        assert exchange.acknowledged() < 1
        assert until(lambda: setting.workspace.views)
        [loading] = setting.workspace.views.values()
        assert "One moment" in words(loading["blocks"])
    assert until(lambda: any("callback_id" in v for v in setting.workspace.views.values()))


def test_remarks_are_exported_in_the_form_of_the_gold(setting: Setting, digest: dict):
    view = form(setting, digest)
    setting.people.submit(view, {"item": "3", "kind": "speaker", "note": "Finch said it"}).acknowledged()
    setting.posted("ops")
    path = setting.store.connection.path
    found = CliRunner().invoke(main, ["--database", str(path), "feedback", "export"])
    assert found.exit_code == 0, found.output
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert [row["remark"]["kind"] for row in rows] == ["speaker"] * len(EDITION.items[2].facts or [None])
    assert rows[0]["remark"]["note"] == "Finch said it"


def test_an_exported_remark_is_a_label_the_benchmark_reads(setting: Setting, tmp_path: Path):
    """From the article to the button, the export and the score: what nobody set right is read as it was labelled."""
    store, now = setting.store, setting.now
    keep(store, LEAD)
    made = composed(store)
    with store.write():
        number = store.editions.add(
            digest="daily", slot=now, channel="#general", after_seq=0, upto_seq=1, since=None, until=now, late=False,
            body=render.to_json(made), reader_version="1", record=edition_to_json(made),
        )  # fmt: skip
        scoped = replace(made, scope=replace(made.scope, channel="#general"))
        store.outbox.queue(messages(scoped, number), now)
    view = form(setting, setting.posted("general")[0])
    setting.people.submit(view, {"item": "1", "kind": "not_held", "note": ""}).acknowledged()
    setting.posted("ops")
    found = CliRunner().invoke(main, ["--database", str(store.connection.path), "feedback", "export"])
    [row] = [json.loads(line) for line in found.stdout.splitlines()]
    assert (row["text"], row["remark"]["facts"]) == (LEAD, ["m0"])
    assert row["meetings"][0]["evidence"] in LEAD
    exported = tmp_path / "feedback.jsonl"
    exported.write_text(found.stdout, "utf-8")
    command = [sys.executable, "-m", "benchmarks.accuracy", str(exported)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    scores = {line.split()[0]: line for line in printed.splitlines() if line}
    for name in ("direct_quotes", "direct_with_speaker", "detection", "participants"):
        assert "F1 100.0" in scores[name], printed
    row["meetings"] = []
    exported.write_text(json.dumps(row) + "\n", "utf-8")
    printed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    assert "(0 of 1 read, 0 labelled)" in printed, "set right by hand, it shows what was read wrongly"


def test_the_plain_text_is_that_of_the_lines_as_they_stand(setting: Setting, digest: dict):
    corrections.retract(
        setting.store, corrections.find(setting.store, "1"), 3, "she did not say so", setting.now
    )
    said = words(setting.people.press(digest, "edition.plain").answer()["blocks"])
    assert "3 Retracted on" in said
    assert "The border is" not in said


def test_the_home_tab_shows_what_comes_next_in_the_zone_of_its_owner_and_troubles_to_administrators(
    setting: Setting,
):
    setting.workspace.people[BEN] = {"tz": "Asia/Tokyo"}
    setting.people.open_home(BEN)
    setting.people.open_home(ANN)
    assert until(lambda: {ANN, BEN} <= set(setting.workspace.homes))
    assert "Wed 25 Nov 15:30" in words(setting.workspace.homes[BEN]["blocks"])
    assert "administrator" not in words(setting.workspace.homes[BEN]["blocks"])
    assert "Nothing needs an administrator" in words(setting.workspace.homes[ANN]["blocks"])


def test_the_home_tab_sends_todays_digest_at_once(setting: Setting, digest: dict):
    setting.people.open_home(BEN)
    assert until(lambda: BEN in setting.workspace.homes)
    setting.people.press_view(setting.workspace.homes[BEN], "home.today.0", user=BEN)
    direct = setting.people.direct(BEN)
    [sent] = setting.posted(direct.id)
    assert words(sent["blocks"][:1]) == words(digest["blocks"][:1])


def test_the_home_tab_searches_in_a_form_that_tells_mistakes_in_its_field(setting: Setting):
    setting.people.open_home(BEN)
    assert until(lambda: BEN in setting.workspace.homes)
    setting.people.press_view(setting.workspace.homes[BEN], "home.search", user=BEN)
    assert until(lambda: any(v.get("callback_id") for v in setting.workspace.views.values()))
    [view] = setting.workspace.views.values()
    exchange = setting.people.submit(view, {"query": '"never closed'}, user=BEN)
    exchange.acknowledged()
    assert "never closed" in exchange.ack["errors"]["query"]
    exchange = setting.people.submit(view, {"query": "herring"}, user=BEN)
    exchange.acknowledged()
    assert exchange.ack["response_action"] == "update"
    assert until(lambda: "Nothing is found" in words(setting.workspace.views[view["id"]]["blocks"]))


def test_a_search_in_the_home_tab_is_turned_page_by_page_in_its_form(setting: Setting):
    for n in range(8):
        add(setting.store, n, setting.now - timedelta(hours=n), story=f"s.{n}")
    setting.people.open_home(BEN)
    assert until(lambda: BEN in setting.workspace.homes)
    setting.people.press_view(setting.workspace.homes[BEN], "home.search", user=BEN)
    assert until(lambda: any(v.get("callback_id") for v in setting.workspace.views.values()))
    [name] = setting.workspace.views

    def shown() -> str:
        return words(setting.workspace.views[name]["blocks"])

    setting.people.type_into(setting.workspace.views[name], "query", "(lund", user=BEN)
    assert until(lambda: "never closed" in shown())
    setting.people.submit(setting.workspace.views[name], {"query": "lund"}, user=BEN).acknowledged()
    assert until(lambda: "Older" in shown())
    assert shown().count("Ministers talk") == 6
    setting.people.press_view(setting.workspace.views[name], "search.older", user=BEN)
    assert until(lambda: "These are the oldest" in shown())
    assert shown().count("Ministers talk") == 2
    assert setting.double.refusals == []


def test_a_mistake_in_a_starter_says_what_is_wrong_without_a_column_nobody_typed(setting: Setting):
    setting.people.open_home(BEN)
    assert until(lambda: BEN in setting.workspace.homes)
    setting.people.press_view(setting.workspace.homes[BEN], "home.start.country", user=BEN)
    assert until(lambda: any(v.get("callback_id") for v in setting.workspace.views.values()))
    [view] = setting.workspace.views.values()
    sent = setting.people.submit(view, {"query": "Norwayy", "often": "now", "hour": None}, user=BEN)
    sent.acknowledged()
    assert sent.ack["errors"]["query"].startswith("`Norwayy` is no state")


def test_what_would_send_more_than_twenty_a_day_is_asked_about_in_the_home_tab_too(setting: Setting):
    for n in range(25):
        add(setting.store, n, setting.now, story=f"s.{n}")
    setting.people.open_home(BEN)
    assert until(lambda: BEN in setting.workspace.homes)
    setting.people.press_view(setting.workspace.homes[BEN], "home.start.person", user=BEN)
    assert until(lambda: any(v.get("callback_id") for v in setting.workspace.views.values()))
    [view] = setting.workspace.views.values()
    setting.people.submit(view, {"query": "Lund", "often": "now", "hour": None}, user=BEN).acknowledged()
    assert until(lambda: "That is about 25 a day" in words(setting.workspace.homes[BEN]["blocks"]))
    assert setting.store.subscriptions.all() == []
    setting.people.press_view(setting.workspace.homes[BEN], "sub.confirm.daily", user=BEN)
    assert until(lambda: [one.daily for one in setting.store.subscriptions.all()] == ["08:00"])
    assert until(lambda: "once a day at 08:00 (Paris time)" in words(setting.workspace.homes[BEN]["blocks"]))
