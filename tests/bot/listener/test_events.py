"""Words to the bot, invitations, and connections that come and go."""

import threading

from bot.store.members import Members
from tests.bot.listener.conftest import Setting, words
from tests.bot.running import until
from tests.slack_double import ANN, BEN, USER_ID


def test_a_direct_message_is_answered_there_and_once_though_slack_sends_it_twice(setting: Setting):
    first = setting.people.write("help", user=BEN)
    assert first.acknowledged() < 1
    assert setting.sockets.again(first).acknowledged() < 1
    channel = setting.people.direct(BEN)
    [answer] = setting.posted(channel.id)
    assert "What I can do" in words(answer["blocks"])
    setting.people.write("status", user=BEN)
    assert len(setting.posted(channel.id, 2)) == 2


def test_the_bot_does_not_answer_itself_or_what_was_only_edited(setting: Setting):
    channel = setting.people.direct(ANN)
    for more in ({"bot_id": "B0COMMUNIQUE", "user": USER_ID}, {"subtype": "message_changed"}):
        event = {"type": "message", "channel_type": "im", "channel": channel.id, "user": ANN, "text": "help"}
        assert setting.people.event({**event, **more}).acknowledged() < 1
    setting.people.write("help", user=ANN)
    assert len(setting.posted(channel.id)) == 1


def test_a_mention_is_answered_for_the_eyes_of_who_wrote_it(setting: Setting):
    setting.people.mention("serach oslo", user=BEN)
    assert until(lambda: setting.workspace.ephemerals)
    [answer] = setting.workspace.ephemerals
    assert (answer["to"], answer["name"]) == (BEN, "general")
    assert "Did you mean" in words(answer["blocks"])
    assert setting.workspace.visible("general") == []


def test_invited_to_a_channel_the_bot_says_once_what_it_will_post_or_how_to_get_a_digest(setting: Setting):
    for name in ("general", "other"):
        setting.invite(name, times=2)
    [hello] = setting.posted("other")
    assert "No digest is posted here yet" in words(hello["blocks"])
    [hello] = setting.posted("general")
    assert "I post  Daily  here: next Wed 25 Nov 07:30 (Paris time)" in words(hello["blocks"])


def test_an_invitation_nobody_heard_of_is_answered_when_the_bot_listens_again(setting: Setting):
    assert setting.listener is not None
    setting.listener.stop()
    with setting.store.write():
        for name in ("general", "other"):
            Members(setting.store.connection).left(setting.workspace.named(name).id)
    setting.workspace.named("other").member = False
    setting.listen()
    [hello] = setting.posted("general")
    assert "I post  Daily  here" in words(hello["blocks"])
    setting.listener.stop()
    setting.listen()
    setting.people.mention("help")
    assert until(lambda: setting.workspace.ephemerals)
    setting.deliver()
    assert len(setting.workspace.visible("general")) == 1, "once"
    assert setting.workspace.visible("other") == [], "where the bot is not, it says nothing"


def test_a_removal_nobody_heard_of_is_noted_so_that_the_next_invitation_is_answered(setting: Setting):
    assert setting.listener is not None
    setting.listener.stop()
    other = setting.workspace.named("other")
    other.member = False
    setting.listen()
    assert until(lambda: other.id not in Members(setting.store.connection).greeted())
    other.member = True
    setting.people.event({"type": "member_joined_channel", "channel": other.id, "user": USER_ID})
    assert setting.posted("other")


def test_somebody_else_who_joins_is_not_greeted(setting: Setting):
    channel = setting.workspace.named("other").id
    setting.people.event({"type": "member_joined_channel", "channel": channel, "user": BEN}).acknowledged()
    setting.people.mention("help")
    assert until(lambda: setting.workspace.ephemerals)
    setting.deliver()
    assert setting.workspace.visible("other") == []


def test_a_connection_that_ends_in_any_way_is_opened_anew_while_the_other_answers(setting: Setting):
    for end in ("end", "reset", "disconnect"):
        before = setting.sockets.opened
        line = setting.sockets.live[0]
        if end == "disconnect":
            setting.sockets.disconnect(line)
        else:
            getattr(line, end)()
        assert setting.people.command("help").acknowledged() < 1
        assert until(lambda b=before: setting.sockets.opened > b and len(setting.sockets.live) == 2, 15)
    assert setting.people.command("help").answer()


def test_many_people_at_once_are_all_acknowledged_within_a_second_while_the_store_is_held(setting: Setting):
    release = threading.Event()

    def hold() -> None:
        with setting.store.write():
            release.wait(5)

    holder = threading.Thread(target=hold)
    holder.start()
    asked = [setting.people.command("status", user=f"U0PERSON{n}") for n in range(40)]
    assert max(one.acknowledged() for one in asked) < 1
    release.set()
    holder.join()
    assert all(one.answer() for one in asked)


def test_more_than_can_be_answered_is_told_instead_of_piling_up(setting: Setting):
    release = threading.Event()

    def hold() -> None:
        with setting.store.write():
            release.wait(8)

    holder = threading.Thread(target=hold)
    holder.start()
    asked = [setting.people.command("status", user=f"U0PERSON{n}") for n in range(90)]
    assert max(one.acknowledged() for one in asked) < 2
    assert until(
        lambda: any("try again in a minute" in words(r["blocks"]) for one in asked for r in one.responses)
    )
    release.set()
    holder.join()
    assert all(one.answer() for one in asked)


def test_a_command_a_press_or_a_form_that_slack_sends_twice_is_done_once(setting: Setting):
    asked = setting.people.command("subscribe lund", user=BEN)
    assert setting.sockets.again(asked).acknowledged() < 1
    answer = asked.answer()
    stopped = setting.people.press(answer, "sub.stop", user=BEN)
    assert setting.sockets.again(stopped).acknowledged() < 1
    stopped.answer()
    setting.people.open_home(BEN)
    assert until(lambda: BEN in setting.workspace.homes)
    setting.people.press_view(setting.workspace.homes[BEN], "home.start.phrase", user=BEN)
    assert until(lambda: any(v.get("callback_id") == "start" for v in setting.workspace.views.values()))
    [view] = setting.workspace.views.values()
    sent = setting.people.submit(view, {"query": "oslo", "often": "now", "hour": None}, user=BEN)
    assert setting.sockets.again(sent).acknowledged() < 1
    assert until(lambda: "You follow" in words(setting.workspace.homes[BEN]["blocks"]))
    setting.people.command("help").answer()
    assert len(asked.responses) == len(stopped.responses) == 1
    assert [c.what for c in setting.store.subscriptions.changes()] == ["added", "removed", "added"]


def test_an_answer_that_slack_refuses_holds_up_nobody(setting: Setting):
    lost = setting.double.fail("error_before", method="response_url")
    setting.double.fail("drop_before", method="users.info")
    setting.people.command("help", user=BEN).acknowledged()
    assert until(lambda: lost.times == 0)
    assert "What I can do" in words(setting.people.command("help").answer()["blocks"])
