"""Status words: how it stands with a meeting, as the texts have it."""

import re
from datetime import date

from digests.compose.meant import Meant
from digests.compose.statements import speaker_of
from digests.compose.texts import Texts, shorten
from digests.compose.times import effective
from digests.days import day_text
from digests.naming import Namer
from digests.records import Meeting, MeetingStatus

STATUS: dict[MeetingStatus, str] = {
    "planned": "planned", "ongoing": "under way", "held": "held", "postponed": "put off", "cancelled": "called off",
    "denied": "denied", "failed": "failed",
}  # fmt: skip


#: Characters behind the passage of a meeting in which its new day may stand.
_BEHIND = 240
_RESULT = r"(?:agreement|deal|breakthrough|progress|result|accord)"


_NO_AGREEMENT = re.compile(
    rf"\b(?:no {_RESULT}|without (?:an? |any )?{_RESULT}|inconclusive\w*|collapsed|broke (?:down|up|off)"
    rf"|fail\w* to (?:reach|agree|bridge|(?:produce|secure|yield|strike|seal) an? {_RESULT})"
    r"|ended in failure|deadlock\w*|fruitless|stalemate)\b",
    re.IGNORECASE,
)


_NOT_HELD = re.compile(
    r"\b(?:did not|didn’t|didn't|never) (?:take place|meet|happen|materiali[sz]e|turn up|show up|appear)\b"
    r"|\bfail\w* to (?:meet|take place|materiali[sz]e|turn up|show up)\b",
    re.IGNORECASE,
)


def put_off_to(meeting: Meeting, text: str) -> bool:
    """Tell whether the day of a meeting put off is the new one ("moved to March 21") and not the one it was set for."""
    if meeting.status != "postponed" or not meeting.date_text:
        return False
    told = re.escape(meeting.date_text)
    ends = (meeting.span, *meeting.mentions)
    around = text[min(a for a, _ in ends) : max(b for _, b in ends) + _BEHIND]
    return bool(re.search(rf"\b(?:to|until|till)\s+(?:(?:the|next)\s+)?{told}", around))


def status_words(meant: Meant, texts: Texts, namer: Namer) -> str:
    """Return the status as printed."""
    meeting = meant.standing.meeting
    if meant.overdue:
        return (
            "no report of the outcome"
            if meant.status == "planned"
            else "under way when told, no report of the outcome"
        )
    words = _failed(meant, texts) if meant.status == "failed" else STATUS[meant.status]
    if meant.status == "planned" and not meant.certain and meant.date:
        words += ", day not certain"
    if meant.status == "postponed" and any(
        t.meeting.date == meant.date and put_off_to(t.meeting, t.told.article.text) for t in meant.group.now
    ):
        words += " to that day"
    teller = re.sub(r"(?:\s+(?:has|had|have|also|later|who|which))+$", "", meeting.reported_by or "")
    teller = re.sub(r"^(?:The|An?)\b", lambda m: m.group().lower(), teller)
    if meant.status == "denied":
        by = _denier(meant)
        return f"denied by {by}" if by else words
    if _borne_out(meant):
        return words
    if any(p.name and p.name.split()[-1] in teller for p in meeting.participants):
        return words  # who took part is no further witness
    if teller and not teller.casefold().startswith(("he", "she", "they", "it", "who")):
        words += f", {_in_full(meant, teller, namer) or shorten(teller, 8)[0]} said"
    elif meeting.report == "anonymous":
        words += ", an unnamed source said"
    return words


def _in_full(meant: Meant, teller: str, namer: Namer) -> str | None:
    """Return who tells of a meeting with name and office, where the text has only a last name beside the verb."""
    if len(teller.split()) > 1:
        return None
    facts = meant.standing.told.facts
    named = (speaker_of(s) for s in facts.statements if s.speaker and s.role)
    found = next((p for p in named if p.name and p.name.split()[-1] == teller), None)
    return namer.show(found) if found else None


def _denier(meant: Meant) -> str | None:
    """Return who denies a meeting; who reported it before is another."""
    start, end = meant.standing.meeting.span
    for statement in meant.standing.told.facts.statements:
        if statement.act in ("deny", "reject") and statement.span[0] < end and start < statement.span[1]:
            return statement.speaker or statement.org
    return None


def _borne_out(meant: Meant) -> bool:
    """Tell whether another publisher tells the same on its own account: then it matters less who said so."""
    standing = meant.standing
    return any(
        t.told.family != standing.told.family
        and t.meeting.status == meant.status
        and t.meeting.report in ("outlet", "official_readout")
        for t in meant.group.now
    )


def _failed(meant: Meant, texts: Texts) -> str:
    telling = meant.standing
    text = telling.told.article.text
    start, end = telling.meeting.span
    around = text[
        texts.sentence(telling.told, start)[0] : max(
            end, texts.sentence(telling.told, max(start, end - 1))[1]
        )
    ]
    around += " " + (telling.meeting.outcome or "")
    if _NOT_HELD.search(around):
        return "did not take place"
    if _NO_AGREEMENT.search(around):
        return "held, no agreement"
    return "held, without result"


def life(meant: Meant, near: date) -> list[str]:
    """Return the changes of status in order of telling: "planned (Fjord Post, Tue 10 Mar) → held (Halyard Wire, Sat 14 Mar)"."""
    steps: list[str] = []
    last: MeetingStatus | None = None
    for telling in (*meant.group.before, *meant.group.now):
        if telling.meeting.status == last:
            continue
        last = telling.meeting.status
        day = day_text(effective(telling.told).date(), near)
        steps.append(f"{STATUS[last]} ({telling.told.outlet}, {day})")
    return [" → ".join(steps)] if len(steps) > 1 else []
