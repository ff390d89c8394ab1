"""The desk: what people did becomes answers. What has to be quick is done at once, the rest in a few threads."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from bot import modals
from bot.commands import Answer, Ask, Office, answer
from bot.elements import Element
from bot.home import home_view
from bot.listener.app import Body, Verdict
from bot.listener.work import Once, Work
from bot.slack.answers import Answers, Opened
from bot.store.channels import Channels
from bot.store.members import Member, Members
from bot.store.rooms import Room

#: Slack is asked again who somebody is after this time.
KNOWN_FOR = timedelta(days=1)
BUSY = "I have more to do than I can: please try again in a minute."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A pressed button."""

    action: str
    #: Its value, or that of the chosen option.
    value: str
    user: str
    #: "" where it stands in a view.
    channel: str
    #: Time stamp of its message; "" in a view.
    ts: str
    trigger: str
    response_url: str
    #: The modal or Home tab it stands in, as Slack sends it.
    view: Body | None
    direct: bool

    @classmethod
    def of(cls, body: Body) -> "Pressed":
        """Read what Slack sends."""
        action = body["actions"][0]
        container = body.get("container") or {}
        channel = str(container.get("channel_id") or (body.get("channel") or {}).get("id") or "")
        name, value = str(action["action_id"]), str(action.get("value") or "")
        if action.get("type") == "overflow":
            # What is chosen behind the three dots is "action:value".
            name, _, value = str(action["selected_option"]["value"]).partition(":")
        return cls(
            action=name,
            value=value,
            user=str(body["user"]["id"]),
            channel=channel,
            ts=str(container.get("message_ts") or ""),
            trigger=str(body.get("trigger_id") or ""),
            response_url=str(body.get("response_url") or ""),
            view=body.get("view"),
            direct=channel.startswith("D"),
        )


#: Done with a pressed button, in a thread of its own; with the modal that was opened for it, where it has one.
Press = Callable[["Desk", Pressed, Opened | None], None]
#: Done with a sent form.
Submit = Callable[["Desk", str, Body], None]
#: Judges a sent form.
Check = Callable[[Body], Verdict]
#: Done with an event.
Happening = Callable[["Desk", Body], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What there is to do, by name; see the modules beside this one."""

    presses: dict[str, Press]
    #: Titles of the modals that buttons open.
    titles: dict[str, str]
    submits: dict[str, Submit]
    checks: dict[str, Check]
    happenings: dict[str, Happening]


class Desk:
    """Takes what people did (see `bot.listener.app.Taker`)."""

    def __init__(self, office: Office, answers: Answers, bot_user: str, work: Work, duties: Duties) -> None:
        self.office = replace(office, look_up=self.room)
        self.answers = answers
        #: Slack's id of the bot itself.
        self.bot_user = bot_user
        self._work = work
        self._duties = duties
        self._members = Members(office.store.connection)
        self._channels = Channels(office.store.connection)
        self._once = Once()

    # -- what bolt hands on

    def command(self, body: Body) -> None:
        """Answer a command."""
        if not self._once.first(body):
            return
        if not self._work.offer("command", partial(self._command, body)):
            self._say_by(str(body.get("response_url") or ""), Answer.line(BUSY))

    def action(self, body: Body) -> None:
        """Do what a button says; its modal opens at once, for the trigger dies after three seconds."""
        pressed = Pressed.of(body)
        press = self._duties.presses.get(pressed.action)
        if press is None or not self._once.first(body):
            return
        opened = None
        title = self._duties.titles.get(pressed.action)
        if title:
            opened = self.answers.open_modal(pressed.trigger, modals.loading(title))
            if opened is None:
                self.say(pressed, Answer.line("That took too long on the way; please press it once more."))
                return
        if not self._work.offer(pressed.action, partial(press, self, pressed, opened)):
            self.say(pressed, Answer.line(BUSY))

    def check(self, body: Body) -> Verdict:
        """Judge a sent form."""
        check = self._duties.checks.get(str((body.get("view") or {}).get("callback_id")))
        return check(body["view"]) if check else Verdict()

    def submitted(self, body: Body) -> None:
        """Do what a form says."""
        submit = self._duties.submits.get(str(body["view"].get("callback_id")))
        if submit is not None and self._once.first(body):
            self._work.offer("form", partial(submit, self, str(body["user"]["id"]), body["view"]))

    def event(self, body: Body) -> None:
        """Take an event; see `bot.listener.events`."""
        happening = self._duties.happenings.get(str((body.get("event") or {}).get("type")))
        if happening is not None:
            self._work.offer("event", partial(happening, self, body))

    # -- what the duties use

    def _command(self, body: Body) -> None:
        channel = str(body["channel_id"])
        self.room(channel)
        ask = Ask(
            user=str(body["user_id"]),
            channel=channel,
            direct=channel.startswith("D"),
            text=str(body.get("text") or ""),
            zone=self.zone_of(str(body["user_id"])),
            id=f"command:{body.get('trigger_id')}",
        )
        self._say_by(str(body.get("response_url") or ""), answer(self.office, ask))

    def zone_of(self, user: str) -> str:
        """Return somebody's time zone; that of the settings while Slack does not say."""
        person, now = self._members.get(user), self.office.clock()
        if person is None or now - person.seen > KNOWN_FOR:
            known = self.answers.person(user)
            if known is not None:
                person = Member(
                    id=user,
                    timezone=known.timezone,
                    deactivated=known.deactivated,
                    admin=known.admin,
                    seen=now,
                )
                with self.office.store.write():
                    self._members.put(person)
        zone = person.timezone if person else None
        return zone if zone and _is_zone(zone) else self.office.configuration().settings.timezone

    def room(self, channel: str) -> Room | None:
        """Return a channel by id or "#name", as Slack describes it; None for a direct message, or while it does not say."""
        rooms, now = self.office.store.rooms, self.office.clock()
        number = self._channels.id_of(channel) or channel
        known = rooms.get(number)
        # That we are not in it is looked at again each time: somebody may just have invited us.
        if known is not None and known.member and now - known.seen < KNOWN_FOR:
            return known
        if not number.startswith(("C", "G", "#")):
            return None
        found = self.answers.channel(number)
        if found is None:
            return known
        room = Room(
            id=found.id, name=found.name, creator=found.creator, private=found.private, member=found.member, seen=now
        )  # fmt: skip
        if room.name:
            with self.office.store.write():
                rooms.put(room)
        return room

    def say(self, pressed: Pressed, said: Answer) -> None:
        """Answer who pressed a button, there where it stands; from a view in their direct message."""
        if pressed.response_url:
            self._say_by(pressed.response_url, said)
        elif pressed.channel:
            self.whisper(pressed.channel, pressed.user, said)

    def whisper(self, channel: str, user: str, said: Answer, thread_ts: str | None = None) -> None:
        """Say something to one person in a channel."""
        self.answers.whisper(channel, user, literal(said.text), list(said.blocks), thread_ts)

    def _say_by(self, url: str, said: Answer) -> bool:
        return bool(url) and self.answers.respond(url, literal(said.text), list(said.blocks))

    def reply(self, user: str, url: str, said: Answer) -> None:
        """Say what came of a form: where it was opened, or in the Home tab."""
        if not url or not self._say_by(url, said):
            self.refresh_home(user, said.blocks)

    def refresh_home(self, user: str, note: Sequence[Element] = ()) -> None:
        """Show somebody their Home tab as it is now; `note` says what was just done."""
        self.answers.publish_home(user, home_view(self.office, user, self.zone_of(user), note))


def literal(text: str) -> str:
    """Return a text for `text`, where three characters are markup; short enough for any method."""
    cut = text if len(text) <= 2_500 else text[:2_499] + "…"
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def body_of(said: Answer) -> dict[str, str | bool | list[Element]]:
    """Return an answer as a message of the outbox."""
    return {
        "text": literal(said.text),
        "blocks": list(said.blocks),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _is_zone(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9_+/-]{1,60}", name)) and _known(name)


def _known(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
