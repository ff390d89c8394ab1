"""The same words by command, direct message and mention; and what each verb says where it has little to say."""

import pytest

from bot.store.sources import SourceState
from tests.bot.listener.conftest import Setting, words
from tests.bot.running import until
from tests.slack_double import ANN, BEN

#: What is typed, and what the answer says whichever way it was typed.
SAID = {
    "help": "What I can do",
    "subscribe lund": "You follow",
    "list": "lund",
    "mute 1": "1 · lund",
    "test lund": "I read it as",
    "today": "Daily ·",
    "search lund": "Nothing is found",
    "agenda": "Nothing is announced",
    "sources": "No source is configured",
    "status": "daily: ",
    "unsubscribe 1": "Stopped",
    "": "What I can do",
    "sucbscribe lund": "Did you mean  /diplomacy subscribe lund",
    "statsu": "Did you mean  /diplomacy status",
    "HELP!": "What I can do",
    "“lund”": "I do not know",
}


def by_command(setting: Setting, text: str) -> str:
    return words(setting.people.command(text, user=BEN).answer()["blocks"])


def by_message(setting: Setting, text: str) -> str:
    channel, before = (
        setting.people.direct(BEN),
        len(setting.workspace.visible(setting.people.direct(BEN).id)),
    )
    setting.people.write(text, user=BEN)
    return words(setting.posted(channel.id, before + 1)[-1]["blocks"])


def by_mention(setting: Setting, text: str) -> str:
    before = len(setting.workspace.ephemerals)
    setting.people.mention(text, user=BEN)
    assert until(lambda: len(setting.workspace.ephemerals) > before, 10)
    return words(setting.workspace.ephemerals[-1]["blocks"])


@pytest.mark.parametrize("way", [by_command, by_message, by_mention])
def test_every_word_is_understood_by_command_direct_message_and_mention(setting: Setting, way):
    for text, said in SAID.items():
        assert said in way(setting, text), text
    assert setting.workspace.visible("general") == []


def test_today_in_a_channel_without_a_digest_says_where_the_one_shown_comes(setting: Setting):
    said = words(setting.people.command("today", channel="other").answer()["blocks"])
    assert "No digest is posted in this channel; this one comes to #general." in said
    assert "Daily · Tuesday" in said


def test_today_among_several_digests_asks_which_by_buttons(setting: Setting):
    rows = ", ".join(f'{{id: d{n}, channel: "#desk{n}", at: "08:00", title: Desk {n}}}' for n in range(12))
    (setting.office.folder / "digests.yaml").write_text(f"digests: [{rows}]\n", "utf-8")
    setting.reload()
    asked = setting.people.command("today", channel="other").answer()
    assert "By name: d10, d11" in words(asked["blocks"])
    shown = setting.people.press(asked, "today.3", channel="other").answer()
    assert "Desk 3 · Tuesday" in words(shown["blocks"])


def test_status_says_why_there_is_no_digest_yet(setting: Setting):
    def because() -> str:
        return words(setting.people.command("status", user=BEN).answer()["blocks"])

    (setting.office.folder / "sources.yaml").write_text(
        "sources: [{id: gazette, url: 'https://gazette.example/feed'}]\n", "utf-8"
    )
    setting.reload()
    assert "no digest yet because no source has answered yet" in because()
    with setting.store.write():
        setting.store.sources.save(SourceState(id="gazette", url="x", last_success=setting.now))
    assert "no digest yet because not due yet since it was configured" in because()
    setting.store.rooms.forget(setting.workspace.named("general").id)
    setting.workspace.named("general").member = False
    assert "no digest yet because I am not in #general: type /invite @communique there" in because()


def test_subscribing_says_by_which_other_words_it_finds(setting: Setting):
    said = words(setting.people.command("test country:NOR who:Lund").answer()["blocks"])
    assert (
        "Also finds: Norway, Norwegian, Oslo, Bergen, the name in Cyrillic, Greek or Arabic letters" in said
    )
    assert "Also finds" not in words(setting.people.command("test herring").answer()["blocks"])


def test_only_administrators_see_what_needs_attention(setting: Setting):
    (setting.office.folder / "sources.yaml").write_text(
        "sources: [{id: gazette, url: 'https://gazette.example/feed'}]\n", "utf-8"
    )
    setting.reload()
    with setting.store.write():
        setting.store.sources.save(
            SourceState(
                id="gazette",
                url="https://gazette.example/feed",
                failures=9,
                failing_since=setting.now,
                reason="HTTP 503",
                last_check=setting.now,
            )
        )
    assert "→" in words(setting.people.command("status", user=ANN).answer()["blocks"])
    assert "→" not in words(setting.people.command("status", user=BEN).answer()["blocks"])
