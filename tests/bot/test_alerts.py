"""Alerts: what is told, when, once. A real database; articles are read as the service reads them."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts import Alerter
from bot.console import plain
from bot.jobs.alerts import run_due
from bot.jobs.page import Pages
from bot.settings import AlertConfig, Configuration, Settings
from bot.store import open_store
from bot.store.channels import Channels
from bot.store.outbox import Message
from bot.store.sources import SourceState
from bot.store.subscriptions import ADMINISTRATORS
from digests.extract import read_article
from digests.records import to_json
from digests.stories import signature
from scrapers.article import Article, Entry
from scrapers.source import Source

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = "Foreign Minister Petra Lund of Norway said on Monday that there would be no talks without preconditions in Geneva."


class Desk:
    """A store with sources and subscriptions, and a clock that stands still until it is moved."""

    def __init__(self, **settings) -> None:
        self.now = NOON
        self.store = open_store(None)
        self.configuration = Configuration(
            settings=Settings.model_validate({"timezone": "Europe/Paris", **settings}),
            sources=tuple(
                Source(
                    id=name,
                    url=f"https://{name}.example/feed",
                    name=name.title(),
                    family=name.title(),
                    klass=klass,
                )
                for name, klass in (("gazette", "press"), ("halyard", "wire"), ("ministry", "official"))
            ),
        )
        self.alerter = Alerter(self.store)
        self.count = 0

    def follow(self, query: str, channel: str = "#desk", **more):
        values = {"owner": "U0EDITOR", "by": "U0EDITOR", "zone": "Europe/Paris", **more}
        return self.store.subscriptions.add(channel=channel, query=query, now=self.now, **values)

    def publish(
        self,
        text: str = TEXT,
        *,
        source: str = "gazette",
        story: str | None = None,
        age: timedelta = timedelta(),
        **more,
    ) -> int:
        self.count += 1
        article = Article(
            url=f"https://{source}.example/{self.count}", source=source, title=f"Report {self.count}", text=text, language="en",
            published=self.now - age, fetched=self.now, fingerprint=f"{self.count:x}",
        )  # fmt: skip
        with self.store.write():
            number = self.store.articles.insert(
                article, first_seen=self.now, effective=self.now - age, archive_only=more.get("archive_only", False),
                listed=Entry(source=source, url=article.url, title=article.title),
            )  # fmt: skip
            self._read(number, article, story or f"story-{self.count}", **more)
        return number

    def change(self, number: int, text: str) -> None:
        old = self.store.articles.get(number)
        article = Article(
            url=old.article.url, source=old.article.source, title=old.article.title, text=text, language="en",
            published=old.article.published, fetched=self.now, fingerprint=text[:20],
        )  # fmt: skip
        with self.store.write():
            self.store.articles.update(
                number, article, listed=Entry(source="gazette", url=article.url, title="")
            )
            self._read(number, article, old.story)

    def _read(self, number: int, article: Article, story: str, embargo: str | None = None, **_more) -> None:
        facts = read_article(article)
        if embargo:
            body = {**to_json(facts), "embargo": "not for release", "embargo_until": embargo}
            from digests.records import facts_from_json

            facts = facts_from_json(body)
        marks = signature(article, facts)
        stories = [f"{story}.{n}" for n in range(len(facts.meetings))]
        self.store.articles.save_facts(
            number, facts, story=story, meeting_stories=stories, signature=marks.to_json(), keys=marks.keys
        )
        self.alerter.see(self.configuration, number, self.now)

    def later(self, **time) -> int:
        self.now += timedelta(**time)
        return run_due(self.store, self.configuration, self.now)

    def messages(self):
        return [d for d in self.store.outbox.unprinted() if d.key.startswith("alert:")]

    def texts(self) -> list[str]:
        return [json.dumps(d.body, ensure_ascii=False) for d in self.messages()]


@pytest.fixture
def desk():
    return Desk()


def test_an_article_that_fits_is_told_with_its_passage_and_the_matched_words_in_bold(desk):
    desk.follow("“without pre-conditions” country:NOR")
    desk.publish()
    (message,) = desk.messages()
    elements = message.body["blocks"][0]["elements"][0]["elements"]
    assert elements[0] == {"type": "link", "url": "https://gazette.example/1", "text": "Report 1"}
    assert {"type": "text", "text": "without preconditions", "style": {"bold": True}} in elements
    small = " ".join(b["elements"][0]["text"] for b in message.body["blocks"][1:] if b["type"] == "context")
    assert "published Mon 2 Mar 13:00 · seen Mon 2 Mar 13:00 (Paris time)" in small
    assert "press" in small
    assert "Norway" in small
    assert message.channel == "#desk"


def test_foreign_text_is_never_markup(desk):
    desk.follow("preconditions")
    desk.publish(
        "<!channel> *bold* <https://evil.example|preconditions> of Norway’s Petra Lund &amp; others."
    )
    (message,) = desk.messages()
    for block in message.body["blocks"]:
        assert block["type"] in ("rich_text", "context", "actions")
    assert "mrkdwn" not in json.dumps(message.body)
    assert "<" not in message.body["text"]


def test_a_statement_names_its_speaker_and_who_tells_of_it(desk):
    desk.follow("act:reject")
    desk.publish(
        "Foreign Minister Petra Lund of Norway said the Syrian opposition rejected any talks with Damascus.\n\n"
        "Lund rejected a new round of talks in Geneva."
    )
    (message,) = desk.messages()
    said = plain(message.body)
    assert "Syrian opposition, told by Petra Lund: Foreign Minister Petra Lund of Norway said" in said
    assert said.endswith("Alert 1: act:reject")


def test_words_that_somebody_else_tells_are_given_to_who_said_them_and_who_tells(desk):
    desk.follow("“without preconditions”")
    desk.publish(
        "Norwegian Foreign Minister Petra Lund received envoys on Monday.\n\n"
        "The opposition said they would be willing to talk “without pre-conditions”, Lund said after the talks."
    )
    (message,) = desk.messages()
    assert "pposition, told by Petra Lund: The opposition said they would be" in plain(message.body)


def test_words_outside_any_statement_are_given_to_nobody(desk):
    desk.follow("envoys")
    desk.publish("Norwegian Foreign Minister Petra Lund received envoys in Oslo on Monday.")
    (message,) = desk.messages()
    assert "Gazette\nNorwegian Foreign Minister" in plain(message.body)


def test_a_meeting_says_how_it_stands_with_it_where_and_when(desk):
    desk.follow("kind:meeting country:NOR")
    desk.publish("Norwegian Foreign Minister Petra Lund will visit Ankara on Friday.")
    (message,) = desk.messages()
    said = plain(message.body)
    assert "Visit, planned, Ankara, Fri 6 Mar: Norwegian Foreign Minister" in said
    assert "Alert 1: kind:meeting country:NOR (Norway)" in said


def test_an_article_is_told_once_for_a_subscription_whatever_happens_to_it(desk):
    desk.follow("preconditions")
    number = desk.publish()
    desk.change(number, TEXT + " Preconditions were named.")
    desk.alerter = Alerter(desk.store)
    desk.change(number, TEXT + " Preconditions were named again.")
    assert len(desk.messages()) == 1


def test_a_new_version_that_fits_for_the_first_time_is_told(desk):
    desk.follow("ceasefire")
    number = desk.publish()
    assert desk.messages() == []
    desk.change(number, TEXT + " She called for a ceasefire.")
    assert len(desk.messages()) == 1


def test_later_articles_of_a_story_stand_in_its_thread(desk):
    desk.follow("preconditions")
    desk.publish(story="one")
    desk.publish(
        "Norway’s government spoke of preconditions and of other matters in Oslo.",
        source="halyard",
        story="one",
    )
    desk.publish("Preconditions of another kind were named in Geneva by the government of Chad.", story="two")
    card, reply, other = desk.messages()
    assert reply.parent == card.key
    assert (card.parent, other.parent) == (None, None)


def test_a_syndicated_copy_is_no_news(desk):
    desk.follow("preconditions")
    text = (
        TEXT
        + " "
        + " ".join(
            f"Sentence {n} of this report tells of the talks in Geneva in its own words." for n in range(12)
        )
    )
    desk.publish(text, story="one")
    desk.publish(text, source="halyard", story="one")
    assert len(desk.messages()) == 1
    assert desk.store.alerts.counts() == {"queued": 1, "dropped": 1}


def test_two_subscriptions_are_told_apart(desk):
    desk.follow("preconditions", "#one")
    desk.follow("preconditions", "U0EDITOR")
    desk.publish()
    assert {m.channel for m in desk.messages()} == {"#one", "U0EDITOR"}


def test_subscribing_and_leaving_act_at_once(desk):
    desk.publish()
    one = desk.follow("preconditions")
    desk.publish()
    desk.store.subscriptions.remove(one.id, by="U0EDITOR", now=desk.now)
    desk.publish()
    assert len(desk.messages()) == 1


def test_every_change_is_logged_with_who_and_when(desk):
    one = desk.follow("preconditions")
    desk.store.subscriptions.change(one.id, by="U0ADMIN", now=NOON, query="ceasefire")
    desk.store.subscriptions.change(one.id, by="U0ADMIN", now=NOON, query="ceasefire")
    desk.store.subscriptions.mute(one.id, NOON + timedelta(days=1), by="U0EDITOR", now=NOON)
    desk.store.subscriptions.remove(one.id, by="U0ADMIN", now=NOON)
    log = [(change.what, change.by, change.at) for change in desk.store.subscriptions.changes(of=one.id)]
    assert log == [
        ("added", "U0EDITOR", NOON), ("changed", "U0ADMIN", NOON), ("muted", "U0EDITOR", NOON), ("removed", "U0ADMIN", NOON),
    ]  # fmt: skip


def test_the_same_subscription_twice_is_one(desk):
    assert desk.follow("preconditions").id == desk.follow("preconditions", daily="08:00").id
    assert [s.daily for s in desk.store.subscriptions.all()] == ["08:00"]


@pytest.mark.parametrize(
    ("source", "days", "told"), [("gazette", 2, 1), ("gazette", 4, 0), ("ministry", 4, 1), ("ministry", 8, 0)]
)
def test_old_news_is_no_alert(desk, source, days, told):
    desk.follow("preconditions")
    desk.publish(source=source, age=timedelta(days=days))
    assert desk.messages() == [], "what is older than a day is gathered for a minute"
    desk.later(minutes=1)
    assert len(desk.messages()) == told


def test_what_is_older_than_a_day_when_it_comes_is_told_together():
    desk = Desk()
    desk.follow("preconditions")
    for _ in range(30):
        desk.publish(age=timedelta(hours=30))
    desk.publish()
    assert len(desk.messages()) == 1, "the fresh one does not wait"
    assert desk.later(minutes=1) == 1
    *_, summary = desk.messages()
    assert summary.body["text"] == "30 alerts older than a day when they came"


def test_after_a_long_downtime_hundreds_of_matches_are_a_few_messages():
    """A channel takes twenty alerts in an hour; all others come in summaries, and none is lost."""
    desk = Desk()
    desk.follow("preconditions")
    for number in range(300):
        desk.publish(age=timedelta(minutes=10 * number))
    alone = len(desk.messages())
    assert alone == 20
    for _ in range(12):
        desk.later(minutes=10)
    assert len(desk.messages()) <= alone + 10
    assert desk.store.alerts.counts() == {"queued": alone, "listed": 300 - alone}


@pytest.mark.parametrize("most", [0, 2])
def test_the_first_round_of_a_source_tells_so_many_and_no_more(most):
    desk = Desk(alerting={"first_round": most})
    desk.store.sources.save(SourceState(id="gazette", url="https://gazette.example/feed", first_round=NOON))
    desk.follow("preconditions")
    for _ in range(4):
        desk.publish()
    assert len(desk.messages()) == most
    desk.later(minutes=5)
    desk.publish()
    assert len(desk.messages()) == most + 1


def test_what_is_muted_is_not_told_later(desk):
    one = desk.follow("preconditions")
    desk.store.subscriptions.mute(one.id, NOON + timedelta(hours=24), by="U0EDITOR", now=NOON)
    desk.publish()
    desk.later(hours=25)
    assert desk.messages() == []
    desk.publish()
    assert len(desk.messages()) == 1


def test_above_the_ceiling_the_rest_comes_as_one_summary():
    desk = Desk(alerting={"per_hour": 3, "per_day": 100})
    desk.follow("preconditions")
    for _ in range(8):
        desk.publish()
    assert len(desk.messages()) == 3
    assert desk.later(minutes=59) == 0
    assert desk.later(minutes=1) == 1
    *_, summary = desk.messages()
    assert summary.body["text"] == "5 alerts that waited above the ceiling"
    assert json.dumps(summary.body).count("https://gazette.example/") == 5
    assert desk.later(hours=5) == 0
    assert desk.store.alerts.counts() == {"queued": 3, "listed": 5}


def test_later_articles_of_a_story_told_in_a_summary_stand_below_it():
    desk = Desk(alerting={"per_hour": 1, "per_day": 100})
    desk.follow("preconditions")
    for story in ("one", "two", "three"):
        desk.publish(story=story)
    assert desk.later(hours=1) == 1
    desk.now += timedelta(hours=1)
    desk.publish("Norway’s government spoke of preconditions in Oslo.", source="halyard", story="three")
    _, summary, reply = desk.messages()
    assert summary.body["text"].startswith("2 alerts that waited")
    assert reply.parent == summary.key
    assert "Stop" in json.dumps(reply.body)


def edition(desk, url: str, channel: str) -> None:
    """Post an edition that links an article."""
    body = {"items": [{"links": [{"url": url, "source": "Gazette"}]}]}
    with desk.store.write():
        number = desk.store.editions.add(
            digest="daily", slot=desk.now, channel=channel, after_seq=0, upto_seq=9, since=None, until=desk.now, late=False,
            body=body, reader_version="1",
        )  # fmt: skip
        post = Message(key=f"edition:{number}:0", channel=channel, body={"text": "Daily"}, edition=number)
        desk.store.outbox.queue([post], desk.now)


@pytest.mark.parametrize("channel", ["#desk", "C012AB3CD"])
def test_what_an_edition_showed_in_the_channel_is_told_in_its_thread(desk, channel):
    """The files name a channel, who subscribes in Slack gives its id."""
    Channels(desk.store.connection).keep("#desk", "C012AB3CD", desk.now)
    edition(desk, "https://gazette.example/1", "#desk")
    desk.follow("preconditions", channel=channel)
    desk.follow("preconditions", channel="#elsewhere")
    desk.publish()
    parents = {message.channel: message.parent for message in desk.messages()}
    assert parents == {channel: "edition:1:0", "#elsewhere": None}


def test_a_ceiling_counts_a_channel_once_however_it_is_called():
    desk = Desk(alerting={"per_hour": 2})
    Channels(desk.store.connection).keep("#desk", "C012AB3CD", desk.now)
    desk.follow("preconditions")
    desk.follow("Lund", channel="C012AB3CD")
    for _ in range(3):
        desk.publish(text=TEXT + f" Report {desk.count}.")
    assert len(desk.messages()) == 2
    desk.later(hours=1, minutes=1)
    assert len(desk.messages()) == 3
    assert "4 alerts that waited above the ceiling" in desk.texts()[-1]


def test_the_ceiling_of_a_day_holds_beside_that_of_an_hour():
    desk = Desk(alerting={"per_hour": 2, "per_day": 3})
    desk.follow("preconditions")
    for _ in range(4):
        desk.publish()
        desk.now += timedelta(hours=2)
    assert len(desk.messages()) == 3
    assert desk.later(hours=10) == 0
    assert desk.later(hours=8) == 1


def test_in_quiet_hours_alerts_wait_and_come_together():
    desk = Desk(alerting={"quiet_hours": {"start": "22:00", "end": "06:30"}})
    desk.follow("preconditions")
    desk.now = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)  # 22:30 in Paris
    desk.publish()
    desk.now = datetime(2026, 3, 3, 1, tzinfo=UTC)
    desk.publish()
    assert desk.messages() == []
    assert desk.later(hours=4) == 0
    desk.now = datetime(2026, 3, 3, 5, 30, tzinfo=UTC)  # 06:30
    assert run_due(desk.store, desk.configuration, desk.now) == 1
    assert desk.messages()[0].body["text"] == "2 alerts that waited in quiet hours"


def test_a_daily_subscription_collects():
    desk = Desk()
    desk.follow("preconditions", daily="18:00")
    desk.publish()
    desk.later(hours=1)
    desk.publish()
    assert desk.messages() == []
    assert desk.later(hours=4) == 1
    assert desk.messages()[0].body["text"].startswith("2 new for “preconditions”, Mon 2 Mar 18:00")
    assert desk.later(days=1) == 0


def test_what_is_removed_is_not_told_by_a_summary(desk):
    one = desk.follow("preconditions", daily="18:00")
    desk.publish()
    desk.store.subscriptions.remove(one.id, by="U0EDITOR", now=desk.now)
    assert desk.later(days=1) == 0


def test_an_embargo_is_waited_for(desk):
    desk.follow("preconditions")
    desk.publish(embargo="2026-03-02T15:00:00.000000Z")
    assert desk.messages() == []
    assert desk.later(hours=2) == 0
    assert desk.later(hours=1) == 1
    assert len(desk.messages()) == 1


def test_alerts_of_the_configuration_belong_to_the_administrators(desk):
    from dataclasses import replace

    alert = AlertConfig(id="red-lines", channel="#red", query="preconditions")
    plain = desk.configuration
    desk.configuration = replace(plain, alerts=(alert,))
    desk.publish()
    desk.configuration = replace(plain, alerts=(alert.model_copy(update={"channel": "#crimson"}),))
    desk.publish()
    desk.configuration = plain
    desk.publish()
    assert [m.channel for m in desk.messages()] == ["#red", "#crimson"]
    assert [c.what for c in desk.store.subscriptions.changes()] == ["added", "changed", "removed"]
    assert {c.by for c in desk.store.subscriptions.changes()} == {"digests.yaml"}
    assert desk.store.subscriptions.all(owner=ADMINISTRATORS) == []


def test_a_passage_is_sixty_words_at_most_with_the_match_among_them(desk):
    desk.follow("preconditions")
    desk.publish("Norway " + "and so on " * 100 + "without preconditions " + "and so forth " * 100)
    (message,) = desk.messages()
    runs = message.body["blocks"][0]["elements"][0]["elements"][2:]
    shown = "".join(run["text"] for run in runs)
    assert "preconditions" in shown
    assert len(shown.split()) <= 64


def test_a_new_alert_is_kept_or_lost_with_its_article(desk):
    desk.follow("preconditions")
    with pytest.raises(ZeroDivisionError), desk.store.write():
        desk.publish()
        1 / 0  # noqa: B018 - what goes wrong in the same transaction
    assert desk.messages() == []
    assert desk.store.alerts.counts() == {}
    desk.publish()
    assert len(desk.messages()) == 1


def test_the_page_job_tells(desk, httpserver):
    from scrapers.fetch import Fetcher

    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    page = f"<html lang='en'><title>Talks</title><article><h1>Talks</h1><p>{TEXT}</p><p>{TEXT}</p></article></html>"
    httpserver.expect_request("/1").respond_with_data(page, content_type="text/html; charset=utf-8")
    desk.follow("“without preconditions”")
    with desk.store.write():
        entry = Entry(source="gazette", url=httpserver.url_for("/1"), title="Talks", published=NOON)
        desk.store.wanted.add(entry, ["u:1"], NOON)
    with Fetcher(
        user_agent="Communique/test (+https://example.org)",
        allow_private=("127.0.0.0/8",),
        per_host_interval=timedelta(0),
    ) as fetcher:
        Pages(desk.store, desk.configuration, lambda: NOON).run(fetcher)
    (message,) = desk.messages()
    assert "without preconditions" in json.dumps(message.body)


def test_taking_over_changes_never_waits_for_a_page_that_waits_for_it(desk):
    """Both need the store and the subscriptions; taken in two orders each would wait for the other for ever."""
    desk.follow("preconditions")
    done = []

    def refresh() -> None:
        for _ in range(200):
            desk.alerter.refresh(desk.configuration, desk.now)
        done.append("refreshed")

    def see() -> None:
        for _ in range(200):
            with desk.store.write():
                desk.alerter.see(desk.configuration, 999, desk.now)
        done.append("seen")

    threads = [threading.Thread(target=job, daemon=True) for job in (refresh, see)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(done) == ["refreshed", "seen"]
