"""Corrections: a line of an edition is taken back or reworded, in the post, its thread, the log and on the page.

A message that still waits takes the correction in, and nobody ever sees the wrong line. One that is posted is edited; its
thread keeps the old words, and the channel is told when it changes how a meeting stands.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot import logs
from bot.blocks import page_of, payloads
from bot.errors import UsageError
from bot.fitting import notification
from bot.store import Store
from bot.store.corrections import Corrections
from bot.store.editions import EditionRow
from bot.store.outbox import Message
from digests import gate
from digests.corrections import Correction, Kind, as_it_stands, corrected, is_retracted, retracted
from digests.days import local_day
from digests.edition import Edition, Item
from digests.keeping import edition_from_body, edition_from_json
from digests.records import MeetingStatus
from scrapers.markup import one_line

#: Characters of a line that a person writes, and of a reason: the whole message has some nine thousand.
LONGEST_LINE, LONGEST_REASON = 600, 300
#: Characters of the words before and after that a thread is shown.
_OLD_WORDS = 2_000
#: Of a reply of a thread whose words went with a correction.
_TAKEN_OUT = "Taken out with a correction."
_NAMES: dict[Kind, str] = {
    "retracted": "Retracted",
    "corrected": "Corrected",
    "source": "Changed by its source",
    "status": "Changed since",
}

Change = Callable[[Edition, Item], Item]


def find(store: Store, name: str) -> EditionRow:
    """Return the edition with an id, or the latest of a digest.

    Raises:
        UsageError: There is none.
    """
    row = store.editions.get(int(name)) if name.isdecimal() and name.isascii() else store.editions.last(name)
    if row is None:
        known = sorted({e.digest for e in store.editions.each()})
        hint = f"; digests with editions: {', '.join(known)}" if known else "; none was posted yet"
        raise UsageError(f"no edition {name!r}{hint}. `communique export editions` lists them by id")
    return row


def first_form(row: EditionRow) -> Edition:
    """Return an edition as it was posted."""
    if row.record is not None:
        return edition_from_json(row.record)
    return edition_from_body(row.body, title=row.digest, after_seq=row.after_seq, upto_seq=row.upto_seq)


def current(store: Store, row: EditionRow) -> Edition:
    """Return an edition with its corrections."""
    items = {c.number: c.item for c in Corrections(store.connection).of(row.id)}
    return as_it_stands(first_form(row), items)


def item_of(edition: Edition, name: int, number: int) -> Item:
    """Return an item by its number; `name` is the id of the edition.

    Raises:
        UsageError: There is no such item.
    """
    item = next((i for i in edition.items if i.number == number), None)
    if item is None:
        numbers = ", ".join(str(i.number) for i in edition.items)
        raise UsageError(f"edition {name} has no item {number}; it has {numbers or 'none'}")
    return item


def retract(store: Store, row: EditionRow, number: int, reason: str | None, now: datetime) -> Correction:
    """Take a line back.

    Raises:
        UsageError: There is no such line, it was taken back already, or the reason quotes.
    """

    reason = _short(reason)

    def change(edition: Edition, item: Item) -> Item:
        return retracted(item, reason, local_day(now, edition.scope.timezone))

    return _by_hand(store, row, number, "retracted", reason, change, now)


def correct(
    store: Store,
    row: EditionRow,
    number: int,
    text: str,
    now: datetime,
    *,
    status: MeetingStatus | None = None,
    reason: str | None = None,
) -> Correction:
    """Put a line into other words; `status` says that it changes how the meeting stands.

    Raises:
        UsageError: There is no such line, it was taken back, or the words quote what its passages do not hold.
    """
    words = " ".join(text.split())
    if not words:
        raise UsageError("a line needs words; `communique retract` takes one back")
    if len(words) > LONGEST_LINE:
        raise UsageError(
            f"a line has at most {LONGEST_LINE} characters, and this one has {len(words)}; shorten it"
        )
    reason = _short(reason)

    def change(edition: Edition, item: Item) -> Item:
        if status and item.status is None:
            raise UsageError(f"item {number} is no meeting and has no status; leave --status out")
        return corrected(item, words, local_day(now, edition.scope.timezone), status)

    return _by_hand(store, row, number, "corrected", reason, change, now)


def _short(reason: str | None) -> str | None:
    words = " ".join(reason.split()) if reason else ""
    if len(words) > LONGEST_REASON:
        raise UsageError(
            f"a reason has at most {LONGEST_REASON} characters, and this one has {len(words)}; shorten it"
        )
    return words or None


def _by_hand(
    store: Store,
    row: EditionRow,
    number: int,
    kind: Kind,
    reason: str | None,
    change: Change,
    now: datetime,
) -> Correction:
    with store.write():
        edition = current(store, row)
        item = item_of(edition, row.id, number)
        if is_retracted(item):
            raise UsageError(f"item {number} of edition {row.id} was retracted already")
        try:
            new = change(edition, item)
        except ValueError as error:
            raise UsageError(
                f"quotation marks stand only around words of the article: {error}. Put it into other words without them"
            ) from error
        return apply(store, row, edition, item, new, kind, reason, now)


def apply(
    store: Store,
    row: EditionRow,
    edition: Edition,
    item: Item,
    new: Item,
    kind: Kind,
    reason: str | None,
    now: datetime,
) -> Correction:
    """Write a correction to the log and queue what the channel sees of it; call it in the transaction of the decision.

    Args:
        store: The store.
        row: The edition.
        edition: The edition as it stands.
        item: The line as it stands.
        new: The line as it is from now on.
        kind: What kind of correction it is.
        reason: Why; None when none was given.
        now: The time of the correction.
    """
    done = Correction(
        number=item.number, kind=kind, reason=reason, before=gate.line(item.runs), item=new, at=now
    )
    number = Corrections(store.connection).add(row.id, done)
    base = f"edition:{row.id}"
    posted = store.outbox.get(f"{base}:0")
    page = page_of(posted.body) if posted else None
    before, after = _bodies(edition, page), _bodies(as_it_stands(edition, {item.number: new}), page)
    messages: list[Message] = []
    seen = False
    for n in range(max(len(before), len(after))):
        if before[n : n + 1] == after[n : n + 1] or posted is None:
            continue
        key = f"{base}:{n}"
        body = after[n] if n < len(after) else _said(_TAKEN_OUT)
        there = store.outbox.standing(key)
        if there is None:
            messages.append(_message(row, f"{key}:{number}", body, parent=f"{base}:0"))
        elif not store.outbox.replace(there.key, body):
            messages.append(_message(row, f"{key}:{number}", body, parent=there.key, update=True))
            seen = True
    if seen:
        told = item.status is not None and item.status != new.status
        notice = {**_notice(done), **({"reply_broadcast": True} if told else {})}
        messages.append(_message(row, f"{base}:correction:{number}", notice, parent=f"{base}:0"))
    store.outbox.queue(messages, now)
    logs.get().info("correction", edition=row.id, item=item.number, kind=kind)
    return done


def _bodies(edition: Edition, page: str | None) -> list[dict[str, Any]]:
    return [{k: v for k, v in payload.items() if k != "parent"} for payload in payloads(edition, page)]


def _message(
    row: EditionRow, key: str, body: dict[str, Any], *, parent: str, update: bool = False
) -> Message:
    if update:
        # chat.update knows no unfurling.
        body = {k: v for k, v in body.items() if not k.startswith("unfurl_")}
    return Message(
        key=key,
        channel=row.channel,
        body=body,
        op="update" if update else "post",
        parent=parent,
        edition=row.id,
    )


def _notice(done: Correction) -> dict[str, Any]:
    """Return what the thread says: what changed, why, and the old words."""
    head = f"{_NAMES[done.kind]}: item {done.number}"
    reason = f" · {done.reason}" if done.reason else ""
    parts = [("bold", head), ("", reason), ("", "\nIt said: "), ("italic", one_line(done.before, _OLD_WORDS))]
    if not is_retracted(done.item):
        parts += [("", "\nIt says now: "), ("", one_line(gate.line(done.item.runs), _OLD_WORDS))]
    elements = [
        {"type": "text", "text": text, **({"style": {style: True}} if style else {})}
        for style, text in parts
        if text
    ]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}
    return {
        "text": notification(head + reason),
        "blocks": [block],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _said(text: str) -> dict[str, Any]:
    block = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
    }
    return {"text": text, "blocks": [block], "unfurl_links": False, "unfurl_media": False}
