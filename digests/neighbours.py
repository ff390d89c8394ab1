"""Neighbours: tells from the word after a name or an office whether the name acts or only qualifies a noun.

"Israel hopes" and "Israel said" act; "U.S. initiatives", "militant groups" and "the Iran crisis" do not.
"""

CLOSED = frozenset(
    "the a an and or but nor of in on at to for with by from as that which who whom whose what when where "
    "while if because than then is are was were be been being am has have had do does did will would can "
    "could may might must shall should ought not never no it he she they we i you there here this these those "
    "also after before during since until over under about against into onto through within without upon "
    "among between amid despite towards toward via per around across along behind beyond near off out up down "
    "away back again already still yet even just only once so too very more most less least both either "
    "neither each all any some few many much several such own same other another now today yesterday tomorrow "
    "later earlier soon meanwhile however instead rather alone together ready able unable willing unwilling "
    "due set likely unlikely free keen open isn't wasn't aren't weren't hasn't haven't hadn't doesn't don't "
    "didn't won't wouldn't can't couldn't cannot isn’t wasn’t aren’t weren’t hasn’t haven’t hadn’t doesn’t "
    "don’t didn’t won’t wouldn’t can’t couldn’t himself herself itself themselves monday tuesday wednesday "
    "thursday friday saturday sunday whether though although unless because like unlike including plus minus "
    "versus vs".split()
)
AUXILIARIES = frozenset(
    "has have had is was are were will would can could may might must should did does do".split()
)
#: What stands before "of" and a place: "the resort of Halyard".
PLACE_NOUNS = frozenset(
    "capital city town port resort village hamlet suburb district region province valley island islet".split()
)
#: Verb forms no ending gives away.
VERBS = frozenset(
    "said told met held went came began took made gave left won lost led saw sent put cut hit let fell rose "
    "felt kept found thought knew brought sought spoke swore flew drove broke chose stood withdrew wrote ran "
    "got paid drew threw grew built bought sold spent taught caught fought hurt shot sat set read heard meant "
    "understood became overcame forgave forbade foresaw undertook struck stuck swung shook woke wore tore "
    "bore hid rode shut split spread upheld undid quit cast beat bid dealt arose lay laid says tells meets "
    "wants hopes believes denies accuses thinks needs seeks plans expects fears knows sees calls urges warns "
    "vows claims insists argues agrees refuses rejects welcomes supports backs opposes condemns regrets faces "
    "holds takes makes gives remains becomes seems appears continues begins starts ends comes goes gets keeps "
    "leads leaves sends puts lets sets runs stands wins loses signs joins hosts visits demands asks offers "
    "announces considers regards views threatens promises pledges maintains adds notes stresses suggests "
    "reports confirms admits acknowledges declares states writes speaks talks works say tell meet want hope "
    "believe deny accuse think need seek plan expect fear know see call urge warn vow claim insist argue "
    "agree refuse reject welcome support back oppose condemn regret face hold take make give remain become "
    "seem appear continue begin start come go get keep lead leave send let run stand win lose sign join host "
    "visit ask offer announce consider threaten promise pledge maintain add note stress suggest report "
    "confirm admit acknowledge declare write speak talk work lacks controls occupies launches attacks fires "
    "kills votes decides tries helps uses buys sells owes enjoys shares poses".split()
)


def qualifies(word: str, adjective: bool = False) -> bool:
    """Tell whether `word`, as it stands after a name, is a noun or adjective that the name qualifies.

    `adjective`: the name serves as an adjective too ("U.S."), so a plural noun may follow.
    """
    if not word[0].islower() or word in CLOSED or word in VERBS or len(word) < 3:
        return False
    if word.endswith(("ed", "ly")) or word in ("last", "next"):
        return False  # "met the minister last week"
    if word.endswith("ing"):
        return word in (
            "meeting",
            "hearing",
            "building",
            "training",
            "offering",
            "gathering",
            "bombing",
            "killing",
        )
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return adjective
    return word.isalpha() or "-" in word
