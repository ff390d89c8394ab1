"""Words of strangers: they can neither ping, format, pose as ours, break a message, nor slow the service."""

import time

import pytest

from bot.listener import Listener
from bot.notices import Notices
from digests.records import Facts
from scrapers.article import Article, Entry
from tests.bot.listener.conftest import Setting, words
from tests.bot.running import until
from tests.slack_double import ANN, BEN, TOKEN

EVIL = {
    "markup": "<!channel> <!here> <@U0EVE0001> *herring* _x_ ~y~ `z`",
    "links": "<https://evil.example|Reuters> [herring](https://evil.example) herring",
    "bidi": "herring \u202egnp.exe\u2066 \u200b\u200d\ufeff invoice",
    "blocks": '{"type": "section"} herring ```code``` > quote',
    "long": "herring " * 12_500,
    "controls": "herring \x00\x07\x1b[31m red\r\n\r\n",
    "letters": "herring " + "Z\u0301\u0302\u0303\u0304" * 500,
}


#: Characters that hide or reorder others.
HIDDEN = set("\u202e\u2066\u200b\ufeff\x00\x07\x1b")


def store_article(setting: Setting, title: str, text: str) -> None:
    article = Article(
        url="https://gazette.example/1", source="gazette", title=title[:300], text=text, language="en",
        published=setting.now, fetched=setting.now, fingerprint="1",
    )  # fmt: skip
    with setting.store.write():
        number = setting.store.articles.insert(
            article, first_seen=setting.now, effective=setting.now, archive_only=False,
            listed=Entry(source="gazette", url=article.url, title=title[:300]),
        )  # fmt: skip
        setting.store.articles.save_facts(
            number, Facts(), story="s", meeting_stories=(), signature={}, keys=()
        )


@pytest.mark.parametrize("text", EVIL.values(), ids=EVIL)
def test_a_headline_and_its_text_are_shown_as_they_are(setting: Setting, text: str):
    store_article(setting, text, text)
    answer = setting.people.command("search herring").answer()
    assert "herring" in words(answer["blocks"])
    assert not HIDDEN & set(words(answer["blocks"]))
    assert setting.workspace.pings == []
    links = [
        e["url"]
        for b in answer["blocks"]
        for s in b.get("elements", ())
        for e in s.get("elements", ())
        if e.get("type") == "link"
    ]
    assert set(links) <= {"https://gazette.example/1"}
    follow = setting.people.command("test herring").answer()
    assert "would have sent" in words(follow["blocks"])
    assert setting.workspace.pings == []


@pytest.mark.parametrize("text", EVIL.values(), ids=EVIL)
def test_what_people_type_comes_back_as_it_is_or_shortened(setting: Setting, text: str):
    began = time.monotonic()
    for verb in ("", "search ", "subscribe ", "test ", "today ", "unsubscribe "):
        said = setting.people.command(verb + text, user=BEN).answer()
        assert not HIDDEN & set(words(said["blocks"]))
    setting.people.write(text, user=BEN)
    setting.people.mention(text, user=BEN)
    assert until(lambda: setting.workspace.ephemerals)
    setting.posted(setting.people.direct(BEN).id)
    assert setting.workspace.pings == []
    assert time.monotonic() - began < 8


def test_a_hostile_query_is_shown_in_its_channel_as_it_is(setting: Setting):
    query = '"<!channel> &lt;!here&gt; *boom*" OR herring'
    question = setting.people.command(f"subscribe {query} in #general", user=BEN).answer()
    setting.people.press(question, "sub.confirm", user=BEN).answer()
    [told] = setting.posted("general")
    assert "boom" in words(told["blocks"])
    assert not [ping for ping in setting.workspace.pings if BEN not in ping]
    assert "<!" not in told["text"]


def test_a_channel_with_an_odd_name_is_not_taken_for_markup(setting: Setting):
    for name in ("#here|x", "<#C00000001|<!channel>>", "#" + "x" * 500):
        said = words(setting.people.command(f"subscribe oslo in {name}", user=BEN).answer()["blocks"])
        assert said
    assert setting.workspace.pings == []


def test_a_refused_app_token_is_told_to_the_operators_once_while_digests_go_on(setting: Setting):
    assert setting.listener is not None
    setting.listener.stop()
    setting.workspace.app_token = "xapp-1-other"
    listener = Listener(TOKEN, "xapp-1-wrong", setting.double.url, setting.office, trouble=1.0)
    listener.start()
    told = setting.posted("ops")
    assert "do not reach me: invalid_auth" in told[0]["text"]
    listener.stop()
    Notices(setting.store, "#ops", setting.clock).over("socket:")
    assert len(told) == 1
    assert ANN not in told[0]["text"]
