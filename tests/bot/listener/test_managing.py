"""Who may change what comes to a channel, what comes back as it was, and what happens where nobody reads any more."""

import pytest

from bot.alerts import Alerter, sync
from bot.store.subscriptions import PAUSED, Subscription
from tests.bot.listener.conftest import Setting, words
from tests.bot.running import until
from tests.bot.test_agenda import add
from tests.slack_double import ANN, BEN, EVE, USER_ID

MAKER, BOSS = "U0MAKER01", "U0BOSS001"


def subscribe(setting: Setting, text: str, user: str = BEN, channel: str = "general") -> Subscription:
    """Follow something in a channel; return it."""
    number = setting.workspace.named(channel).id
    asked = f"subscribe {text} in <#{number}|{channel}>"
    question = setting.people.command(asked, user=user, channel=channel).answer()
    setting.people.press(question, "sub.confirm", user=user, channel=channel).answer()
    return setting.store.subscriptions.all()[-1]


def button(setting: Setting, action: str, number: int, user: str) -> str:
    """Press a button of an old message, wherever it stood."""
    element = {"type": "button", "action_id": action, "value": str(number), "text": {}}
    message = {"blocks": [{"type": "actions", "elements": [element]}]}
    return words(setting.people.press(message, action, user=user).answer()["blocks"])


def alert_of(setting: Setting, article: int, channel: str) -> dict:
    """Let an article come in; return the alert to it as Slack shows it."""
    number = add(setting.store, article, setting.now, story=f"s.{article}")
    with setting.store.write():
        Alerter(setting.store).see(setting.configuration, number, setting.now)
    shown = [m for m in setting.posted(channel, 2) if "sub.mute" in str(m)]
    return shown[-1]


def test_undo_after_stop_brings_the_same_alert_back_with_owner_history_and_what_waited(setting: Setting):
    one = subscribe(setting, "lund daily 18:00")
    number = add(setting.store, 1, setting.now)
    with setting.store.write():
        Alerter(setting.store).see(setting.configuration, number, setting.now)
    assert setting.store.alerts.counts() == {"held": 1}
    assert "Stopped" in button(setting, "sub.stop", one.id, ANN)
    assert setting.store.alerts.counts() == {"dropped": 1}
    assert "Back: alert" in button(setting, "sub.restore", one.id, ANN)
    assert setting.store.subscriptions.all() == [one]
    assert setting.store.alerts.counts() == {"held": 1}
    assert [c.what for c in setting.store.subscriptions.changes()] == ["added", "removed", "restored"]
    said = [words(m["blocks"]) for m in setting.posted("general", 3)]
    assert "brought back an alert here" in said[2]
    assert "is there" in button(setting, "sub.restore", one.id, ANN)


def test_nobody_else_brings_back_what_somebody_stopped(setting: Setting):
    one = subscribe(setting, "lund")
    button(setting, "sub.stop", one.id, BEN)
    assert "belongs to" in button(setting, "sub.restore", one.id, EVE)
    assert setting.store.subscriptions.all() == []
    assert "no alert 77" in button(setting, "sub.restore", 77, EVE)


def test_a_restored_alert_is_told_of_again(setting: Setting):
    one = subscribe(setting, "lund")
    alerter = Alerter(setting.store)
    alerter.refresh(setting.configuration, setting.now)
    button(setting, "sub.stop", one.id, BEN)
    alerter.refresh(setting.configuration, setting.now)
    button(setting, "sub.restore", one.id, BEN)
    number = add(setting.store, 1, setting.now)
    with setting.store.write():
        assert alerter.see(setting.configuration, number, setting.now) == 1


@pytest.mark.parametrize("who", [BEN, MAKER, BOSS, ANN], ids=["owner", "maker", "workspace", "service"])
def test_owner_maker_of_the_channel_and_administrators_may_change_it(setting: Setting, who: str):
    setting.workspace.named("general").creator = MAKER
    setting.workspace.people[BOSS] = {"is_admin": True}
    subscribe(setting, "lund")
    alert = alert_of(setting, 1, "general")
    assert "is muted until" in words(setting.people.press(alert, "sub.mute", user=who).answer()["blocks"])
    assert "Stopped" in words(setting.people.press(alert, "sub.stop", user=who).answer()["blocks"])
    assert setting.store.subscriptions.all() == []


def test_others_are_told_whom_to_ask_owner_maker_and_administrators(setting: Setting):
    setting.workspace.named("general").creator = MAKER
    one = subscribe(setting, "lund")
    alert = alert_of(setting, 1, "general")
    for action in ("sub.mute", "sub.stop"):
        answer = setting.people.press(alert, action, user=EVE).answer()
        named = [e.get("user_id") for e in answer["blocks"][0]["elements"][0]["elements"]]
        assert [user for user in named if user] == [BEN, MAKER, ANN]
    assert setting.store.subscriptions.all() == [one]


def test_who_made_one_channel_manages_no_other_and_nobodys_direct_messages(setting: Setting):
    setting.workspace.named("other").creator = MAKER
    one = subscribe(setting, "lund")
    assert "belongs to" in button(setting, "sub.stop", one.id, MAKER)
    setting.people.command("subscribe finch", user=BEN).answer()
    mine = setting.store.subscriptions.all()[-1]
    assert "belongs to" in button(setting, "sub.stop", mine.id, MAKER)
    setting.workspace.people[BOSS] = {"is_owner": True}
    assert "belongs to" in button(setting, "sub.mute", mine.id, BOSS)


def test_the_home_tab_shows_what_comes_to_channels_one_made(setting: Setting):
    setting.workspace.named("general").creator = MAKER
    one = subscribe(setting, "lund")
    setting.people.open_home(MAKER)
    assert until(lambda: MAKER in setting.workspace.homes)
    home = setting.workspace.homes[MAKER]
    assert "In channels you manage" in words(home["blocks"])
    setting.people.press_view(home, "sub.mute", user=MAKER, value=str(one.id)).acknowledged()
    assert until(lambda: setting.store.subscriptions.all()[0].muted)


def test_a_channel_the_bot_is_not_in_is_not_subscribed_and_says_what_to_do(setting: Setting):
    far = setting.workspace.add_channel("far", member=False)
    hidden = setting.workspace.add_channel("hidden", member=False, private=True)
    for number in (far.id, hidden.id):
        said = words(setting.people.command(f"subscribe lund in <#{number}|x>", user=BEN).answer()["blocks"])
        assert "/invite @communique" in said
    far.member = True
    said = words(setting.people.command(f"subscribe lund in <#{far.id}|far>", user=BEN).answer()["blocks"])
    assert "Everybody there reads it" in said


def test_a_private_channel_is_subscribed_from_inside_only(setting: Setting):
    room = setting.workspace.add_channel("closed", private=True)
    said = words(setting.people.command(f"subscribe lund in <#{room.id}|x>", user=EVE).answer()["blocks"])
    assert "is private: type the command in it" in said
    assert subscribe(setting, "lund", channel="closed").channel == room.id


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel", "channel_not_found"])
def test_a_channel_that_refuses_a_message_pauses_its_alerts_and_their_owner_hears_it_once(
    setting: Setting, error: str
):
    one = subscribe(setting, "lund")
    setting.posted("general")
    setting.double.fail(
        "refused", method="chat.postMessage", error=error, match=lambda b: b["channel"] == one.channel
    )
    for article in (1, 2):
        number = add(setting.store, article, setting.now, story=f"s.{article}")
        with setting.store.write():
            Alerter(setting.store).see(setting.configuration, number, setting.now)
    direct = setting.people.direct(BEN)
    [told] = setting.posted(direct.id)
    assert "paused: " in words(told["blocks"])
    assert setting.store.subscriptions.all()[0].muted == PAUSED
    setting.people.event({"type": "channel_left", "channel": one.channel}).acknowledged()
    setting.people.write("list", user=BEN)
    assert len(setting.posted(direct.id, 2)) == 2


def test_somebody_deactivated_while_nobody_listened_is_found_out_by_the_refusal(setting: Setting):
    setting.people.command("subscribe lund", user=EVE).answer()
    setting.double.fail("refused", method="chat.postMessage", error="user_disabled")
    number = add(setting.store, 1, setting.now)
    with setting.store.write():
        Alerter(setting.store).see(setting.configuration, number, setting.now)
    setting.deliver()
    assert setting.store.subscriptions.all()[0].muted == PAUSED


def test_hello_names_the_digests_the_alerts_that_come_and_those_that_are_paused(setting: Setting):
    files = setting.office.folder
    text = (files / "digests.yaml").read_text("utf-8")
    (files / "digests.yaml").write_text(
        text + 'alerts: [{id: red, channel: "#general", query: "act:reject"}]\n', "utf-8"
    )
    setting.reload()
    sync(setting.store, setting.configuration, setting.now)
    one = subscribe(setting, "lund daily 09:00")
    setting.people.event({"type": "channel_left", "channel": one.channel}).acknowledged()
    assert until(lambda: all(s.muted == PAUSED for s in setting.store.subscriptions.all()))
    setting.people.event({"type": "member_joined_channel", "channel": one.channel, "user": USER_ID})
    hello = words(setting.posted("general", 2)[-1]["blocks"])
    assert "I post  Daily  here" in hello
    assert "•  act:reject  · as it happens" in hello
    assert "1 alert for this channel is paused" in hello
    assert [s.muted == PAUSED for s in setting.store.subscriptions.all()] == [False, True]
    listed = words(setting.people.command("list", user=EVE).answer()["blocks"])
    assert "stands in digests.yaml as red" in listed


def test_alerts_of_the_files_are_muted_by_administrators_and_stopped_in_the_files_only(setting: Setting):
    files = setting.office.folder
    (files / "digests.yaml").write_text('alerts: [{id: red, channel: "#general", query: "lund"}]\n', "utf-8")
    setting.reload()
    alert = alert_of_files(setting)
    assert "changed there" in words(setting.people.press(alert, "sub.mute", user=EVE).answer()["blocks"])
    assert "is muted until" in words(setting.people.press(alert, "sub.mute", user=ANN).answer()["blocks"])
    [one] = setting.store.subscriptions.all()
    assert "changed there" in button(setting, "sub.stop", one.id, ANN)


def alert_of_files(setting: Setting) -> dict:
    number = add(setting.store, 1, setting.now)
    with setting.store.write():
        Alerter(setting.store).see(setting.configuration, number, setting.now)
    return setting.posted("general")[0]
