"""Every surface that answers, with strangers' words wherever strangers can put words."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.alerts import Alerter, sync
from bot.jobs.alerts import run_due
from bot.jobs.edition import post
from bot.listener import desk
from bot.store.sources import SourceState
from digests.records import Facts, Meeting, Participant, Statement
from scrapers.article import Article, Entry
from tests.bot.listener.conftest import Setting, words
from tests.bot.listener.test_hostile import EVIL, HIDDEN
from tests.bot.running import until
from tests.slack_double import ANN, BEN

ADDRESS = "https://gazette.example/1"
#: What anybody may see beside the article: nothing.
PAGES = {ADDRESS}


def tell(setting: Setting, evil: str) -> int:
    """Store an article whose every word is a stranger's."""
    now, title = setting.now, evil[:300]
    text = f"Foreign Minister {evil[:400]} met Petra Lund. “{evil[:300]}”, she said.\n\n{evil}"
    long = f"Lund {evil[:250]}"
    span = (0, len(text))
    meeting = Meeting(
        participants=(
            Participant(name="Petra Lund", role=f"Minister {evil[:120]}", country="NOR"),
            Participant(name=long, role=None, country="GBR"),
        ),
        place=evil[:80], topic=evil[:200], date="2026-11-26", status="planned", format="bilateral_meeting", span=span,
        cue="met",
    )  # fmt: skip
    quoted = (text.index("“") + 1, text.index("”"))
    said = Statement(
        span=quoted, spans=(quoted,), direct=True, speaker=long, role=evil[:100], country="NOR", cue="said",
        topic=evil[:100], addressee=evil[:100],
    )  # fmt: skip
    article = Article(
        url=ADDRESS, source="gazette", title=title, text=text, author=evil[:100], language="en", published=now, fetched=now,
        fingerprint="1",
    )  # fmt: skip
    with setting.store.write():
        number = setting.store.articles.insert(
            article, first_seen=now, effective=now, archive_only=False,
            listed=Entry(source="gazette", url=article.url, title=title),
        )  # fmt: skip
        facts = Facts(meetings=(meeting,), statements=(said,), countries=("NOR", "GBR"))
        setting.store.articles.save_facts(
            number, facts, story="s1", meeting_stories=("s1.0",), signature={}, keys=()
        )
    return number


def configure(setting: Setting, evil: str) -> None:
    """Put the words where an administrator might paste them, and where Slack reports them."""
    quoted = '"' + "".join(c for c in evil[:60] if c.isprintable() and c not in '"\\') + '"'
    folder = setting.office.folder
    source = f"{{id: gazette, url: 'https://gazette.example/feed', name: {quoted}, family: {quoted}}}"
    (folder / "sources.yaml").write_text(f"sources: [{source}]\n", "utf-8")
    (folder / "digests.yaml").write_text(
        f'digests: [{{id: daily, channel: "#general", at: "07:30", title: {quoted}}}]\n'
        'alerts: [{id: red, channel: "#general", query: "herring"}]\n',
        "utf-8",
    )
    setting.reload()
    sync(setting.store, setting.configuration, setting.now)
    # Slack keeps such names from channels and people; another door may not.
    setting.workspace.named("other").name = evil[:80]
    setting.workspace.people[BEN] = {"name": evil[:80], "real_name": evil[:80], "tz": evil[:80]}
    with setting.store.write():
        state = SourceState(
            id="gazette", url="https://gazette.example/feed", failures=4, failing_since=setting.now,
            last_check=setting.now, reason=evil[:300],
        )  # fmt: skip
        setting.store.sources.save(state)


def typed(evil: str) -> str:
    """Return a query made of the words, as long as one may be."""
    return 'herring OR "' + " ".join(evil[:120].replace('"', " ").split()) + '"'


def links(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "link" or "url" in node:
            yield str(node.get("url"))
        for value in node.values():
            yield from links(value)
    elif isinstance(node, list):
        for value in node:
            yield from links(value)


def markup(node: Any) -> Iterator[str]:
    """Yield what Slack reads for markup: `text` of a message, and mrkdwn."""
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for value in node.values():
            yield from markup(value)
    elif isinstance(node, list):
        for value in node:
            yield from markup(value)


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
def test_no_surface_lets_a_strangers_words_act(setting: Setting, evil: str):
    began = time.process_time()
    configure(setting, evil)
    people, direct = setting.people, setting.people.direct(BEN)
    channel = setting.workspace.named("general").id
    shown: dict[str, str] = {}

    def ask(text: str, name: str, **where: str) -> dict:
        said: dict = people.command(text, user=BEN, **where).answer()
        shown[name] = words(said["blocks"])
        return said

    ask(f"subscribe {typed(evil)}", "subscribe")
    ask("subscribe lund daily 18:00", "daily")
    question = ask(f"subscribe {typed(evil)} in <#{channel}|{evil[:40]}>", "question")
    if "Follow" in shown["question"]:
        shown["confirmed"] = words(people.press(question, "sub.confirm", user=BEN).answer()["blocks"])
    number = tell(setting, evil)
    with setting.store.write():
        Alerter(setting.store).see(setting.configuration, number, setting.now)
    post(setting.store, setting.configuration, setting.configuration.digests[0], setting.now, setting.now)
    setting.now = setting.now.replace(hour=18)
    run_due(setting.store, setting.configuration, setting.now)
    for verb in (
        "help",
        "list",
        "today",
        "agenda",
        "sources",
        "status",
        f"test {typed(evil)}",
        "search herring",
    ):
        ask(verb, verb.split(" ")[0])
    shown["admin"] = words(people.command("status", user=ANN).answer()["blocks"])
    setting.invite("general")
    people.open_home(BEN).acknowledged()
    people.open_home(ANN).acknowledged()
    assert until(lambda: {ANN, BEN} <= set(setting.workspace.homes))
    setting.posted(direct.id, 2)
    assert until(
        lambda: setting.deliver() or "posts what it found" in str(setting.workspace.visible("general"))
    )
    forms(setting, evil, shown)
    calls = [body for _, body in setting.double.calls]
    assert setting.double.refusals == []
    assert [p for p in setting.workspace.pings if BEN not in p and ANN not in p] == []
    assert {url for body in calls for url in links(body)} <= PAGES
    for body in calls:
        for text in (str(body.get("text") or ""), *markup(body)):
            assert not any(sign in text for sign in ("<!", "<@", "<#", "<http", "|Reuters>"))
        assert not HIDDEN & set(desk.literal(words([body])))
    assert all(shown.values())
    assert time.process_time() - began < 8


def forms(setting: Setting, evil: str, shown: dict[str, str]) -> None:
    """Open, fill and send the forms."""
    people, views = setting.people, setting.workspace.views
    edition = next(m for m in setting.workspace.visible("general") if "edition.plain" in str(m))
    shown["plain"] = words(people.press(edition, "edition.plain", user=BEN).answer()["blocks"])
    people.press(edition, "edition.wrong", user=BEN).acknowledged()
    view = opened(setting, "wrong")
    people.submit(view, {"item": "0", "kind": "other", "note": evil[:900] or "x"}, user=BEN).acknowledged()
    assert until(lambda: setting.deliver() or setting.workspace.visible("ops"))
    shown["remark"] = words(setting.workspace.visible("ops")[-1]["blocks"])
    people.press_view(setting.workspace.homes[BEN], "home.search", user=BEN).acknowledged()
    view = opened(setting, "search")
    people.submit(view, {"query": "herring"}, user=BEN).acknowledged()
    assert until(lambda: "Found for" in words(views[view["id"]]["blocks"]))
    people.press_view(setting.workspace.homes[BEN], "home.start.person", user=BEN).acknowledged()
    view = opened(setting, "start")
    people.type_into(view, "query", evil[:200], user=BEN).acknowledged()
    assert until(lambda: any(b.get("block_id") == "reading" for b in views[view["id"]]["blocks"]))
    people.submit(view, {"query": evil[:200], "often": "now", "hour": None}, user=BEN).acknowledged()
    number = setting.store.subscriptions.all(owner=BEN)[0].id
    assert until(lambda: str(number) in str(setting.workspace.homes[BEN]))
    people.press_view(setting.workspace.homes[BEN], "sub.edit", user=BEN, value=str(number)).acknowledged()
    view = opened(setting, "edit")
    shown["edit"] = words(view["blocks"])


def opened(setting: Setting, callback: str) -> dict:
    """Wait for a form; return it."""
    views = setting.workspace.views
    assert until(lambda: any(v.get("callback_id") == callback for v in views.values())), callback
    found: dict = next(v for v in views.values() if v.get("callback_id") == callback)
    return found
