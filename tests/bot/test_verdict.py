"""What happens after an attempt and after a look: all decisions in one table."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs.verdict import TRIES, Again, Look, Now, Park, ParkChannel, after_attempt, after_look, unresolved
from bot.slack import Absent, Doubtful, Failure, Refused, Throttled, Unreached
from bot.store.outbox import Delivery

SETTLE = timedelta(seconds=10)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
POISON = Refused(error="invalid_blocks", kind="message")
CLOSED = Refused(error="is_archived", kind="channel")
REVOKED = Refused(error="token_revoked", kind="token")
NO_SCOPE = Refused(error="missing_scope", kind="token")
THROTTLED = Throttled(wait=timedelta(seconds=7))


def row(attempts: int = 1, looks: int = 0, op: str = "post", state: str = "sending") -> Delivery:
    return Delivery(
        id=1, key="k", channel="#desk", body={}, op=op, parent=None, edition=None, state=state, attempts=attempts, looks=looks,  # type: ignore[arg-type]
        next_try=NOON, attempted=NOON, aside=False, channel_id=None, ts=None, last_error=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("failure", "delivery", "step"),
    [
        (THROTTLED, row(3), Again(wait=timedelta(seconds=7), attempts=2)),
        (Unreached(reason="refused"), row(1), Again(wait=timedelta(seconds=5), attempts=0)),
        (REVOKED, row(1), Again(wait=timedelta(0), attempts=0)),
        (CLOSED, row(1), ParkChannel()),
        (Doubtful(reason="reset"), row(1), Look(wait=SETTLE, looks=0)),
        (Doubtful(reason="reset"), row(TRIES), Look(wait=SETTLE, looks=0)),
        (Doubtful(reason="reset"), row(TRIES, op="update"), Park()),
        (Doubtful(reason="reset"), row(1, op="update"), Look(wait=SETTLE, looks=0)),
        (POISON, row(1), Again(wait=timedelta(seconds=1), attempts=1, aside=True)),
        (POISON, row(TRIES - 1), Again(wait=timedelta(seconds=10), attempts=TRIES - 1, aside=True)),
        (POISON, row(TRIES), Park()),
    ],
)
def test_what_an_attempt_came_to_decides_what_is_done_next(
    failure: Failure, delivery: Delivery, step: object
):
    assert after_attempt(delivery, failure, SETTLE) == step


@pytest.mark.parametrize(
    ("finding", "delivery", "step"),
    [
        (Absent(), row(1), Look(wait=SETTLE / 2, looks=1)),
        (Absent(), row(1, looks=1), Now()),
        (Absent(), row(TRIES, looks=1), Park()),
        (THROTTLED, row(1, looks=1), Look(wait=timedelta(seconds=7), looks=1)),
        (Doubtful(reason="reset"), row(TRIES, looks=1), Look(wait=SETTLE, looks=1)),
        (Unreached(reason="refused"), row(1), Look(wait=SETTLE, looks=0)),
        (REVOKED, row(1), Look(wait=SETTLE, looks=0)),
        (NO_SCOPE, row(1), Now(repeated=True)),
        (CLOSED, row(1), Now(repeated=True)),
        (NO_SCOPE, row(TRIES), Park()),
    ],
)
def test_what_a_look_found_decides_what_is_done_next(
    finding: Absent | Failure, delivery: Delivery, step: object
):
    assert after_look(delivery, finding, SETTLE) == step


@pytest.mark.parametrize(
    ("failure", "delivery", "step"),
    [
        (CLOSED, row(0, state="queued"), ParkChannel()),
        (NO_SCOPE, row(0, state="queued"), ParkChannel()),
        (REVOKED, row(0, state="queued"), Again(wait=timedelta(0), attempts=0)),
        (THROTTLED, row(0, state="queued"), Again(wait=timedelta(seconds=7), attempts=0)),
        (Doubtful(reason="reset"), row(2, state="queued"), Again(wait=timedelta(seconds=5), attempts=2)),
        (Doubtful(reason="reset"), row(2, looks=1), Look(wait=timedelta(seconds=5), looks=1)),
    ],
)
def test_a_channel_that_cannot_be_resolved_costs_no_attempt(
    failure: Failure, delivery: Delivery, step: object
):
    assert unresolved(delivery, failure) == step
