"""Who asks what, and what an answer is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.elements import Element, Run, fitted, para, preformatted
from bot.notices import Notices
from bot.settings import Configuration, DigestConfig
from bot.store import Store
from bot.store.channels import Channels
from bot.store.members import Members
from bot.store.rooms import Room
from digests.nearest import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request in words."""

    #: Slack's id of who asks.
    user: str
    #: Slack's id of the channel it is asked in.
    channel: str
    #: True in a direct message.
    direct: bool
    text: str
    #: IANA zone of who asks.
    zone: str
    #: Unique for ever: what it queues is queued once.
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said in return, to the one who asked alone."""

    #: For notifications and screen readers; literal.
    text: str
    blocks: tuple[Element, ...]

    @classmethod
    def of(cls, text: str, blocks: Sequence[Element]) -> "Answer":
        """Return an answer that fits into a message."""
        return cls(text=text, blocks=tuple(fitted(blocks)))

    @classmethod
    def mistake(cls, message: str) -> "Answer":
        """Return what is wrong with a request; a place that is pointed at stays below what it points at."""
        first, _, rest = message.partition("\n")
        blocks = [para(first), *([preformatted(rest)] if rest else [])]
        return cls.of(first, blocks)

    @classmethod
    def line(cls, *runs: Run) -> "Answer":
        """Return an answer of one paragraph."""
        text = "".join(run if isinstance(run, str) else str(run.get("text", "")) for run in runs)
        return cls(text=text, blocks=(para(*runs),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What answers are found in."""

    store: Store
    #: The same file by a connection of its own, for long reads: nobody waits for an answer while pages are written.
    archive: Store
    configuration: Callable[[], Configuration]
    folder: Path
    notices: Callable[[], Notices]
    clock: Callable[[], datetime]
    #: The process of the service, for `status`.
    pid: int = field(default=0)
    #: Asks Slack about a channel, by id or "#name"; None when it does not say now.
    look_up: Callable[[str], Room | None] = field(default=lambda _channel: None)

    def is_admin(self, user: str) -> bool:
        """Tell whether somebody is an administrator."""
        return user in self.configuration().settings.slack.admins

    def manages(self, user: str, channel: str) -> bool:
        """Tell whether somebody manages a channel: they made it, or run the workspace or this service."""
        if channel.startswith(("U", "W")):
            return self.is_admin(user)
        room, person = self.look_up(channel), Members(self.store.connection).get(user)
        return bool(
            self.is_admin(user) or (room and room.creator == user) or (person is not None and person.admin)
        )

    def digests_of(self, channel: str) -> list[DigestConfig]:
        """Return the digests that are posted to a channel, by its id."""
        known = {channel, *self.names_of(channel)}
        return [digest for digest in self.configuration().digests if digest.channel in known]

    def names_of(self, channel: str) -> set[str]:
        """Return the configured names a channel goes by."""
        return Channels(self.store.connection).names_of(channel)


def near_one(word: str, known: Sequence[str]) -> str:
    """Return "did you mean …?" or what there is."""
    near = nearest(word, known, 60)
    return f"did you mean {near}?" if near else f"there are: {', '.join(known) or 'none'}"
