"""Acts: what a speaker does by saying it (urge, deny, thank, …), to whom and about what, where the words tell."""

from dataclasses import dataclass

from digests.attributions.attribution import Attribution
from digests.attributions.grammar import Grammar
from digests.attributions.verbs import Cue
from digests.document import Sentence
from digests.records import Act
from scrapers.article import Span

#: CAMEO roots of the acts an object can turn a cue into ("expressed support").
_ROOTS: dict[Act, str] = {
    "urge": "02",
    "offer": "03",
    "hope": "01",
    "thank": "05",
    "praise": "05",
    "condemn": "11",
    "reject": "12",
}
#: Cues whose object is a person first: "thanked the hosts for …".
_PERSONAL = frozenset("thank congratulate".split())
_APPEALS = frozenset(("call on", "call upon", "appeal to", "plead with", "apologise to", "apologize to"))
#: What somebody refuses who "would not" do it.
_TELLING = frozenset("say tell reveal disclose specify confirm elaborate".split())
_TOPIC_OPENERS = frozenset("asked commenting speaking pressed questioned turning regarding on".split())


@dataclass(frozen=True, slots=True)
class Deed:
    """Act, CAMEO root and what goes with them."""

    act: Act = "say"
    cameo: str = "01"
    hedged: bool = False
    addressee: str | None = None
    topic: str | None = None


def act_of(grammar: Grammar, attribution: Attribution, pieces: tuple[Span, ...]) -> Deed:
    """Return what is done by an attribution whose content is `pieces`."""
    document, cue = grammar.document, attribution.verb
    if cue is None:
        return Deed()
    frame = "after" if attribution.shape in ("post", "inverted") else attribution.frame
    entry = cue.entry_for(frame)
    act, cameo = entry.act, entry.cameo
    content = document.tokens_in((pieces[0][0], pieces[-1][1]))
    if frame == "object" and entry.objects:
        opening = grammar.lower[content.start : content.start + 4]
        turned = next((a for word, a in entry.objects if word in opening), None)
        if turned:
            act, cameo = turned, _ROOTS[turned]
    if cue.negated and entry.verb in _TELLING and "would" in grammar.lower[cue.first : cue.verb]:
        act, cameo = "decline", "12"  # "would not say who had asked"
    elif cue.negated:  # "did not rule out", "neither confirmed nor denied": what is negated is not done
        act, cameo = "say", "01"
    elif entry.verb == "ask" and content and grammar.lower[content.start] == "that":
        act, cameo = "urge", "02"  # "asked that the list be made public"
    topic = _topic(grammar, document.sentences[attribution.sentence], cue, content)
    return Deed(act, cameo, cue.hedged, _addressee(grammar, cue, attribution, content), topic)


def _phrase(grammar: Grammar, i: int, last: int) -> str | None:
    """Return the noun phrase at token `i` as written; None for none and for a pronoun."""
    end = grammar.joined_end(i, last)
    if end == i or grammar.tags[i] in "opy":
        return None
    document = grammar.document
    return document.text[document.starts[i] : document.ends[end - 1]]


def _addressee(grammar: Grammar, cue: Cue, attribution: Attribution, content: range) -> str | None:
    """Return whom the words are for: "told the council", "urged Ruritania to …", "thanked the hosts for …"."""
    if attribution.shape in ("inverted", "passive", "according", "quoted"):
        return None
    i, verb = cue.last, cue.entries[0].verb
    last = min(i + 14, grammar.document.sentences[attribution.sentence].last)
    if verb in _PERSONAL or verb in _APPEALS or attribution.frame == "to":
        return _phrase(grammar, i, last) if i in content and grammar.tags[i] != "T" else None
    if grammar.lower[i] == "to" and grammar.tags[i] != "T" and i not in content:
        i += 1
    elif "inform" not in cue.frames:
        return None
    return _phrase(grammar, i, last) if i < last and i not in content else None


def _topic(grammar: Grammar, sentence: Sentence, cue: Cue, content: range) -> str | None:
    """Return what is spoken about: "said of the truce that …", "Asked about the truce, …", "On the truce, …"."""
    lower = grammar.lower
    i = cue.last
    if lower[i] in ("of", "about") and i not in content:
        return _phrase(grammar, i + 1, sentence.last)
    first = sentence.first
    if lower[first] not in _TOPIC_OPENERS or first in content:
        return None
    k = first + (lower[first] not in ("on", "regarding"))
    if lower[k] in ("about", "on", "regarding") or (lower[first] == "turning" and lower[k] == "to"):
        k += 1
    elif k != first:
        return None
    phrase_stop = grammar.joined_end(k, sentence.last)
    return _phrase(grammar, k, sentence.last) if grammar.tags[phrase_stop] == "," else None
