"""Remarks on what was posted: kept, told to the operators with passage and record, exported in the form of the gold."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from bot import corrections
from bot.console import plain
from bot.elements import Element, Run, bold, context, fitted, link, para, user
from bot.modals import KINDS, Remark
from bot.notices import Notices
from bot.store import Store
from bot.store.feedback import Feedback, FeedbackTable
from bot.store.outbox import Delivery, Message
from digests.edition import Edition, Item
from digests.labels import meeting_label, statement_label
from scrapers.markup import one_line

#: Characters of a passage as the operators see it.
_PASSAGE = 600


def edition_of(store: Store, delivery: Delivery) -> Edition | None:
    """Return the edition a message is of, as it stands; None when it is none."""
    row = store.editions.get(delivery.edition) if delivery.edition is not None else None
    return corrections.current(store, row) if row else None


def lines_of(edition: Edition | None) -> list[tuple[int, str]]:
    """Return the numbered lines one can remark on."""
    return [(item.number, one_line(item.text)) for item in edition.items] if edition else []


def take(
    store: Store,
    notices: Notices,
    delivery: Delivery,
    remark: Remark,
    user_id: str,
    channel: str,
    now: datetime,
) -> int:
    """Keep a remark and queue what the operators see of it, in one transaction; return its id."""
    edition = edition_of(store, delivery)
    item = next((i for i in edition.items if i.number == remark.item), None) if edition else None
    feedback = Feedback(
        at=now,
        user=user_id,
        channel=channel,
        message=delivery.key,
        edition=delivery.edition,
        item=remark.item,
        kind=remark.kind,
        note=remark.note,
        about=_about(item) if item or edition else _about_alert(delivery),
    )
    with store.write():
        number = FeedbackTable(store.connection).add(feedback)
        if notices.channel is not None:
            blocks = fitted(_blocks(feedback, edition, item))
            text = f"Something wrong: {KINDS[remark.kind]}"
            body = {"text": text, "blocks": blocks, "unfurl_links": False, "unfurl_media": False}
            store.outbox.queue([Message(key=f"feedback:{number}", channel=notices.channel, body=body)], now)
    return number


def _about(item: Item | None) -> dict[str, Any]:
    if item is None:
        return {}
    return {
        "text": item.text,
        "section": item.section,
        "facts": list(item.facts),
        "story": item.story,
        "passages": [{"url": p.url, "source": p.source, "text": p.text} for p in item.passages],
    }


def _about_alert(delivery: Delivery) -> dict[str, Any]:
    """Return an alert as it was shown, with the article its key names."""
    article = delivery.key.rsplit(":", 1)[1]
    named = {"article": int(article)} if delivery.key.startswith("alert:") and article.isdecimal() else {}
    return {"text": plain(delivery.body)[:_PASSAGE], **named}


def _blocks(feedback: Feedback, edition: Edition | None, item: Item | None) -> list[Element]:
    where = f"edition {feedback.edition} of {edition.scope.digest}" if edition else feedback.message
    number = f", line {feedback.item}" if feedback.item else ""
    blocks: list[Element] = [
        para(bold(KINDS[feedback.kind]), f" · {where}{number} · ", user(feedback.user)),
    ]
    if feedback.note:
        blocks.append(para("“", one_line(feedback.note, 1_000), "”"))
    if edition is None and (text := feedback.about.get("text")):
        blocks.append(para(text))
    if item is not None:
        blocks.append(para(f"{item.number} {one_line(item.text, 1_000)}"))
        for passage in item.passages[:3]:
            runs: list[Run] = [link(passage.url, passage.source), ": ", one_line(passage.text, _PASSAGE)]
            blocks.append(para(*runs))
        if feedback.edition is not None:
            blocks.append(
                context(
                    f"Records {', '.join(item.facts)}. To take the line back: communique retract {feedback.edition} {item.number}"
                )
            )
    return blocks


def exported(store: Store) -> Iterator[str]:
    """Yield the remarks as JSONL: each article a remark is about, with all that was read from it, as lines of the gold."""
    for one in FeedbackTable(store.connection).all():
        facts: dict[str, list[str]] = {}
        for fact in one.about.get("facts") or [str(one.about.get("article", ""))]:
            article, _, name = str(fact).partition(".")
            facts.setdefault(article, []).extend([name] if name else [])
        for article, names in facts.items():
            yield json.dumps(_row(store, one, article, names), ensure_ascii=False)


def _row(store: Store, one: Feedback, article: str, facts: Sequence[str]) -> dict[str, Any]:
    doc = f"feedback-{one.id}" + (f"-{article}" if article else "")
    remark = {
        "kind": one.kind,
        "note": one.note,
        "at": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "edition": one.edition,
        "item": one.item,
        "line": one.about.get("text"),
        # "s3" is the fourth of the statements, "m0" the first of the meetings.
        "facts": list(facts),
    }
    stored = store.articles.get(int(article)) if article.isdecimal() else None
    if stored is None:
        return {"id": doc, "remark": remark}
    text, read = stored.article.text, stored.facts
    published = stored.article.published or stored.effective
    return {
        "id": doc,
        "remark": remark,
        "level": "document",
        "published": published.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "title": stored.article.title,
        "text": text,
        "url": stored.article.url,
        "statements": [statement_label(s, text, doc) for s in read.statements],
        "meetings": [meeting_label(m, text, f"{doc}.m{n}") for n, m in enumerate(read.meetings)],
    }
