"""Buttons and forms: what pressing and sending them does. Each works on old messages and after restarts."""

import json

from bot import modals, remarks
from bot.blocks import payloads
from bot.commands import Answer, Ask, answer, archive, digests
from bot.console import plain
from bot.elements import bold, preformatted
from bot.errors import CommuniqueError
from bot.home import MOST_TODAY
from bot.jobs.edition import built_in
from bot.listener import following
from bot.listener.app import Body, Verdict
from bot.listener.desk import Check, Desk, Duties, Press, Pressed, Submit
from bot.listener.events import HAPPENINGS
from bot.slack.answers import Opened
from bot.store.outbox import Delivery, Message
from bot.store.posted import Posted
from digests import render

#: Characters of a text to copy: one message takes no more.
PLAIN = 8_500
GONE = "I no longer have what this message was made of; it is past the time things are kept."


def _delivery(desk: Desk, channel: str, ts: str) -> Delivery | None:
    return Posted(desk.office.store.connection).at(channel, ts)


def older(desk: Desk, pressed: Pressed, _opened: Opened | None) -> None:
    """Show the next page of a search, in its form where it was begun in one."""
    try:
        said = archive.older(desk.office, pressed.value, desk.zone_of(pressed.user))
    except CommuniqueError as error:
        said = Answer.mistake(str(error))
    if pressed.view is None:
        desk.say(pressed, said)
        return
    opened = Opened(id=str(pressed.view["id"]), hash=str(pressed.view.get("hash") or ""))
    query = str(json.loads(pressed.value)["query"])
    desk.answers.update_modal(opened, modals.search_form(query, results=said.blocks))


def plain_text(desk: Desk, pressed: Pressed, _opened: Opened | None) -> None:
    """Show a message as plain text, to copy."""
    delivery = _delivery(desk, pressed.channel, pressed.ts)
    if delivery is None:
        desk.say(pressed, Answer.line(GONE))
        return
    edition = remarks.edition_of(desk.office.store, delivery)
    text = render.text(edition) if edition else plain(delivery.body)
    cut = text if len(text) <= PLAIN else text[:PLAIN].rsplit("\n", 1)[0] + "\n…"
    desk.say(pressed, Answer(text="Plain text", blocks=(preformatted(cut),)))


def something_wrong(desk: Desk, pressed: Pressed, opened: Opened | None) -> None:
    """Show the form, with the lines of the message."""
    assert opened is not None
    delivery = _delivery(desk, pressed.channel, pressed.ts)
    if delivery is None:
        desk.answers.update_modal(opened, modals.message("Something wrong?", GONE))
        return
    lines = remarks.lines_of(remarks.edition_of(desk.office.store, delivery))
    data = {"message": delivery.key, "channel": pressed.channel}
    desk.answers.update_modal(opened, modals.something_wrong(lines, data))


def remark_checked(view: Body) -> Verdict:
    """Judge the form "Something wrong?"."""
    return Verdict(errors=modals.remark_errors(view) or None)


def remark_sent(desk: Desk, user: str, view: Body) -> None:
    """Keep a remark, tell the operators, and thank."""
    data, office = modals.data_of(view), desk.office
    delivery = office.store.outbox.get(str(data["message"]))
    if delivery is None:
        desk.whisper(str(data["channel"]), user, Answer.line(GONE))
        return
    remark = modals.read_remark(view)
    remarks.take(office.store, office.notices(), delivery, remark, user, str(data["channel"]), office.clock())
    said = (
        "Thank you: the people who run this were told."
        if office.notices().channel
        else "Thank you: it is noted."
    )
    desk.whisper(str(data["channel"]), user, Answer.line(said))


def home_today(desk: Desk, pressed: Pressed, _opened: Opened | None) -> None:
    """Send today's digest to who asks for it, by direct message."""
    office = desk.office
    known = office.configuration().digests
    chosen = next((d for d in known if d.id == pressed.value), known[0] if known else built_in())
    edition, _ = digests.today_of(office, chosen, desk.zone_of(pressed.user))
    body = dict(payloads(edition)[0])
    body["blocks"] = [block for block in body["blocks"] if block["type"] != "actions"]
    key = f"today:{pressed.user}:{pressed.trigger}"
    with office.store.write():
        office.store.outbox.queue([Message(key=key, channel=pressed.user, body=body)], office.clock())
    said = Answer.line("On its way: ", bold(edition.scope.title), " comes to you in Messages.")
    desk.refresh_home(pressed.user, said.blocks)


def today(desk: Desk, pressed: Pressed, _opened: Opened | None) -> None:
    """Show the digest that was chosen."""
    zone = desk.zone_of(pressed.user)
    ask = Ask(
        user=pressed.user, channel=pressed.channel, direct=pressed.direct, text=f"today {pressed.value}", zone=zone,
        id=f"press:{pressed.trigger}",
    )  # fmt: skip
    desk.say(pressed, answer(desk.office, ask))


def home_search(desk: Desk, _pressed: Pressed, opened: Opened | None) -> None:
    """Show the search form."""
    assert opened is not None
    desk.answers.update_modal(opened, modals.search_form())


def search_checked(view: Body) -> Verdict:
    """Judge a search; what is right stays open for what is found."""
    query = modals.values_of(view).get("query") or ""
    try:
        archive.read(query)
    except CommuniqueError as error:
        return Verdict(errors={"query": following.first_line(error)})
    return Verdict(view=modals.search_form(query, results=modals.loading("")["blocks"]))


def search_sent(desk: Desk, user: str, view: Body) -> None:
    """Show what was found in the form."""
    query = modals.values_of(view).get("query") or ""
    said = archive.page(desk.office, query, 0, desk.zone_of(user))
    # No hash: the answer to the form has changed the view since it was sent.
    form = modals.search_form(query, results=said.blocks)
    desk.answers.update_modal(Opened(id=str(view["id"]), hash=""), form)


def home_help(desk: Desk, pressed: Pressed, opened: Opened | None) -> None:
    """Show what can be asked."""
    assert opened is not None
    ask = Ask(user=pressed.user, channel="", direct=True, text="help", zone="UTC", id=pressed.trigger)
    desk.answers.update_modal(opened, modals.modal("What I can do", answer(desk.office, ask).blocks))


PRESSES: dict[str, Press] = {
    "search.older": older,
    "edition.plain": plain_text,
    "edition.wrong": something_wrong,
    **{f"today.{n}": today for n in range(digests.MOST_OFFERED)},
    **{f"home.today.{n}": home_today for n in range(MOST_TODAY)},
    "home.search": home_search,
    "home.help": home_help,
}
TITLES = {
    "edition.wrong": "Something wrong?",
    "home.search": "Search the archive",
    "home.help": "What I can do",
}
SUBMITS: dict[str, Submit] = {modals.WRONG: remark_sent, modals.SEARCH: search_sent}
CHECKS: dict[str, Check] = {modals.WRONG: remark_checked, modals.SEARCH: search_checked}


def duties() -> Duties:
    """Return all there is to do."""
    return Duties(
        presses={**PRESSES, **following.PRESSES},
        titles={**TITLES, **following.TITLES},
        submits={**SUBMITS, **following.SUBMITS},
        checks={**CHECKS, **following.CHECKS},
        happenings=HAPPENINGS,
    )
