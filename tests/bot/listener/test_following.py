"""Subscriptions from end to end: acting at once, asking first where it matters, and whose they are."""

from collections.abc import Iterator

import pytest

from bot.alerts import Alerter
from bot.store.subscriptions import Subscription
from tests.bot.listener.conftest import Setting, words
from tests.bot.running import until
from tests.bot.test_agenda import add
from tests.slack_double import ANN, BEN, EVE, USER_ID

QUERY = 'country:NOR "fishing rights"'


def follow(setting: Setting, text: str = QUERY, user: str = BEN) -> dict:
    return setting.people.command(f"subscribe {text}", user=user).answer()


def all_of(setting: Setting) -> list[Subscription]:
    return setting.store.subscriptions.all()


def press(setting: Setting, message: dict, action: str, user: str = BEN, **how: str) -> str:
    return words(setting.people.press(message, action, user=user, **how).answer()["blocks"])


@pytest.fixture
def shared(setting: Setting) -> Iterator[Subscription]:
    """An alert of Ben in #general."""
    channel = setting.workspace.named("general").id
    question = follow(setting, f"{QUERY} in <#{channel}|general> daily 07:15")
    assert "Follow" in words(question["blocks"])
    assert all_of(setting) == []
    press(setting, question, "sub.confirm")
    [one] = all_of(setting)
    assert (one.channel, one.daily, one.zone) == (channel, "07:15", "Europe/Paris")
    yield one


def test_subscribing_acts_at_once_and_can_be_undone_made_daily_and_edited(setting: Setting):
    answer = follow(setting, "“without preconditions”")
    assert "You follow" in words(answer["blocks"])
    [one] = all_of(setting)
    assert (one.owner, one.channel, one.daily) == (BEN, BEN, None)
    assert "once a day at 08:00" in press(setting, answer, "sub.daily")
    setting.people.press(answer, "sub.edit", user=BEN).acknowledged()
    assert until(lambda: any(v.get("callback_id") == "edit" for v in setting.workspace.views.values()))
    view = next(v for v in setting.workspace.views.values() if v.get("callback_id") == "edit")
    bad = setting.people.submit(view, {"query": "country:Atlantis", "often": "now", "hour": None}, user=BEN)
    bad.acknowledged()
    assert list(bad.ack["errors"]) == ["query"]
    setting.people.submit(
        view, {"query": "oslo AND bergen", "often": "now", "hour": None}, user=BEN
    ).acknowledged()
    assert until(
        lambda: all_of(setting)[0].query == "oslo AND bergen" or "bergen" in all_of(setting)[0].query
    )
    assert "Stopped" in press(setting, answer, "sub.stop")
    assert all_of(setting) == []
    assert "stopped already" in press(setting, answer, "sub.stop")


def test_the_same_command_twice_makes_one_subscription(setting: Setting):
    follow(setting)
    follow(setting)
    assert len(all_of(setting)) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Follow what?"),
        ("(oslo", "column 1"),
        ("country:Norwayy", "did you mean"),
        ("oslo daily 25:00", "no time of day"),
    ],
)
def test_a_query_that_cannot_be_used_is_refused_with_its_place(setting: Setting, text: str, why: str):
    assert why in words(follow(setting, text)["blocks"])
    assert all_of(setting) == []


def test_what_would_send_more_than_twenty_a_day_is_asked_about_first(setting: Setting):
    for n in range(30):
        add(setting.store, n, setting.now)
    question = follow(setting, "Lund")
    said = words(question["blocks"])
    assert "It would have sent 30 articles today, which is all the archive has" in said
    assert all_of(setting) == []
    press(setting, question, "sub.confirm.daily")
    assert [one.daily for one in all_of(setting)] == ["08:00"]


def test_a_test_shows_meaning_and_what_it_would_have_sent_and_changes_nothing(setting: Setting):
    add(setting.store, 1, setting.now)
    said = words(setting.people.command("test lund OR “nobody here”").answer()["blocks"])
    assert "I read it as" in said
    assert "It would have sent 1 article" in said
    assert "Ministers talk, part 1" in said
    assert all_of(setting) == []


def test_a_shared_channel_is_told_who_changed_what_comes_there(setting: Setting, shared: Subscription):
    [told] = setting.posted("general")
    assert "added an alert here" in words(told["blocks"])
    assert {"type": "user", "user_id": BEN} in told["blocks"][0]["elements"][0]["elements"]
    listed = setting.people.command("list", user=BEN).answer()
    press(setting, listed, "sub.mute")
    press(setting, listed, "sub.stop")
    kinds = [words(m["blocks"]) for m in setting.posted("general", 3)]
    assert "muted an alert here until" in kinds[1]
    assert "stopped an alert here" in kinds[2]


def test_others_are_told_whom_to_ask_and_administrators_may(setting: Setting, shared: Subscription):
    listed = setting.people.command("list", user=EVE).answer()
    exchange = setting.people.press(listed, "sub.stop", user=EVE)
    answer = exchange.answer()
    assert "belongs to" in words(answer["blocks"])
    named = [e.get("user_id") for e in answer["blocks"][0]["elements"][0]["elements"]]
    assert BEN in named
    assert ANN in named
    assert len(all_of(setting)) == 1
    assert "Stopped" in words(setting.people.press(listed, "sub.stop", user=ANN).answer()["blocks"])
    assert all_of(setting) == []


def test_only_administrators_subscribe_channels_where_the_settings_say_so(setting: Setting):
    text = (setting.office.folder / "settings.yaml").read_text("utf-8")
    (setting.office.folder / "settings.yaml").write_text(
        text.replace("settle", "subscribe_channels: admins, settle"), "utf-8"
    )
    setting.reload()
    assert "Only administrators" in words(follow(setting, "oslo in #general", BEN)["blocks"])
    assert "Follow" in words(follow(setting, "oslo in #general", ANN)["blocks"])


def test_the_log_tells_who_changed_what_comes_here_also_when_it_is_gone_and_nothing_of_others(
    setting: Setting, shared: Subscription
):
    follow(setting, "bergen", EVE)
    listed = setting.people.command("list", user=BEN).answer()
    press(setting, listed, "sub.mute")
    setting.people.press(listed, "sub.stop", user=ANN).answer()
    blocks = setting.people.command("list log", user=EVE, channel="general").answer()["blocks"][1:]
    lines = [words([block]) for block in blocks]
    for said, line in zip(("removed", "muted", "bergen", "added"), lines, strict=True):
        assert said in line
    assert " until " in lines[1]
    named = [[e["user_id"] for e in b["elements"][0]["elements"] if e["type"] == "user"] for b in blocks]
    assert named == [[ANN], [BEN], [EVE], [BEN]]
    elsewhere = words(setting.people.command("list log", user=ANN, channel="other").answer()["blocks"])
    assert "was ever changed" in elsewhere


def test_a_list_has_what_is_mine_and_what_comes_here_and_nothing_of_others(
    setting: Setting, shared: Subscription
):
    follow(setting, "bergen", EVE)
    mine = words(setting.people.command("list", user=ANN, channel="general").answer()["blocks"])
    assert "fishing" in mine
    assert "bergen" not in mine
    elsewhere = words(setting.people.command("list", user=ANN, channel="other").answer()["blocks"])
    assert "You follow nothing yet" in elsewhere


def test_an_alert_carries_its_buttons_and_they_work_on_it_alone(setting: Setting):
    follow(setting, "lund")
    follow(setting, "finch")
    alerter = Alerter(setting.store)
    article = add(setting.store, 1, setting.now)
    with setting.store.write():
        assert alerter.see(setting.configuration, article, setting.now) == 2
    direct = setting.people.direct(BEN)
    first, second = setting.posted(direct.id, 2)
    assert "is muted until" in press(setting, first, "sub.mute", channel=direct.id)
    lund, finch = all_of(setting)
    assert lund.muted is not None
    assert finch.muted is None
    assert "NOT leaves words out" in press(
        setting, second, "alert.more", channel=direct.id, option=f"alert.irrelevant:{finch.id}"
    )
    assert "Not for us" in words(setting.posted("ops")[0]["blocks"])
    assert "Stopped" in press(setting, second, "sub.stop", channel=direct.id)
    assert all_of(setting) == [lund]
    assert len(setting.workspace.visible(direct.id)) == 2


def test_wrong_under_an_alert_reaches_the_ops_channel_with_its_words(setting: Setting):
    follow(setting, "lund")
    article = add(setting.store, 1, setting.now)
    with setting.store.write():
        Alerter(setting.store).see(setting.configuration, article, setting.now)
    direct = setting.people.direct(BEN)
    [alert] = setting.posted(direct.id)
    setting.people.press(
        alert, "alert.more", user=BEN, channel=direct.id, option="edition.wrong:1"
    ).acknowledged()
    assert until(lambda: any(v.get("callback_id") == "wrong" for v in setting.workspace.views.values()))
    [view] = setting.workspace.views.values()
    setting.people.submit(view, {"kind": "speaker", "note": "It was Finch"}, user=BEN).acknowledged()
    said = words(setting.posted("ops")[0]["blocks"])
    assert "It was Finch" in said
    assert "Petra Lund" in said


def test_where_nobody_reads_any_more_alerts_pause_and_their_owner_hears_it_once(
    setting: Setting, shared: Subscription
):
    setting.posted("general")
    event = {"type": "channel_archive", "channel": shared.channel, "user": ANN}
    first = setting.people.event(event)
    first.acknowledged()
    setting.sockets.again(first).acknowledged()
    setting.people.event({"type": "channel_left", "channel": shared.channel}).acknowledged()
    direct = setting.people.direct(BEN)
    [told] = setting.posted(direct.id)
    assert "paused: the channel was archived" in words(told["blocks"])
    assert "paused" in words(setting.people.command("list", user=BEN, channel="other").answer()["blocks"])
    setting.people.event({"type": "member_joined_channel", "channel": shared.channel, "user": USER_ID})
    hello = setting.posted("general", 2)[-1]
    assert "1 alert for this channel is paused" in words(hello["blocks"])
    listed = setting.people.command("list", user=BEN).answer()
    assert "gives alerts again" in press(setting, listed, "sub.resume")
    assert len(setting.workspace.visible(direct.id)) == 1


def test_what_came_to_somebody_who_was_deactivated_pauses(setting: Setting, shared: Subscription):
    follow(setting, "oslo")
    setting.people.event({"type": "user_change", "user": {"id": BEN, "deleted": True}}).acknowledged()
    assert until(lambda: any(one.muted for one in all_of(setting)))
    assert {one.channel: one.muted is not None for one in all_of(setting)} == {
        shared.channel: False,
        BEN: True,
    }
    assert "deactivated" in setting.posted("ops")[0]["text"]


def test_a_newcomer_begins_in_the_home_tab_with_a_country_a_person_or_a_phrase(setting: Setting):
    setting.people.open_home(BEN)
    assert until(lambda: BEN in setting.workspace.homes)
    setting.people.press_view(setting.workspace.homes[BEN], "home.start.country", user=BEN)
    assert until(lambda: any(v.get("callback_id") == "start" for v in setting.workspace.views.values()))
    [view] = setting.workspace.views.values()
    wrong = setting.people.submit(view, {"query": "Atlantis", "often": "now", "hour": None}, user=BEN)
    wrong.acknowledged()
    assert list(wrong.ack["errors"]) == ["query"]
    setting.people.submit(
        view, {"query": "Norway", "often": "daily", "hour": "07:00"}, user=BEN
    ).acknowledged()
    assert until(lambda: all_of(setting))
    [one] = all_of(setting)
    assert (one.query, one.daily) == ("country:NOR", "07:00")
    assert until(lambda: "You follow" in words(setting.workspace.homes[BEN]["blocks"]))
    setting.people.press_view(setting.workspace.homes[BEN], "sub.stop", user=BEN)
    assert until(lambda: all_of(setting) == [])
    assert until(lambda: "Follow something" in words(setting.workspace.homes[BEN]["blocks"]))


def form_of(setting: Setting, kind: str, user: str) -> dict:
    """Open a form of somebody's Home tab."""
    setting.people.open_home(user)
    assert until(lambda: user in setting.workspace.homes)
    setting.people.press_view(setting.workspace.homes[user], f"home.start.{kind}", user=user)
    assert until(lambda: any(v.get("callback_id") == "start" for v in setting.workspace.views.values()))
    return next(v for v in setting.workspace.views.values() if v.get("callback_id") == "start")


def test_a_form_of_the_home_tab_follows_for_a_channel_after_a_question(setting: Setting):
    view = form_of(setting, "country", BEN)
    other = setting.workspace.named("other")
    wanted = {"query": "Norway", "channel": other.id, "often": "now", "hour": None}
    setting.people.submit(view, wanted, user=BEN).acknowledged()
    assert until(lambda: "Everybody there reads it" in words(setting.workspace.homes[BEN]["blocks"]))
    assert all_of(setting) == []
    setting.people.press_view(setting.workspace.homes[BEN], "sub.confirm", user=BEN)
    assert until(lambda: [(s.channel, s.owner) for s in all_of(setting)] == [(other.id, BEN)])
    assert "added an alert here" in words(setting.posted("other")[0]["blocks"])


def test_a_channel_the_bot_is_not_in_is_refused_with_the_remedy(setting: Setting):
    view = form_of(setting, "country", BEN)
    other = setting.workspace.named("other")
    other.member = False
    wanted = {"query": "Norway", "channel": other.id, "often": "now", "hour": None}
    setting.people.submit(view, wanted, user=BEN).acknowledged()
    assert until(lambda: "/invite @communique" in words(setting.workspace.homes[BEN]["blocks"]))
    assert all_of(setting) == []


def test_where_only_administrators_share_a_form_offers_others_no_channel(setting: Setting):
    path = setting.office.folder / "settings.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("slack: {", "slack: {subscribe_channels: admins, "), "utf-8")
    setting.reload()
    names = [block["block_id"] for block in form_of(setting, "person", BEN)["blocks"]]
    assert names == ["query", "often", "hour"]


def test_a_query_is_read_while_it_is_typed(setting: Setting):
    answer = follow(setting, "oslo")
    setting.people.press(answer, "sub.edit", user=BEN).acknowledged()
    assert until(lambda: any(v.get("callback_id") == "edit" for v in setting.workspace.views.values()))
    [view] = setting.workspace.views.values()
    for typed, reading in (
        ("country:Norway oslo", "Read as: country:NOR"),
        ("(oslo", "column 1"),
        ("bergen", "bergen"),
    ):
        assert (
            setting.people.type_into(
                setting.workspace.views[view["id"]], "query", typed, user=BEN
            ).acknowledged()
            < 1
        )
        assert until(lambda r=reading: r in words(setting.workspace.views[view["id"]]["blocks"]))
    kept = [b["block_id"] for b in setting.workspace.views[view["id"]]["blocks"]]
    assert kept == ["query", "reading", "often", "hour"]


def test_a_long_list_is_turned_page_by_page_and_complete(setting: Setting):
    for n in range(45):
        with setting.store.write():
            setting.store.subscriptions.add(
                owner=BEN, channel=BEN, query=f"word{n}", by=BEN, now=setting.now, zone="UTC"
            )
    seen = ""
    for text in ("list", "list 20", "list 40"):
        seen += words(setting.people.command(text, user=BEN).answer()["blocks"])
    assert all(f"word{n}" in seen for n in range(45))
    assert "There are 45" in words(setting.people.command("list 60", user=BEN).answer()["blocks"])
