"""Modals: forms over Slack's window. Pure; what a form says when sent is read here, too."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.elements import Element, Run, context, option, para, plain
from bot.store.feedback import Kind

View = dict[str, Any]

#: Kinds of a remark, as people say them.
KINDS: dict[Kind, str] = {
    "speaker": "Wrong speaker",
    "not_held": "It did not take place",
    "place_or_day": "Wrong place or day",
    "same": "The same as another line",
    "not_for_us": "Not for us",
    "other": "Something else",
}
#: These say nothing without words.
WORDED: tuple[Kind, ...] = ("same", "other")
NOTE = 1_000
QUERY = 500
#: Lines one can choose from.
MOST_LINES = 99

WRONG, SEARCH, EDIT, START = "wrong", "search", "edit", "start"
#: Block that says how a query is read.
READING = "reading"
#: Once a day, unless another hour is chosen.
USUAL_HOUR = "08:00"
#: What one can begin with: label, example, and the query made of what is typed.
STARTERS = {
    "country": ("A country", "Norway", 'country:"{}"'),
    "person": ("A person", "Petra Lund", 'who:"{}"'),
    "phrase": ("A phrase", "without preconditions", '"{}"'),
    "query": ("A query", 'country:NOR AND "fishing rights"', ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the form "Something wrong?" says."""

    #: Number of the line; None for the whole message.
    item: int | None
    kind: Kind
    note: str


def loading(title: str) -> View:
    """Return what stands on the screen until the form is ready."""
    return modal(title, [para("One moment …")])


def message(title: str, *runs: Run) -> View:
    """Return a modal that only says something."""
    return modal(title, [para(*runs)])


def modal(
    title: str, blocks: Sequence[Element], *, callback: str = "", submit: str = "", data: Any = None
) -> View:
    """Return a modal."""
    view: View = {
        "type": "modal",
        "title": plain(title, 24),
        "close": plain("Close", 24),
        "blocks": list(blocks),
        "private_metadata": json.dumps(data, ensure_ascii=False) if data is not None else "",
    }
    if callback:
        view["callback_id"] = callback
    if submit:
        view["submit"] = plain(submit, 24)
    return view


def data_of(view: View) -> dict[str, Any]:
    """Return what a modal carries."""
    found = json.loads(view.get("private_metadata") or "{}")
    return found if isinstance(found, dict) else {}


def something_wrong(lines: Sequence[tuple[int, str]], data: dict[str, Any]) -> View:
    """Return the form for a message with these numbered lines."""
    blocks: list[Element] = []
    if lines:
        choices = [option(f"{number} {text}", str(number)) for number, text in lines[:MOST_LINES]]
        choices.append(option("The whole message", "0"))
        blocks.append(
            field("item", "Which line?", {"type": "static_select", "action_id": "item", "options": choices})
        )
    kinds = [option(text, kind) for kind, text in KINDS.items()]
    blocks.append(
        field("kind", "What is wrong?", {"type": "radio_buttons", "action_id": "kind", "options": kinds})
    )
    blocks.append(text_field("note", "In your words", NOTE, multiline=True, optional=True))
    return modal("Something wrong?", blocks, callback=WRONG, submit="Tell the desk", data=data)


def read_remark(view: View) -> Remark:
    """Return what was chosen."""
    values = values_of(view)
    number = int(values.get("item") or 0)
    kind = next(kind for kind in KINDS if kind == values.get("kind"))
    return Remark(item=number or None, kind=kind, note=(values.get("note") or "").strip()[:NOTE])


def remark_errors(view: View) -> dict[str, str]:
    """Return the mistakes of the form, by field."""
    remark = read_remark(view)
    if remark.kind in WORDED and not remark.note:
        return {"note": "Please say in a few words what is wrong."}
    return {}


def search_form(query: str = "", *, results: Sequence[Element] = ()) -> View:
    """Return the search form, with what was found below."""
    typed = live(text_field("query", "Words and “phrases”", QUERY, given=query))
    blocks = [typed, *results]
    return modal("Search the archive", blocks, callback=SEARCH, submit="Search")


def edit_form(number: int, query: str, daily: str | None, reply: str = "") -> View:
    """Return the form to change a subscription; `reply` is where what came of it is said."""
    typed = live(text_field("query", "Query", 2_000, multiline=True, given=query))
    blocks = [typed, *_often(daily)]
    return modal(
        f"Alert {number}", blocks, callback=EDIT, submit="Save", data={"number": number, "reply": reply}
    )


def start_form(kind: str, *, channels: bool) -> View:
    """Return the form that makes a first query of a few words, for who fills it in or, where they may, for a channel."""
    label, example, _ = STARTERS[kind]
    most = QUERY if kind == "query" else 200
    words = live(text_field("query", label, most, hint=f"For example: {example}"))
    where = [_channel()] if channels else []
    return modal(
        "Follow", [words, *where, *_often(None)], callback=START, submit="Follow", data={"kind": kind}
    )


def _channel() -> Element:
    """Return the choice of a public channel: a private one is subscribed in it, so that its members see who did."""
    chosen = {
        "type": "conversations_select",
        "action_id": "channel",
        "filter": {"include": ["public"], "exclude_bot_users": True},
        "placeholder": plain("You alone, by direct message", 150),
    }
    hint = (
        "Everybody in it reads what comes, and is told who set it up. In a private one: /diplomacy subscribe."
    )
    return field("channel", "In a channel", chosen, optional=True, hint=hint)


def channel_of(view: View) -> str | None:
    """Return the channel a form names; None for who filled it in."""
    return values_of(view).get("channel") or None


def live(block: Element) -> Element:
    """Return an input that is looked at while somebody types."""
    config = {"trigger_actions_on": ["on_character_entered"]}
    element = {**block["element"], "dispatch_action_config": config}
    return {**block, "dispatch_action": True, "element": element}


def with_reading(view: View, reading: str) -> View:
    """Return a form somebody is typing into, with what is made of it below the query."""
    blocks = [block for block in view["blocks"] if block.get("block_id") != READING]
    at = next(n for n, block in enumerate(blocks) if block.get("block_id") == "query")
    blocks.insert(at + 1, {**context(reading), "block_id": READING})
    kept = ("type", "title", "close", "submit", "callback_id", "private_metadata")
    return {**{key: view[key] for key in kept if view.get(key)}, "blocks": blocks}


def query_of(view: View) -> str:
    """Return the query a form says, made of the words typed where it is a first one."""
    typed = (values_of(view).get("query") or "").strip()
    kind = data_of(view).get("kind")
    if kind in STARTERS and STARTERS[kind][2]:
        return STARTERS[kind][2].format(re.sub(r"[\"“”„«»\\]", " ", typed).strip())
    return typed


def daily_of(view: View) -> str | None:
    """Return the hour of a form; None for as it happens."""
    values = values_of(view)
    return (values.get("hour") or USUAL_HOUR) if values.get("often") == "daily" else None


def _often(daily: str | None) -> list[Element]:
    choices = [option("As it happens", "now"), option("Once a day", "daily")]
    often = {
        "type": "radio_buttons",
        "action_id": "often",
        "options": choices,
        "initial_option": choices[1 if daily else 0],
    }
    hour = {"type": "timepicker", "action_id": "hour", "initial_time": daily or USUAL_HOUR}
    return [field("often", "How often", often), field("hour", "Hour of the day", hour, optional=True)]


def field(name: str, label: str, element: Element, *, optional: bool = False, hint: str = "") -> Element:
    """Return one input, whose block is named like its action."""
    block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 200),
        "element": element,
        "optional": optional,
    }
    return {**block, **({"hint": plain(hint, 500)} if hint else {})}


def text_field(
    name: str,
    label: str,
    most: int,
    *,
    multiline: bool = False,
    optional: bool = False,
    hint: str = "",
    given: str = "",
) -> Element:
    """Return a text input, filled with what is given."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": name,
        "max_length": most,
        "multiline": multiline,
    }
    if given:
        element["initial_value"] = given
    return field(name, label, element, optional=optional, hint=hint)


def values_of(view: View) -> dict[str, str | None]:
    """Return what was typed and chosen, by action."""
    out: dict[str, str | None] = {}
    for block in (view.get("state") or {}).get("values", {}).values():
        for name, value in block.items():
            chosen = value.get("selected_option")
            out[name] = (
                value.get("value")
                or (chosen or {}).get("value")
                or value.get("selected_time")
                or value.get("selected_conversation")
            )
    return out
