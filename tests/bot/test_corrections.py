"""Corrections against the double: what the channel sees, what the thread keeps, what the log holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from bot import corrections
from bot.cli import main
from bot.console import plain
from bot.errors import UsageError
from bot.export import rows
from bot.jobs.afterwards import follow
from bot.jobs.deliver import Deliverer
from bot.jobs.edition import messages
from bot.notices import Notices
from bot.settings import Configuration
from bot.settings.models import Settings
from bot.settings.models import Slack as SlackSettings
from bot.slack import Slack
from bot.store import open_store
from bot.store.corrections import Corrections
from digests import render
from digests.edition import Coverage, Edition, Run, Scope
from digests.extract import read_article
from digests.keeping import edition_from_json, edition_to_json
from digests.stories import signature
from scrapers.article import Article, Entry
from scrapers.source import Source
from tests.digests.render.making import MET, SAID, edition, item
from tests.slack_double import TOKEN, Double

EXPECTED = item(
    2,
    "expected",
    runs=(Run(text="Bergen, Fri 20 Mar", style="bold"), Run(text=" · Petra Lund, Aldous Finch · planned")),
    status="planned",
    dated=True,
    story="s.9",
    gist="Lund in Bergen",
)
EDITION = edition(MET, EXPECTED, SAID)


class Desk:
    """A store with one edition, and Slack."""

    def __init__(self, double: Double | None) -> None:
        self.store = open_store(None)
        self.now = datetime.now(UTC)
        self.double = double
        slack = Slack(TOKEN, double.url, timeout=2) if double else None
        notices = Notices(self.store, "#ops", lambda: self.now)
        self.printed: list[str] = []
        self.job = Deliverer(
            self.store, slack, notices, timedelta(seconds=10), lambda: self.now, echo=self.printed.append
        )
        self.job.start()

    def post(self, what: Edition = EDITION, upto: int = 9) -> int:
        with self.store.write():
            number = self.store.editions.add(
                digest="north",
                slot=self.now,
                channel="#desk",
                after_seq=0,
                upto_seq=upto,
                since=None,
                until=self.now,
                late=False,
                body=render.to_json(what),
                reader_version="1",
                record=edition_to_json(what),
            )
            scoped = replace(what, scope=replace(what.scope, channel="#desk"))
            self.store.outbox.queue(messages(scoped, number), self.now)
        return number

    def row(self, name: str = "north"):
        return corrections.find(self.store, name)

    def say(self) -> list[str]:
        """Let what is queued be posted; return what is seen: the post, then its thread."""
        self.job.run()
        return [plain(m) for m in self.double.workspace.visible("desk")]


@pytest.fixture
def double():
    with Double("desk", "ops") as running:
        yield running


@pytest.fixture
def desk(double):
    made = Desk(double)
    yield made
    made.store.close()


def test_an_edition_comes_back_from_the_store_as_it_was():
    assert edition_from_json(edition_to_json(EDITION)) == EDITION


def test_a_retracted_line_keeps_its_number_and_loses_its_words(desk):
    desk.post()
    before = desk.say()[0]
    assert "The border is" in before
    corrections.retract(desk.store, desk.row(), 3, "she did not say so", desk.now)
    after = desk.say()
    assert "The border is" not in after[0]
    assert "3 Retracted on" in after[0]
    assert "she did not say so" in after[0]


def test_the_thread_keeps_the_old_words(desk):
    desk.post()
    replies = len(desk.say())
    corrections.retract(desk.store, desk.row(), 3, "she did not say so", desk.now)
    after = desk.say()
    assert len(after) == replies + 1
    assert "Retracted: item 3 · she did not say so" in after[-1]
    assert "It said: Petra Lund: “The border is <open> & quiet,”" in after[-1]


def test_a_reworded_line_says_so_and_its_words_before_stay_in_the_thread(desk):
    desk.post()
    desk.say()
    corrections.correct(
        desk.store, desk.row(), 1, "Oslo, Thu 12 Mar · Lund, Finch · held", desk.now, reason="the day"
    )
    after = desk.say()
    assert "1 ▲ Oslo, Thu 12 Mar · Lund, Finch · held · corrected" in after[0]
    assert "It said: Oslo, Fri 13 Mar" in after[-1]
    assert "It says now: Oslo, Thu 12 Mar" in after[-1]


@pytest.mark.parametrize(("status", "told"), [("postponed", True), ("planned", False), (None, False)])
def test_the_channel_is_told_of_a_changed_status_only(desk, status, told):
    desk.post()
    desk.say()
    corrections.correct(
        desk.store, desk.row(), 2, "Bergen, Fri 20 Mar · Lund, Finch", desk.now, status=status
    )
    desk.say()
    last = desk.double.workspace.visible("desk")[-1]
    assert (last.get("subtype") == "thread_broadcast") is told


def test_an_edition_that_waits_takes_the_correction_in_and_nobody_sees_the_wrong_line(desk):
    desk.post()
    corrections.retract(desk.store, desk.row(), 3, None, desk.now)
    after = desk.say()
    assert "The border is" not in after[0]
    assert "She spoke in Oslo" not in "".join(after)
    assert not any("It said" in message for message in after)
    assert desk.double.methods().count("chat.update") == 0


def test_a_correction_of_a_message_that_is_being_sent_follows_it(desk):
    """Nobody knows whether it is visible, so it is looked for first, then edited."""
    desk.post()
    desk.double.fail("drop_after", method="chat.postMessage")
    desk.job.run()
    assert desk.store.outbox.get("edition:1:0").state == "sending"
    corrections.retract(desk.store, desk.row(), 3, None, desk.now)
    for _ in range(40):
        desk.now += timedelta(seconds=6)
        desk.job.run()
    seen = desk.say()
    assert len([m for m in seen if m.startswith("North")]) == 1
    assert "The border is" not in seen[0]


def test_two_corrections_both_stand(desk):
    desk.post()
    desk.say()
    corrections.retract(desk.store, desk.row(), 3, None, desk.now)
    corrections.correct(desk.store, desk.row(), 1, "Oslo · Lund, Finch · held", desk.now)
    after = desk.say()
    assert "3 Retracted" in after[0]
    assert "Oslo · Lund, Finch · held · corrected" in after[0]


def test_a_reply_that_a_correction_adds_is_edited_by_the_next_one(desk):
    bare = replace(MET, passages=(), notes=())
    desk.post(edition(bare))
    assert len(desk.say()) == 1
    for words in ("Lund gave another account.", "Finch gave another account."):
        row = desk.row()
        now = corrections.current(desk.store, row)
        with desk.store.write():
            new = replace(now.items[0], notes=(words,))
            corrections.apply(desk.store, row, now, now.items[0], new, "source", None, desk.now)
        seen = desk.say()
    assert [text for text in seen if text.startswith("Passages")] == [
        "Passages\n1\nFinch gave another account."
    ]


def test_the_log_holds_each_change_and_the_edition_stays_as_it_was_posted(desk):
    number = desk.post()
    corrections.correct(desk.store, desk.row(), 1, "Oslo · Lund, Finch · held", desk.now, reason="the day")
    [done] = Corrections(desk.store.connection).of(number)
    assert (done.number, done.kind, done.reason) == (1, "corrected", "the day")
    assert done.before == "Oslo, Fri 13 Mar · Aldous Finch, Petra Lund · held"
    assert corrections.first_form(desk.row()) == EDITION
    assert corrections.current(desk.store, desk.row()).items[1:] == EDITION.items[1:]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda d: corrections.find(d.store, "nowhere"), "digests with editions: north"),
        (lambda d: corrections.find(d.store, "77"), "no edition '77'"),
        (lambda d: corrections.retract(d.store, d.row(), 9, None, d.now), "it has 1, 2, 3"),
        (lambda d: corrections.correct(d.store, d.row(), 1, " ", d.now), "a line needs words"),
        (lambda d: corrections.correct(d.store, d.row(), 1, "ab " * 300, d.now), "at most 600 .* shorten it"),
        (lambda d: corrections.retract(d.store, d.row(), 1, "ab " * 300, d.now), "at most 300 .* shorten it"),
        (lambda d: corrections.correct(d.store, d.row(), 3, "Lund: “never”", d.now), "quotation marks"),
        (lambda d: corrections.retract(d.store, d.row(), 3, "not “open”", d.now), "quotation marks"),
        (lambda d: corrections.correct(d.store, d.row(), 3, "Lund", d.now, status="held"), "is no meeting"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_changed(desk, call, said):
    desk.post()
    with pytest.raises(UsageError, match=said):
        call(desk)
    assert Corrections(desk.store.connection).all() == []


def test_the_export_has_the_lines_as_they_stand(desk):
    desk.post()
    corrections.retract(desk.store, desk.row(), 3, "she did not say so", desk.now)
    [row] = rows(desk.store, "editions")
    assert [item["number"] for item in row["items"]] == [1, 2, 3]
    assert "she did not say so" in row["items"][2]["text"]
    assert row["items"][2]["quote"] is None


def test_what_was_retracted_is_not_corrected_again(desk):
    desk.post()
    corrections.retract(desk.store, desk.row(), 3, None, desk.now)
    with pytest.raises(UsageError, match="retracted already"):
        corrections.correct(desk.store, desk.row(), 3, "Lund", desk.now)


def test_an_edition_of_which_only_the_printed_form_was_kept_can_be_corrected(desk):
    desk.post()
    desk.say()
    desk.store.connection.run("UPDATE editions SET record = NULL")
    corrections.retract(desk.store, desk.row(), 3, None, desk.now)
    assert "The border is" not in desk.say()[0]


def test_the_commands_do_it_and_say_what_they_did(tmp_path):
    database = tmp_path / "c.db"
    made = Desk(None)
    made.store.close()
    made.store = open_store(database)
    made.post()
    made.store.close()
    config = tmp_path / "config"
    config.mkdir()

    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner(env={"SLACK_BOT_TOKEN": None}).invoke(
            main, ["--config", str(config), "--database", str(database), *arguments]
        )
        assert done.exit_code == code, done.output
        return done.output

    said = run("retract", "north", "3", "--reason", "she did not say so")
    assert "item 3 is retracted. It said: Petra Lund: “The border" in said
    assert "would post to #desk" in said
    assert "3 Retracted on" in said
    assert "It says now: Oslo · both" in run("correct", "1", "1", "Oslo · both")
    assert "no item 9" in run("retract", "1", "9", code=2)
    assert "no item 9" in run("correct", "1", "9", code=2)
    assert "without a terminal no editor opens" in run("correct", "1", "1", code=2)


# -- what came in since

DAY = datetime.now(UTC).replace(microsecond=0)
CONFIGURATION = Configuration(
    sources=(Source(id="gazette", url="https://gazette.example/feed", name="Gazette", family="Gazette"),)
)
LEAD = (
    "OSLO (Gazette) - Foreign Minister Petra Lund of Norway met her Estonian counterpart, Aldous Finch, in Oslo on Monday.\n\n"
    "“We agreed on the border with our neighbours,” Lund said after the talks with Estonia."
)
PLAN = (
    "OSLO (Gazette) - Foreign Minister Petra Lund of Norway will meet her Estonian counterpart, Aldous Finch, in Oslo on"
    " {day}."
)
OFF = (
    "OSLO (Gazette) - Foreign Minister Petra Lund of Norway has cancelled a meeting with her Estonian counterpart, Aldous Finch,"
    " planned in Oslo on {day}."
)


def article(text: str, n: int, now: datetime) -> Article:
    return Article(
        url=f"https://gazette.example/{n}",
        source="gazette",
        title="Lund and Finch",
        text=text,
        language="en",
        published=DAY,
        fetched=now,
        fingerprint=text,
    )


def keep(store, text: str, n: int = 1, *, number: int | None = None, now: datetime = DAY) -> int:
    """Store an article, or a new version of one."""
    one = article(text, n, now)
    facts, entry = read_article(one, zone="UTC"), Entry(source="gazette", url=one.url, title=one.title)
    with store.write():
        if number is None:
            number = store.articles.insert(
                one, first_seen=now, effective=now, archive_only=False, listed=entry
            )
        else:
            store.articles.update(number, one, listed=entry)
        mark = signature(one, facts)
        stories = tuple("m" if i == 0 else f"m{n}.{i}" for i in range(len(facts.meetings)))
        store.articles.save_facts(
            number, facts, story="s", meeting_stories=stories, signature=mark.to_json(), keys=mark.keys
        )
    return number


def composed(store) -> Edition:
    from digests.compose import compose

    scope = Scope(
        digest="north",
        title="North",
        channel="#desk",
        after_seq=0,
        upto_seq=store.articles.upto_seq(),
        since=DAY - timedelta(days=1),
        until=DAY + timedelta(minutes=1),
        timezone="UTC",
    )
    from bot.jobs.material import told_of

    return compose(scope, told_of(store.articles.in_range(0, scope.upto_seq), CONFIGURATION), (), Coverage())


@pytest.fixture
def posted(desk):
    """A desk whose edition rests on one article."""
    number = keep(desk.store, LEAD)
    follow(desk.store, CONFIGURATION, desk.now)
    made = composed(desk.store)
    assert [i.section for i in made.items] == ["met", "said"]
    desk.post(made, upto=desk.store.articles.upto_seq())
    desk.say()
    return desk, number


def test_a_source_that_takes_words_back_takes_the_line_back(posted):
    desk, number = posted
    keep(desk.store, LEAD.split("\n\n")[0], number=number, now=DAY + timedelta(minutes=5))
    # The meeting's outcome stood in the same words.
    assert follow(desk.store, CONFIGURATION, desk.now) == 2
    after = desk.say()
    assert "We agreed on the border" not in after[0]
    assert "Gazette changed its article; what this line rested on is no longer in it" in after[0]
    assert "It said: Lund: “We agreed" in after[-1]


def test_a_source_that_corrects_itself_corrects_the_line(posted):
    desk, number = posted
    keep(desk.store, LEAD.replace("in Oslo on Monday", "in Bergen on Monday"), number=number)
    assert follow(desk.store, CONFIGURATION, desk.now) == 1
    after = desk.say()
    assert "Bergen" in after[0]
    assert "Changed by its source: item 1 · Gazette changed its article" in after[-1]


def test_a_new_version_that_still_bears_the_line_out_changes_nothing(posted):
    desk, number = posted
    keep(desk.store, LEAD + "\n\nThe weather was fine.", number=number)
    assert follow(desk.store, CONFIGURATION, desk.now) == 0
    keep(desk.store, LEAD.replace("her Estonian counterpart", "Estonia’s Foreign Minister"), number=number)
    assert follow(desk.store, CONFIGURATION, desk.now) == 0
    assert desk.double.methods().count("chat.update") == 0


def test_an_announced_meeting_that_is_called_off_changes_its_line_and_the_channel_is_told(desk):
    day = (DAY + timedelta(days=3)).strftime("%A")
    keep(desk.store, PLAN.format(day=day))
    follow(desk.store, CONFIGURATION, desk.now)
    made = composed(desk.store)
    assert [(i.section, i.status) for i in made.items] == [("expected", "planned")]
    desk.post(made, upto=desk.store.articles.upto_seq())
    desk.say()
    keep(desk.store, OFF.format(day=day), 2)
    assert follow(desk.store, CONFIGURATION, desk.now) == 1
    after = desk.say()
    assert "called off" in after[0]
    assert "Changed since: item 1 · called off, Gazette told" in after[-1]
    assert desk.double.workspace.visible("desk")[-1]["subtype"] == "thread_broadcast"
    assert follow(desk.store, CONFIGURATION, desk.now) == 0


def test_a_meeting_put_off_and_then_called_off_changes_its_line_each_time(desk):
    day = (DAY + timedelta(days=3)).strftime("%A")
    keep(desk.store, PLAN.format(day=day))
    follow(desk.store, CONFIGURATION, desk.now)
    desk.post(composed(desk.store), upto=desk.store.articles.upto_seq())
    keep(desk.store, OFF.format(day=day).replace("has cancelled", "has postponed"), 2)
    assert follow(desk.store, CONFIGURATION, desk.now) == 1
    assert corrections.current(desk.store, desk.row()).items[0].status == "postponed"
    keep(desk.store, OFF.format(day=day), 3)
    assert follow(desk.store, CONFIGURATION, desk.now) == 1
    assert corrections.current(desk.store, desk.row()).items[0].status == "cancelled"
    assert follow(desk.store, CONFIGURATION, desk.now) == 0


# -- a line that fails


@pytest.fixture
def broken(posted, monkeypatch):
    """A posted edition whose first line cannot be brought up to date, as by a mistake of ours."""
    from bot.jobs import afterwards

    desk, number = posted
    compose = afterwards._composed

    def composed_or_not(look, edition, item, ids):
        if item.number == 1:
            raise ValueError("a mistake of ours")
        return compose(look, edition, item, ids)

    monkeypatch.setattr(afterwards, "_composed", composed_or_not)
    keep(desk.store, LEAD.split("\n\n")[0].replace("in Oslo", "in Bergen"), number=number)
    return desk


def test_a_line_that_fails_holds_up_no_other_and_is_tried_ever_later(broken):
    from bot.jobs.afterwards import WAITS

    assert follow(broken.store, CONFIGURATION, broken.now) == 1, "the other line is corrected"
    [failed] = broken.store.service.get("followed")["again"]
    assert (failed["item"], failed["tries"]) == (1, 1)
    times = []
    for _ in range(8 * 60 * 2):
        before = broken.store.service.get("followed")["again"]
        follow(broken.store, CONFIGURATION, broken.now)
        if broken.store.service.get("followed")["again"] != before:
            times.append(broken.now)
        broken.now += timedelta(seconds=30)
    assert len(times) == len(WAITS)
    assert broken.store.service.get("followed")["again"] == []


def test_a_line_that_fails_for_good_is_told_to_the_operators_once(broken):
    configuration = replace(CONFIGURATION, settings=Settings(slack=SlackSettings(ops_channel="#ops")))
    for _ in range(40):
        follow(broken.store, configuration, broken.now)
        broken.now += timedelta(hours=1)
    broken.job.run()
    [told] = [plain(m) for m in broken.double.workspace.visible("ops")]
    assert "line 1 of edition 1" in told
    assert "a mistake of ours" in told
    assert "communique correct 1 1" in told


def test_a_line_that_fails_once_is_corrected_by_the_next_try(broken, monkeypatch):
    assert follow(broken.store, CONFIGURATION, broken.now) == 1
    monkeypatch.undo()
    assert follow(broken.store, CONFIGURATION, broken.now) == 0
    broken.now += timedelta(minutes=1)
    assert follow(broken.store, CONFIGURATION, broken.now) == 1
    assert "Bergen" in broken.say()[0]


def test_an_edition_that_cannot_be_read_holds_up_no_other(posted):
    desk, number = posted
    desk.now += timedelta(seconds=1)
    desk.post(corrections.first_form(desk.row()), upto=desk.store.articles.upto_seq())
    desk.store.connection.run("UPDATE editions SET record = '{}' WHERE id = 1")
    keep(desk.store, LEAD.replace("in Oslo on Monday", "in Bergen on Monday"), number=number)
    assert follow(desk.store, CONFIGURATION, desk.now) == 1
    assert "Bergen" in corrections.current(desk.store, desk.row()).items[0].text
