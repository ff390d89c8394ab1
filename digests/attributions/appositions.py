"""Appositions: what names again the phrase before it ("Petra Lund, the envoy", "Israel's envoy, Petra Lund")."""

from digests.attributions.grammar import Grammar
from digests.attributions.phrases import phrase_start

OFFICE_ENDINGS = (
    "man", "woman", "minister", "president", "secretary", "chief", "director", "leader", "head", "professor", "chair",
    "ambassador", "envoy", "analyst", "spokesperson", "governor", "adviser", "advisor", "author", "editor", "member",
)  # fmt: skip
STANDING = frozenset(("former", "deputy", "chief", "now", "head"))


def is_apposition(grammar: Grammar, opener: int, comma: int) -> bool:
    """Tell whether the tokens `opener:comma` name again what stands before them, and hold no main verb."""
    tags, lower = grammar.tags, grammar.lower
    head = grammar.phrase_end(opener, comma, of=False)
    names = (
        tags[opener] in "dN#"
        or grammar.atoms.get(opener, (-1, 0))[0] == opener
        or lower[opener] == "of"
        or (
            tags[opener] in "nr"
            and (
                lower[head - 1].endswith(OFFICE_ENDINGS)
                or lower[opener] in STANDING
                or (head < comma and tags[head] == "i")
            )
        )
    )
    if not names:
        return False
    relative = False
    for m in range(opener, comma):
        relative = relative or tags[m] in "wt"
        if tags[m] in "mv" and not grammar.quoted[m] and not relative and grammar.finite(m):
            return False
    return True


def outer_apposition(grammar: Grammar, start: int, first: int) -> int | None:
    """A role and then its name, both before the comma: "Israel's envoy to the UN, Petra Lund, said" begins at the role."""
    tags = grammar.tags
    if start - 2 < first or tags[start - 1] != ",":
        return None
    outer = phrase_start(grammar, start - 1, first)
    named = any(tags[k] == "N" for k in range(outer, start - 1))
    participle = grammar.lower[outer].endswith("ing")  # "Speaking to delegates, …"
    return outer if named and outer == first and not participle else None
