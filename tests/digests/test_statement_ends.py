"""Where a content begins and ends, and what is no content. All names are invented; all states are real."""

import pytest

from digests.extract import read_text


def read(text: str) -> list[tuple[str | None, str, str]]:
    """Return speaker, act and content of each statement."""
    return [(s.speaker, s.act, " ".join(text[a:b] for a, b in s.spans)) for s in read_text(text).statements]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Petra Lund insisted only that the rules had been kept.", "that the rules had been kept"),
        ("Petra Lund said afterwards that the answer was “an insult”.", "that the answer was “an insult”"),
        ("Norway accused Kenya of “piracy” on Friday after two ships met.", "Kenya of “piracy”"),
        ("Petra Lund dismissed the complaint as “a ritual” on Monday, hours after Kenya spoke.", "the complaint as “a ritual”"),
        ("Petra Lund said she would fly to Oslo, a remark that nobody noticed.", "she would fly to Oslo"),
        ("The ministry rejected as “baseless” the claim that drones had flown.", "as “baseless” the claim that drones had flown"),
        ("Lund told her Kenyan counterpart, Omar Haddad, on Monday that it was over.", "that it was over"),
        ("Lund tells reporters outside that no tax is planned.", "that no tax is planned"),
        ("Lund told sailors aboard the ship that it was late.", "that it was late"),
        ("Petra Lund denied having asked for the ship.", "having asked for the ship"),
        ("Oslo must pay for the ship, the court ruled on Thursday.", "Oslo must pay for the ship"),
        ("Finch doubted that he would need it: the opposition, he said, was “a choir”.", "the opposition was “a choir”"),
        ("“This must end now,” a ministry spokeswoman, Petra Lund, said by email.", "This must end now"),
    ],
)  # fmt: skip
def test_a_content_holds_what_is_said_and_nothing_of_the_reporter(text, content):
    assert [c for _, _, c in read(text)] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "Asked if he would dismiss the minister, Lund answered with a smile.",
        "Petra Lund was responding to Kenyan complaints that trucks had been held.",
        "Aldous Finch met the minister and called on the President.",
        "An official, who declined to be named, left Oslo.",
        "Petra Lund faced questions about a letter she says she never received.",
    ],
)
def test_questions_complaints_of_others_and_what_lacks_its_object_are_no_statement(text):
    assert read(text) == []


def test_who_is_met_inside_a_relative_clause_is_not_who_speaks():
    text = (
        "Petra Lund, who toured the site in Oslo with her Kenyan counterpart, Omar Haddad, said it was late."
    )
    assert [who for who, _, _ in read(text)] == ["Petra Lund"]


def test_a_middle_name_is_no_thursday():
    text = "Vietnamese spokeswoman Pham Thu Hien told a briefing that it was late. Hien demanded that China leave."
    assert [who for who, _, _ in read(text)] == ["Pham Thu Hien", "Pham Thu Hien"]


def test_what_a_remark_is_called_by_somebody_else_is_a_statement_of_its_own():
    text = "Lund said she would fly “if invited”, a remark that Kenyan President Omar Haddad welcomed as “brave”."
    assert read(text)[1] == ("Omar Haddad", "praise", "brave")


def test_a_verb_behind_single_marks_speaks_where_the_quotation_is_a_sentence():
    text = "President Aldous Finch said he was tired.\n\n'He has said that since May,' deadpanned Petra Lund, who is green."
    assert [who for who, _, _ in read(text)] == ["Aldous Finch", "Petra Lund"]


@pytest.mark.parametrize(
    "text",
    ["Petra Lund would not say who had asked.", "Petra Lund would not say to whom it had been sent."],
)
def test_who_would_not_say_declines(text):
    assert [(who, act) for who, act, _ in read(text)] == [("Petra Lund", "decline")]
