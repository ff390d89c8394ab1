"""Constructions the tally of errors showed: one case each, all sentences our own."""

import pytest

from tests.digests.test_statements import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # between the cue and its content
        ("Lund and Finch argue that, while tolls may fall, trade will not grow.",
         [("Lund and Finch", "that, while tolls may fall, trade will not grow", False)]),
        ("Lund argued during Saturday's debate that the treaty was dead.",
         [("Lund", "that the treaty was dead", False)]),
        ("The envoy told Vaduz Radio in a report that aired in May that she expected a truce.",
         [("The envoy", "that she expected a truce", False)]),
        ("The ministry announced last week that the embassy would close.",
         [("The ministry", "that the embassy would close", False)]),
        ("Lund stated a day earlier, “If they stay, we go.”", [("Lund", "If they stay, we go.", True)]),
        ("Lund asked in the hall, “Who will pay for it?”", [("Lund", "Who will pay for it?", True)]),
        ("The envoys described, in blunt terms, a set of failures at the port.",
         [("The envoys", "a set of failures at the port", False)]),
        ("Officials told residents not to drink the water.",
         [("Officials", "not to drink the water", False)]),
        # the verb and its subject
        ("Both have promised to reopen the border.", [("Both", "to reopen the border", False)]),
        ("The ministers have, in fact, praised the hosts for their patience.",
         [("The ministers", "the hosts for their patience", False)]),
        ("Lund herself said it was over.", [("Lund herself", "it was over", False)]),
        ("Another source close to Lund's thinking said, “I think he will go home.”",
         [("Another source close to Lund's thinking", "I think he will go home.", True)]),
        ("Citing “duties at home,” the minister's spokeswoman left.",
         [("the minister's spokeswoman", "duties at home", True)]),
        ("“I made the treaty my priority,” the bearded, 71-year-old diplomat said.",
         [("the bearded, 71-year-old diplomat", "I made the treaty my priority", True)]),
        # participles
        ("The towns sent a letter this week urging the council to free the funds.",
         [("The towns", "the council to free the funds", False)]),
        ("Lund shot back in a note, saying she had been misled.",
         [("Lund", "she had been misled", False)]),
        ("The deputies demanded to know whether the minister would resign.",
         [("The deputies", "whether the minister would resign", False)]),
        # where a content ends
        ("Lund said she would build a bridge and make the neighbours pay for it.",
         [("Lund", "she would build a bridge and make the neighbours pay for it", False)]),
        ("Lund said it had not yet made a decision on the visas.",
         [("Lund", "it had not yet made a decision on the visas", False)]),
        ("Lund says there is a “long road ahead” but she feels that it can be walked.",
         [("Lund", "there is a “long road ahead” but she feels that it can be walked", False)]),
        ("Lund praised the delegates as they packed their bags.",
         [("Lund", "the delegates", False)]),
        ("Lund defended the accord by saying it had saved lives.",
         [("Lund", "the accord", False), ("Lund", "it had saved lives", False)]),
        ("Although in May she said the vote was fair, at the hearing this week Lund called for another.",
         [("she", "the vote was fair", False), ("Lund", "another", False)]),
        # quotations that follow
        ("“It may work if they give way,” Lund told the council. “They may not do so.”",
         [("Lund", "It may work if they give way | They may not do so.", True)]),
        ("“Spring elections, autumn rows,” as an old envoy put it.", [("an old envoy", "Spring elections, autumn rows", True)]),
        ("“This comes from our hearts,” said one of them, Petra Lund.",
         [("one of them, Petra Lund", "This comes from our hearts", True)]),
        ("The quarrel is old. “We are islands with bridges” — Petra Lund, in Aarhus.",
         [("Petra Lund", "We are islands with bridges", True)]),
        ("“We have waited for a year.\n\n“We can wait no more,” Lund said.",
         [("Lund", "We have waited for a year. | We can wait no more", True)]),
        ("Paris, Madrid and Rome all advised their citizens to leave.",
         [("Paris, Madrid and Rome", "their citizens to leave", False)]),
        ("The ministry, which hosts the talks, neither confirmed nor denied the report.",
         [("The ministry, which hosts the talks", "the report", False)]),
        ("The governor instructed her to open the road.", [("The governor", "her to open the road", False)]),
        ("Lund said that in the hills, where, she added, roads were gone, help was needed.",
         [("Lund", "that in the hills, where, she added, roads were gone, help was needed", False),
          ("she", "roads were gone, help was needed", False)]),
        # nouns of saying
        ("Her warning that the truce could collapse went unheard.",
         [("Her", "that the truce could collapse", False)]),
        ("Despite Lund's repeated claim that the port was open, no ship came.",
         [("Lund", "that the port was open", False)]),
        ("The envoy's message was that the deal was dead.", [("The envoy", "that the deal was dead", False)]),
        ("The council heard the ministry's proposal that both armies withdraw.",
         [("the ministry", "that both armies withdraw", False)]),
        ("Lund's reply, given on the stairs, was that the road was open.",
         [("Lund", "that the road was open", False)]),
        # no speech
        ("Lund rejected this. Finch did not deny it.", []),
        ("The minister's statement that he made in May was short.", []),
        ("The three states that signed the accord in May met again.", []),
        ("The fees declined to 281 crowns in May.", []),
        ("The firm advises two banks on the sale of the port.", []),
    ],
)  # fmt: skip
def test_each_construction_has_its_source_and_its_content(text, expected):
    assert told(text) == expected
