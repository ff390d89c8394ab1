"""Of which state an office or a body is that names none. All names are invented; all states are real."""

import pytest

from digests.extract import read_text

SAID = [
    # A dateline tells whose ministers and members of parliament are meant.
    ("OTTAWA — Immigration Minister Claire Tremont said on Monday that the letter was lost.", "CAN"),
    ("OTTAWA — The House of Commons sat. “It is lost,” said Liberal MP Claire Tremont.", "CAN"),
    ("New Delhi: External Affairs Minister Arvind Joglekar told the Lok Sabha on Wednesday that no soldier had crossed the line "
     "in the north.", "IND"),
    ("ISLAMABAD: The Foreign Office said on Saturday that no drone had crossed the border, and that none would cross it now.",
     "PAK"),
    ("ABU DHABI, 9th November — Kenya's envoy came. Sheikh Hamdan Al Falasi, Minister of State, said the UAE was ready.", "ARE"),
    ("SEOUL (Hangang News) - President Bae Sung-jun on Monday said Seoul was ready to talk.", "KOR"),
    ("VILNIUS, 3 December. Minister of Foreign Affairs Kestas Budreika said on Monday that Lithuania would send more.", "LTU"),
    ("MUSCAT — His Excellency Sayyid Haitham Al Busaidi, Foreign Minister, received the Ambassador of Kenya. His Excellency "
     "stressed the ties.", "OMN"),
    ("PRETORIA — South Africa will not host. DA lawmaker Pieter Vermaak said it was sensible.", "ZAF"),
    ("KATHMANDU — Nepal will wait. Former prime minister Baburam Adhikari said it was too late.", "NPL"),
    ("DHAKA: A tribunal issued a warrant on Monday for a man in hiding, and prosecutor Tajul Chowdhury said nobody was above it.",
     "BGD"),
    ("BAGHDAD — Iraq's oil minister was calm. An oil ministry official said talks would resume.", "IRQ"),
    ("MOSCOW. December 4. Vostok News – Russia will answer in kind, presidential spokesman Gleb Uvarov told reporters.", "RUS"),
    ("NAIROBI — Kenya waits. The boats are lost, police said on Monday.", "KEN"),
    # The only state a text names, where its office or body acts first.
    ("Indonesian President Bambang Wira left. Finance Minister Siti Hartono said the sums were wrong.", "IDN"),
    ("Zambian President Hakainde Mwila wrote to lenders. The finance ministry said it had no copy.", "ZMB"),
    # A ministry's readout names the other side only.
    ("Foreign Minister Yoshimasa Kurata spoke today with Nicu Dragan, Minister of Foreign Affairs of the Republic of Moldova. "
     "Minister Kurata stressed that Japan would help.", "JPN"),
    ("Foreign Minister Yoshimasa Kurata spoke today with Nicu Dragan, Minister of Foreign Affairs of the Republic of Moldova, "
     "about Latvia. Minister Kurata stressed Japan's support.", "JPN"),
    # What another state does nearby speaks against it, and so does a place where many meet.
    ("The Chinese embassy in Canberra protested. Home Affairs Minister Tony Karras said no rule was broken.", None),
    ("ADDIS ABABA — Health Minister Aline Favre said on Monday that the gap was wide.", None),
    ("Polish President Jan Kowal waits for Poland. After the storm in Norway, Prime Minister Petra Lund said the talks were "
     "over.", None),
    ("A spokesman for the ministry in Gothenburg said the envoy was gone.", None),
    ("GENEVA — Health Minister Aline Favre said on Monday that the gap was wide.", None),
    ("SEOUL — President Aldous Finch said it was late in South Korea for the United States and U.S. troops.", None),
    ("LONDON — President Aldous Finch said on Monday that London was ready.", None),
    ("The home secretary was late. The Irish foreign minister, Niamh Doyle, waited. Opposition leader Ruth Calder said the plan "
     "was dead.", None),
    ("A Saudi dissident was refused entry. Labour MP Nazia Kirmani said the list was wrong.", None),
    ("KYIV — Senator Dale Whitcomb was in Ukraine on Saturday. Ukraine, Senator Dale Whitcomb said, was not alone.", None),
    ("BRUSSELS — Belgium hosts the talks. Prime Minister Peter Halmos told the meeting that balloons were harmless.", None),
    ("WARSAW — Poland waits. Defence Secretary Hugh Pemberton said on Monday that Britain would stay in Poland.", None),
    ("“Leave no window in Rotterdam,” she said after meeting Foreign Minister Luc Delahaye. Delahaye said the locks were "
     "new.", None),
    # Bodies named short.
    ("The State Department was silent. “It is late,” department spokeswoman Petra Lund said.", "USA"),
    ("The Chinese embassy protested. An embassy spokeswoman said the visas were late.", "CHN"),
    ("The foreign ministry in Oslo said the envoy was gone.", "NOR"),
    ("A spokesman for the ministry in Santiago said Peru was late.", "CHL"),
    ("China's foreign ministry was brief. “We hope for the best,” spokeswoman Hua Meiling said.", "CHN"),
    ("In Beijing, foreign ministry spokesman Lin Zhaoxu said the patrol was lawful.", "CHN"),
    ("The embassy in Oslo said the envoy was gone.", None),
    ("The Chinese embassy and the Kenyan embassy protested. An embassy spokeswoman said the visas were late.", None),
    ("Burkina Faso's government foiled a coup. Ivory Coast rejected it. “Look at home,” government spokesman Amadou Kone said.",
     "CIV"),
    ("Zambian President Hakainde Mwila wrote, his spokesperson said. The spokesperson, Chola Kabwe, said it was polite.", "ZMB"),
    # An owner is told elsewhere.
    ("Norwegian Prime Minister Petra Lund left. Her running mate, Olav Berg, said it was late.", "NOR"),
    ("Spanish Prime Minister Elena Rubio was in Accra with the host. Her interior minister, Joaquin Beltran, said no ship "
     "had come.", "ESP"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "country"), SAID)
def test_an_office_without_a_state_is_of_the_one_the_text_around_it_tells(text, country):
    assert read_text(text).statements[-1].country == country


def test_a_person_is_called_by_a_given_name_nobody_else_in_the_text_has():
    text = "Malaysian Foreign Minister Zambry Ismail has arrived. Asked about the draft, Zambry said it was ready."
    assert [s.speaker for s in read_text(text).statements] == ["Zambry Ismail"]


def test_a_given_name_inside_a_quotation_is_an_address_and_says_nothing_of_who_speaks():
    text = "Sen. Ted Cole was asked again, so much so that he accused them of asking “please attack Ted” questions."
    assert [s.speaker for s in read_text(text).statements] == ["Ted Cole"]


def test_the_commission_is_the_european_one_where_the_union_is_named():
    text = "Hungary must pay, an EU court found. The Commission said it expected payment soon."
    assert [s.speaker for s in read_text(text).statements] == ["European Commission"]


def test_an_office_that_is_over_is_nobody_the_text_tells_nothing_of():
    text = "WASHINGTON — Donald Lund spoke of the United States on Monday. He cast the former secretary of state as a fraud."
    assert {s.role for s in read_text(text).statements} == {None}


def test_the_court_is_the_international_court_named_before():
    text = "Judges at the International Court of Justice will rule in May on the islets, the court announced on Friday."
    assert [s.speaker for s in read_text(text).statements] == ["International Court of Justice"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("“They tried a headline,” said the lawyer, Naima Karimi, outside.", "Naima Karimi", "lawyer"),
        ("The Speaker, Ajit Kulkarni, urged members to be calm.", "Ajit Kulkarni", "Speaker"),
        ("Gabon's agent, Carmelo Micha, said it was forged.", "Carmelo Micha", "Gabon's agent"),
    ],
)
def test_an_office_that_is_a_common_word_is_told_by_the_name_behind_its_comma(text, name, role):
    (statement,) = read_text(text).statements
    assert (statement.speaker, statement.role) == (name, role)


def test_who_signs_a_statement_speaks_in_it():
    text = "Statement by the Foreign Minister of Iceland, Petra Lund\n\nWe call on Belarus to release the teachers at once."
    assert [(s.speaker, s.country) for s in read_text(text).statements] == [("Petra Lund", "ISL")]


def test_who_has_a_counterpart_of_a_state_is_not_of_it():
    text = "BERLIN — Foreign Minister Petra Lund said on Monday that talks would go on. She met her German counterpart."
    assert read_text(text).statements[0].country is None
