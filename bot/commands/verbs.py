"""The verbs: one word says what to do, the rest what with. What is near a verb is taken for a slip."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace

from bot.commands import archive, digests, following, service
from bot.commands.asking import Answer, Ask, Office
from bot.elements import Element, actions, bold, button, code, context, para
from bot.errors import CommuniqueError
from digests.nearest import nearest
from scrapers.markup import clean, one_line

#: Longer texts are no command: nothing of them is looked at.
LONGEST = 3_000

#: The query language in a line.
QUERIES = (
    "Queries: words, “phrases”, AND OR NOT ( ), prefix*, and fields: country:SYR who:Lavrov org:NATO place:Geneva topic:grain "
    "kind:meeting status:planned act:reject class:official lang:ar"
)

Handler = Callable[[Office, Ask], Answer]


def help_(_office: Office, _ask: Ask) -> Answer:
    """Say what can be asked."""
    rows = [
        ('subscribe "without preconditions"', "alerts by direct message, as it happens"),
        ("subscribe country:NOR in #channel daily 08:00", "once a day, to a channel"),
        ("list", "what you follow and what comes to this channel, with buttons to mute, edit and stop"),
        ("list log", "who changed which alert, and when"),
        ("unsubscribe 12", "stops alert 12"),
        ("test who:Lund AND status:planned", "what a query means and would have sent"),
        ("today", "the digest of this channel"),
        ("search ceasefire Geneva", "the archive, newest first"),
        ("agenda", "announced meetings and what came of them"),
        ("sources", "where I look, and who does not answer"),
        ("status", "what comes next, and why nothing came yet"),
    ]
    blocks: list[Element] = [para(bold("What I can do"))]
    blocks += [para(code(f"/diplomacy {words}"), f" · {what}") for words, what in rows]
    blocks.append(
        context("The same words work in a direct message and after @communique; my Home tab has buttons.")
    )
    blocks.append(
        context(
            "In a channel, alerts are changed by who set them up, who made the channel, and administrators."
        )
    )
    return Answer.of("What I can do", blocks)


VERBS: dict[str, Handler] = {
    "help": help_,
    "subscribe": following.subscribe,
    "unsubscribe": following.unsubscribe,
    "list": following.list_,
    "test": following.test,
    "today": digests.today,
    "search": archive.search,
    "agenda": digests.agenda,
    "sources": service.sources,
    "status": service.status,
}
#: Words people try.
_MEANT = {
    "": "help", "?": "help", "hello": "help", "hi": "help", "start": "help", "digest": "today", "find": "search",
    "calendar": "agenda", "next": "agenda", "feeds": "sources", "health": "status", "follow": "subscribe",
    "unfollow": "unsubscribe", "stop": "unsubscribe", "add": "subscribe", "remove": "unsubscribe", "alert": "subscribe",
    "subscriptions": "list", "alerts": "list", "try": "test",
    "mute": "list", "unmute": "list", "pause": "list", "resume": "list", "edit": "list", "settings": "list", "digests": "today",
}  # fmt: skip


def answer(office: Office, ask: Ask) -> Answer:
    """Return the answer to what somebody typed; mistakes are told, never raised."""
    if len(ask.text) > LONGEST:
        return Answer.line(f"That is longer than {LONGEST:,} characters; I read shorter requests only.")
    typed = unescaped(ask.text)
    word, _, rest = typed.partition(" ")
    word = word.strip("/.,:;!\"'“”‘’`*_~").casefold()
    verb = _MEANT.get(word, word)
    if verb not in VERBS:
        return _unknown(typed, word)
    # What is done by a button of the list needs no number.
    rest = "" if verb == "list" and word != "list" else rest.strip()
    try:
        return VERBS[verb](office, replace(ask, text=rest))
    except CommuniqueError as error:
        return Answer.mistake(str(error))


def unescaped(text: str) -> str:
    """Return what was typed: Slack's escapes undone, on one line, nothing invisible; channels and people stay marked."""
    return " ".join(html.unescape(clean(re.sub(r"[\u00a0\s]+", " ", text))).split())


def _unknown(typed: str, word: str) -> Answer:
    shown = one_line(word, 40)
    near = nearest(word, list(VERBS), 60) if word else None
    if near:
        rest = one_line(typed.partition(" ")[2], 200)
        return Answer.line(
            f"I do not know “{shown}”. Did you mean ", code(f"/diplomacy {near} {rest}".strip()), "?"
        )
    line = para(
        f"I do not know “{shown}”. ",
        code("/diplomacy help"),
        " shows what I know. Or did you mean to search?",
    )
    asked = one_line(typed, 400)
    value = json.dumps({"query": asked, "skip": 0}, ensure_ascii=False)
    find = button(f"Search for “{one_line(typed, 50)}”", "search.older", value)
    return Answer.of(f"I do not know “{shown}”", [line, actions(find)])
