"""Buttons and forms of subscriptions: in answers, under alerts and in the Home tab."""

import re
from collections.abc import Callable

from bot import modals, remarks
from bot.commands import Answer, Ask, changing, following
from bot.commands.wishes import Wish
from bot.errors import CommuniqueError
from bot.listener.app import Body, Verdict
from bot.listener.desk import Check, Desk, Press, Pressed, Submit
from bot.queries import read_query
from bot.slack.answers import Opened
from bot.store.posted import Posted
from scrapers.markup import one_line

GONE = "This alert is stopped already."


def _ask(desk: Desk, pressed: Pressed) -> Ask:
    return Ask(
        user=pressed.user,
        channel=pressed.channel,
        direct=pressed.direct,
        text="",
        zone=desk.zone_of(pressed.user),
        id=f"press:{pressed.trigger}",
    )


def _say(desk: Desk, pressed: Pressed, said: Answer) -> None:
    """Answer where the button stands: in the Home tab at its top, which shows all else as it is now."""
    if pressed.view is None:
        desk.say(pressed, said)
    else:
        desk.refresh_home(pressed.user, said.blocks)


def _number(pressed: Pressed) -> int:
    return int(pressed.value)


def _doing(do: Callable[[Desk, Pressed, Ask], Answer]) -> Press:
    """Return what a button does: what it says is the answer; mistakes are told."""

    def press(desk: Desk, pressed: Pressed, _opened: Opened | None) -> None:
        try:
            said = do(desk, pressed, _ask(desk, pressed))
        except CommuniqueError as error:
            said = Answer.mistake(str(error))
        _say(desk, pressed, said)

    return press


def _change(daily: str | None) -> Callable[[Desk, Pressed, Ask], Answer]:
    return lambda desk, pressed, ask: changing.change(desk.office, _number(pressed), ask, daily=daily)


def edit(desk: Desk, pressed: Pressed, opened: Opened | None) -> None:
    """Show the form to change a subscription, to those who may."""
    assert opened is not None
    one = desk.office.store.subscriptions.get(_number(pressed))
    if one is None:
        desk.answers.update_modal(opened, modals.message("Edit", GONE))
        return
    if refusal := changing.refused(desk.office, one, pressed.user):
        desk.answers.update_modal(opened, modals.modal("Edit", refusal.blocks))
        return
    desk.answers.update_modal(opened, modals.edit_form(one.id, one.query, one.daily, pressed.response_url))


def query_checked(view: Body) -> Verdict:
    """Judge the query of a form; the mistake stands in its field."""
    try:
        read_query(modals.query_of(view))
    except CommuniqueError as error:
        return Verdict(errors={"query": first_line(error, is_query=not _is_made(view))})
    return Verdict()


def _is_made(view: Body) -> bool:
    """Tell whether the query is made of the words typed, so that a column of it says nothing."""
    return modals.query_of(view) != (modals.values_of(view).get("query") or "").strip()


def first_line(error: CommuniqueError, *, is_query: bool = True) -> str:
    """Return a mistake as it fits below a field: what it points at stands in the field, or nowhere."""
    said = one_line(str(error).split("\n", 1)[0], 500)
    return said if is_query else re.sub(r"^column \d+: ", "", said)


def typing(desk: Desk, pressed: Pressed, _opened: Opened | None) -> None:
    """Say below a query, while it is typed, how it is read or what is wrong with it."""
    view = pressed.view
    if view is None or not modals.query_of(view):
        return
    try:
        reading = f"Read as: {read_query(modals.query_of(view), desk.office.configuration())}"
    except CommuniqueError as error:
        reading = first_line(error, is_query=not _is_made(view))
    # An older answer than what is typed now is refused by its hash.
    opened = Opened(id=str(view["id"]), hash=str(view.get("hash") or ""))
    desk.answers.update_modal(opened, modals.with_reading(view, reading))


def edited(desk: Desk, user: str, view: Body) -> None:
    """Change a subscription as its form says."""
    ask = _form_ask(desk, user, view)
    data = modals.data_of(view)
    try:
        said = changing.change(
            desk.office,
            int(data["number"]),
            ask,
            query=modals.query_of(view),
            daily=modals.daily_of(view),
        )
    except CommuniqueError as error:
        said = Answer.mistake(str(error))
    desk.reply(user, str(data.get("reply") or ""), said)


def start(desk: Desk, pressed: Pressed, opened: Opened | None) -> None:
    """Show the form of a first query."""
    assert opened is not None
    kind = pressed.action.rsplit(".", 1)[1]
    may = following.may_share(desk.office, pressed.user)
    desk.answers.update_modal(opened, modals.start_form(kind, channels=may))


def started(desk: Desk, user: str, view: Body) -> None:
    """Follow what a form says, or ask first where much would come."""
    ask = _form_ask(desk, user, view)
    try:
        office = desk.office
        query = read_query(modals.query_of(view), office.configuration(), office.archive)
        wish = Wish(query=query, channel=modals.channel_of(view) or user, daily=modals.daily_of(view))
        said = following.wanted(office, wish, ask)
    except CommuniqueError as error:
        said = Answer.mistake(str(error))
    desk.refresh_home(user, said.blocks)


def _form_ask(desk: Desk, user: str, view: Body) -> Ask:
    zone = desk.zone_of(user)
    return Ask(
        user=user, channel="", direct=True, text="", zone=zone, id=f"form:{view['id']}:{view.get('hash')}"
    )


def irrelevant(desk: Desk, pressed: Pressed, _opened: Opened | None) -> None:
    """Keep that an alert was not for its reader."""
    delivery = Posted(desk.office.store.connection).at(pressed.channel, pressed.ts)
    if delivery is None:
        desk.say(pressed, Answer.line("I no longer have this alert."))
        return
    remark = modals.Remark(item=None, kind="not_for_us", note="")
    office = desk.office
    remarks.take(
        office.store, office.notices(), delivery, remark, pressed.user, pressed.channel, office.clock()
    )
    desk.say(pressed, Answer.line("Noted. To get less of it, edit the query: NOT leaves words out."))


PRESSES: dict[str, Press] = {
    "sub.stop": _doing(lambda desk, pressed, ask: changing.stop(desk.office, _number(pressed), ask)),
    "sub.restore": _doing(lambda desk, pressed, ask: changing.restore(desk.office, _number(pressed), ask)),
    "sub.mute": _doing(lambda desk, pressed, ask: changing.mute(desk.office, _number(pressed), ask)),
    "sub.resume": _doing(
        lambda desk, pressed, ask: changing.mute(desk.office, _number(pressed), ask, resume=True)
    ),
    "sub.daily": _doing(_change(modals.USUAL_HOUR)),
    "sub.now": _doing(_change(None)),
    "sub.confirm": _doing(lambda desk, pressed, ask: following.confirmed(desk.office, pressed.value, ask)),
    "sub.confirm.daily": _doing(
        lambda desk, pressed, ask: following.confirmed(desk.office, pressed.value, ask)
    ),
    "sub.edit": edit,
    "query": typing,
    "alert.irrelevant": irrelevant,
    **{f"home.start.{kind}": start for kind in modals.STARTERS},
}
TITLES = {"sub.edit": "Edit", **{f"home.start.{kind}": "Follow" for kind in modals.STARTERS}}
SUBMITS: dict[str, Submit] = {modals.EDIT: edited, modals.START: started}
CHECKS: dict[str, Check] = {modals.EDIT: query_checked, modals.START: query_checked}
