"""Closed classes of English words the meeting reader steers by; they are grammar, not knowledge of the world."""

import re


def typed(words: str) -> frozenset[str]:
    """Return words with either apostrophe they are typed with ("didn't", "didn’t")."""
    return frozenset(words.split()) | frozenset(words.replace("'", "’").split())


BE = typed("is are was were be been being isn't aren't wasn't weren't 'm 're")
HAVE = typed("has have had having hasn't haven't hadn't 've")
DO = typed("do does did don't doesn't didn't")
WILL = typed("will would 'll")
#: What makes a verb one of a time to come.
FUTURE = WILL | typed("shall won't 'd wouldn't")
MODALS = WILL | typed(
    "can could may might shall should must 'd won't wouldn't can't cannot couldn't shouldn't"
)
AUXILIARIES = BE | HAVE | DO | MODALS
NEGATIONS = typed(
    "not never no neither nor without didn't don't doesn't won't wouldn't can't cannot couldn't shouldn't isn't aren't "
    "wasn't weren't hasn't haven't hadn't"
)
ADVERBS = frozenset(
    "also again later then now never not already once earlier still since both just even always often long further "
    "instead meanwhile reportedly soon yesterday today tomorrow separately briefly privately secretly personally "
    "recently jointly officially twice first last together finally formally initially repeatedly quietly only "
    "currently previously subsequently apparently probably immediately directly promptly in-person face-to-face".split()
)
#: What commas set apart between an auxiliary and its verb ("did, however, receive").
_COMMENTS = frozenset(
    "however though instead therefore reportedly nevertheless nonetheless meanwhile too".split()
)
DETERMINERS = frozenset(
    "the a an his her its their our my your this that these those no any some each every such another several many "
    "both all two three four five six seven eight nine ten".split()
)
PREPOSITIONS = frozenset(
    "of for in at from on with near against under by about over into between among within during after before "
    "following since despite without via through across toward towards amid ahead outside inside".split()
)
CONJUNCTIONS = frozenset("and or but & plus nor".split())
RELATIVES = frozenset("who whom which that whose where when".split())
SUBORDINATORS = frozenset(
    "because although though while whereas if unless until whether as once when where since that who which than so "
    "after before".split()
)
PUNCTUATION = frozenset(", ; : — – - -- ( ) [ ] “ ” \" '' `` ‘ ’ ' « » . ! ? … •".split())
QUOTES = frozenset(("“", "”", '"', "''", "``", "‘", "«", "»"))
#: Verbs after which a clause of its own begins: what follows is a subject, not an object.
REPORTING = frozenset(
    "said says say saying told tells added adds announced announces reported reports confirmed denied believes "
    "believed claimed insisted noted stressed hoped hopes thinks thought wrote declared stated quoted suggested "
    "revealed disclosed indicated warned acknowledged admitted explained agreed that whether if".split()
)
#: Verbs by which people bind themselves ("agreed in Bonn to hold talks").
RESOLVED = frozenset("agreed decided promised pledged vowed resolved".split())
IRREGULAR_PAST = frozenset(
    "met said told held took made gave went came began left saw got found became led brought sought spoke wrote kept "
    "put set sent paid thought felt lost stood understood ran rose fell grew knew drew flew broke chose drove ate won "
    "sat spent built meant dealt struck shot cut hit let read withdrew fled shook swore withstood undertook overthrew forgot "
    "froze sank rang sang hung quit laid lay stuck arose fought bought caught taught brought sold rode tore stole swam threw "
    "blew drank hid lent swept slept crept".split()
)
#: Who holds the office of the one named beside him, for another state.
COUNTERPART = re.compile(r"^(?:his|her|their)?\s*(?:counterpart|opposite number)", re.IGNORECASE)


def over_aside(lower: list[str], i: int) -> int:
    """Return the token that "no longer" or ", however," before `i` follows ("will no longer meet", "did, however, meet")."""
    if lower[max(0, i - 2) : i] == ["no", "longer"]:
        return i - 2
    comment = lower[max(0, i - 3) : i]
    return i - 3 if len(comment) == 3 and comment[::2] == [",", ","] and comment[1] in _COMMENTS else i
