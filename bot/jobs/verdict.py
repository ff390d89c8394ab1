"""What to do after an attempt to post, and after looking whether a message is there. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.slack import Absent, Copy, Doubtful, Failure, Refused, Throttled, Unreached
from bot.store.outbox import Delivery

Clock = Callable[[], datetime]

#: A message that fails so often is parked.
TRIES = 5
#: Waits between the tries of a message that Slack refuses.
REFUSED_WAITS = tuple(timedelta(seconds=s) for s in (1, 2, 5, 10))
#: Slack cannot be reached at all: nothing was sent, so this counts as no try.
UNREACHED_WAIT = timedelta(seconds=5)
#: A message that was sent again is looked for the first time after so many times `slack.settle` (see bot.jobs.sweep).
FIRST_SWEEP = 12
#: Between two looks at Slack when it does not answer.
SHORTEST_LOOK = timedelta(milliseconds=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Try again after a wait: it is certainly not posted."""

    wait: timedelta
    #: How many attempts count towards being parked.
    attempts: int
    #: Others in its channel may pass it meanwhile.
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Look for it in Slack after a wait."""

    wait: timedelta
    #: How often it was not found so far.
    looks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """Send it now."""

    #: It says that it may be there already.
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """Set it aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkChannel:
    """Set aside all that waits for its channel: what it refuses, it refuses to every message."""


def bad_token(failure: object) -> bool:
    """Tell whether nothing at all can be sent with this token."""
    return isinstance(failure, Refused) and failure.kind == "token"


def after_attempt(row: Delivery, failure: Failure, settle: timedelta) -> Again | Look | Park | ParkChannel:
    """Decide after an attempt that failed; `row.attempts` counts it already."""
    match failure:
        case Throttled():
            return Again(wait=failure.wait, attempts=row.attempts - 1)
        case Unreached():
            return Again(wait=UNREACHED_WAIT, attempts=row.attempts - 1)
        case Doubtful():
            # An update may be repeated freely; giving up is all that has to be decided.
            return Park() if row.op == "update" and row.attempts >= TRIES else Look(wait=settle, looks=0)
        case Refused(kind="token"):
            return Again(wait=timedelta(0), attempts=row.attempts - 1)
        case Refused(kind="channel"):
            return ParkChannel()
        case Refused():
            if row.attempts >= TRIES:
                return Park()
            wait = REFUSED_WAITS[min(row.attempts, len(REFUSED_WAITS)) - 1]
            return Again(wait=wait, attempts=row.attempts, aside=True)


def after_look(row: Delivery, finding: Absent | Failure, settle: timedelta) -> Look | Now | Park:
    """Decide after a look that did not find the message."""
    match finding:
        case Absent():
            if not row.looks:
                return Look(wait=settle / 2, looks=1)
            return Park() if row.attempts >= TRIES else Now()
        case Throttled():
            return Look(wait=finding.wait, looks=row.looks)
        case Refused() if finding.kind != "token" or finding.error == "missing_scope":
            # The history cannot be read, so nobody will ever know.
            return Park() if row.attempts >= TRIES else Now(repeated=True)
        case Unreached() | Doubtful() | Refused():
            return Look(wait=max(settle, SHORTEST_LOOK), looks=row.looks)


def unresolved(row: Delivery, failure: Failure) -> Again | Look | ParkChannel:
    """Decide when the id of the channel could not be had; no attempt was made."""
    if isinstance(failure, Refused) and (failure.kind != "token" or failure.error == "missing_scope"):
        return ParkChannel()
    wait = (
        failure.wait
        if isinstance(failure, Throttled)
        else timedelta(0)
        if bad_token(failure)
        else UNREACHED_WAIT
    )
    return (
        Look(wait=wait, looks=row.looks)
        if row.state == "sending"
        else Again(wait=wait, attempts=row.attempts)
    )


def choose(copies: Sequence[Copy], ts: str | None) -> tuple[Copy | None, tuple[Copy, ...]]:
    """Decide which copy of a message stays, and which others go.

    The one that stays is the one we know, since replies, corrections and buttons refer to it, or one that people have
    replied to. What has replies never goes.

    Args:
        copies: All that is shown of it, the oldest first.
        ts: The one we know; None when we know of none. Where it is not shown, nothing is certain, and nothing goes.
    """
    known = next((copy for copy in copies if copy.ts == ts), None)
    if not copies or (ts is not None and known is None):
        return None, ()
    answered = [copy for copy in copies if copy.replies]
    keep = known if known and (known.replies or not answered) else (answered or copies)[0]
    return keep, tuple(copy for copy in copies if copy is not keep and not copy.replies)
