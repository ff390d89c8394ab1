"""What kind of thing a search found, in a few words: who said it, or the bones of a meeting."""

from datetime import date

from bot.store.search import Hit
from bot.store.stored import Stored
from digests.compose.statuswords import STATUS, put_off_to
from digests.days import when
from digests.records import Meeting, Statement

_FORMATS = {
    "bilateral_meeting": "Meeting",
    "multilateral_meeting": "Meeting of several",
    "phone_call": "Phone call",
}


def head(hit: Hit, stored: Stored, today: date) -> str:
    """Return what was found; "" for an article itself."""
    if hit.n is None:
        return ""
    if hit.kind == "statement":
        said = stored.facts.statements[hit.n]
        return f"Statement{_by(said)}"
    return bones(stored.facts.meetings[hit.n], stored.article.text, today)


def bones(met: Meeting, text: str, today: date) -> str:
    """Return what a meeting is: its kind, how it stands with it, place and day."""
    kind = _FORMATS.get(met.format, met.format.replace("_", " ").capitalize())
    status, day = STATUS[met.status], when(met.date, today) if met.date else None
    known = (
        (kind, f"{status} to {day}", met.place) if put_off_to(met, text) else (kind, status, met.place, day)
    )
    return ", ".join(word for word in known if word)


def _by(said: Statement) -> str:
    speaker = said.speaker or said.org or said.role
    told = f", told by {said.relayed_by}" if said.relayed_by else ""
    return f", {speaker}{told}" if speaker else told
