"""The words of status (`digests/lexicon/status.yaml`), keyed for look-up.

`offered` is used inside this package only: it marks talk of a contact that nobody has set, and such a contact is no
meeting.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from digests.meetings.cues import Form, rows, verb_forms

Status = Literal["planned", "ongoing", "held", "postponed", "cancelled", "failed", "denied", "offered"]


@dataclass(slots=True)
class StatusWords:
    """What the words around a contact say of it."""

    before_to: dict[str, Status] = field(default_factory=dict)
    #: First word of a verb form -> (further words, form, status).
    verbs: dict[str, list[tuple[tuple[str, ...], Form, Status]]] = field(default_factory=dict)
    adjectives: dict[str, Status] = field(default_factory=dict)
    #: Last word of a phrase that leads up to a contact -> (all its words, status), longest first.
    after: dict[str, list[tuple[tuple[str, ...], Status]]] = field(default_factory=dict)
    phrases: list[tuple[tuple[str, ...], Status]] = field(default_factory=list)


@cache
def status_words() -> StatusWords:
    """Return the status words, keyed for look-up."""
    out = StatusWords()
    for row in rows("status.yaml"):
        status: Status = row["status"]
        for word in row.get("before_to", ()):
            out.before_to.setdefault(word, status)
        for word in row.get("adjectives", ()):
            out.adjectives.setdefault(word, status)
        for verb in row.get("verbs", ()):
            head, *rest = verb.split()
            for form, kind in verb_forms(head, row.get("irregular", {})).items():
                out.verbs.setdefault(form, []).append((tuple(rest), kind, status))
        for phrase in row.get("after", ()):
            words = tuple(phrase.split())
            out.after.setdefault(words[-1], []).append((words, status))
        out.phrases += [(tuple(w.split()), status) for w in row.get("phrases", ())]
    for entries in out.verbs.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    for phrases in out.after.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return out
