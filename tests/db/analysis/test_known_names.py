"""Where known names stand in a text, and where they only seem to."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.analysis.known_names import Mention, Names
from db.refs import Uuid

A, B = Uuid("a" * 32), Uuid("b" * 32)


def found(names: str, text: str) -> list[str]:
    """What is found of names that are written with | between them."""
    matcher = Names((A, name) for name in names.split("|"))
    return [text[mention.start : mention.end] for mention in matcher.find(text)]


@pytest.mark.parametrize(
    ("names", "text", "mentions"),
    [
        # possessives
        ("Xi Jinping|Xi", "Xi’s visit, Xi Jinping's aides", ["Xi", "Xi Jinping"]),
        ("O'Brien", "Mr O’Brien’s dog", ["O’Brien"]),
        ("Safeguard Defenders", "Safeguard Defenders’ report", ["Safeguard Defenders"]),
        ("Italia|Aquila", "dell'Italia, L’Aquila", ["Italia", "Aquila"]),
        ("Assad", "le régime d'Assad", ["Assad"]),
        # parts of words
        ("Xi|Xinjiang", "Xinjiang and Xi", ["Xinjiang", "Xi"]),
        ("Zhang", "Zhangjiakou, Zhang.", ["Zhang"]),
        ("Rome", "Romeo in Rome", ["Rome"]),
        ("Roma", "l'aroma di Roma", ["Roma"]),
        ("New York|York", "New Yorkers in York and New York", ["York", "New York"]),
        ("Müller", "MÜLLER’s and Mullers", ["MÜLLER"]),
        ("Huawei", "Huawei5G Huawei-5G Huawei_5G 5Huawei", ["Huawei", "Huawei"]),
        ("110", "110 Overseas, 1100, 2110, no. 110.", ["110", "110"]),
        # letters that fall together
        ("Dobroești", "the police of Dobroesti (Dobroești)", ["Dobroesti", "Dobroești"]),
        ("Dobroesti", "Dobroes\u0326ti, DOBROEȘTI", ["Dobroes\u0326ti", "DOBROEȘTI"]),
        ("São Paulo", "Sao Paulo; SÃO PAULO", ["Sao Paulo", "SÃO PAULO"]),
        ("Strauß", "STRAUSS und Strauß", ["STRAUSS", "Strauß"]),
        ("Ærø", "Aeroe, Æro", ["Æro"]),
        ("Алёна", "Алена и Алёна", ["Алена", "Алёна"]),
        ("محمد", "قال مُحَمَّد", ["مُحَمَّد"]),
        ("الأسد", "بشار الاسد", ["الاسد"]),
        ("Ｓｏｎｙ", "Sony", ["Sony"]),
        # capitals
        ("Prato", "PRATO, prato", ["PRATO", "prato"]),
        ("EU|EU Council", "the EU-funded project, EU, Eurozone; EU Council", ["EU", "EU", "EU Council"]),
        ("US", "join us in the US", ["US"]),
        ("Xi", "xi, XI and Xi", ["Xi"]),
        ("IT", "it is IT", ["IT"]),
        ("WHO", "who is the WHO", ["WHO"]),
        ("США", "сша и США", ["США"]),
        ("Öz", "Oz, öz, ÖZ and Öz", ["Oz", "Öz"]),
        ("G7", "g7 G7", ["G7"]),
        ("NATO", "Nato and NATO", ["Nato", "NATO"]),
        # abbreviations
        ("U.S.", "the U.S. said; the U.S, u.s.", ["U.S.", "U.S"]),
        ("U.S.", "the U.S.’s army", ["U.S."]),
        ("Acme Inc.", "Acme Inc. and Acme Inc, Acme Incorporated", ["Acme Inc.", "Acme Inc"]),
        ("J. R. Smith", "J. R. Smith", ["J. R. Smith"]),
        # blanks and line ends
        ("Safeguard Defenders", "SAFEGUARD  DEFENDERS", ["SAFEGUARD  DEFENDERS"]),
        ("Safeguard Defenders", "Safeguard\u00a0Defenders", ["Safeguard\u00a0Defenders"]),
        ("Safeguard Defenders", "Safeguard\nDefenders", ["Safeguard\nDefenders"]),
        ("Safeguard Defenders", "Safeguard \n\t Defenders", ["Safeguard \n\t Defenders"]),
        ("Safeguard  Defenders", "Safeguard Defenders", ["Safeguard Defenders"]),
        ("Safeguard Defenders", "SafeguardDefenders", []),
        ("  Prato ", "in Prato", ["Prato"]),
        ("Xi Jinping", "Xi\u200b Jinping, Xi\u202f Jinping", ["Xi\u200b Jinping", "Xi\u202f Jinping"]),
        # hyphens
        ("al-Assad|Assad", "Bashar al-Assad", ["al-Assad"]),
        ("al-Assad", "al\u2011Assad, al Assad, al-\nAssad", ["al\u2011Assad", "al Assad", "al-\nAssad"]),
        ("Jean Pierre", "Jean-Pierre", ["Jean-Pierre"]),
        ("Assad", "al-Assad", ["Assad"]),
        ("Putin", "anti-Putin, Putin-era", ["Putin", "Putin"]),
        ("Prato", "Pra\u00adto", ["Pra\u00adto"]),
        ("Paris London", "Paris - London, Paris – London", []),
        # names within names
        ("New York|New York Times", "The New York Times of New York", ["New York Times", "New York"]),
        ("Bank of China|China", "Bank of China in China", ["Bank of China", "China"]),
        ("Times|New York Times", "New York Timess Times", ["Times"]),
        ("Xi Jinping|Jinping Li", "Xi Jinping Li", ["Xi Jinping"]),
        ("EU|eu council", "the EU, the EU Council", ["EU", "EU Council"]),
        # scripts without blanks
        ("习近平|北京", "习近平在北京会见", ["习近平", "北京"]),
        ("習近平", "习近平和習近平", ["习近平", "習近平"]),
        ("中国|中国科学院|科学院", "他在中国科学院工作", ["中国科学院"]),
        ("李", "李明说", []),
        ("李明", "李明说，李 明", ["李明"]),
        ("Qingtian|青田", "Qingtian(青田)公安，在Qingtian市", ["Qingtian", "青田", "Qingtian"]),
        ("东京タワー", "在东京タワー前", ["东京タワー"]),
        ("A股", "A股市場、a股", ["A股"]),
        ("ジョン・スミス", "ジョン・スミスは", ["ジョン・スミス"]),
        ("กรุงเทพ", "ในกรุงเทพมหานคร", ["กรุงเทพ"]),
        # scripts with blanks
        ("Путин", "Путина и Путин", ["Путин"]),
        ("서울", "서울 정부, 서울에서", ["서울"]),
        ("हिन्द", "हिन्दी हिन्द", ["हिन्द"]),
        ("Αθήνα", "ΑΘΗΝΑ", ["ΑΘΗΝΑ"]),
        # signs around and within
        ("Prato", "(Prato) “Prato” Prato—Prato,Prato", ["Prato"] * 5),
        ("Yahoo!", "Yahoo! and Yahoo", ["Yahoo!"]),
        ("AT&T", "AT&T's, AT & T", ["AT&T"]),
        ("C++", "C++ and C", ["C++"]),
        ("Kim Jong Un", "Kim Jong Un, Kim, Jong Un", ["Kim Jong Un"]),
        ("Prato", "", []),
        ("", "Prato", []),
        ("…|.|-| ", "… . - ", []),
    ],
)
def test_a_name_is_found_where_it_stands_by_itself(names: str, text: str, mentions: list[str]) -> None:
    assert found(names, text) == mentions


def test_places_are_those_of_the_text_as_it_stands() -> None:
    text = "“Mila\u0301no” — the  U.S.\u00a0 and Straße"
    for mention in Names([(A, "Milano"), (A, "U.S."), (A, "strasse")]).find(text):
        assert text[mention.start : mention.end] in ("Mila\u0301no", "U.S.", "Straße")
    assert len(Names([(A, "Milano"), (A, "U.S."), (A, "strasse")]).find(text)) == 3


def test_a_name_of_two_is_a_mention_of_both() -> None:
    matcher = Names([(A, "Zhang Wei"), (B, "zhang  wei"), (A, "ZHANG WEI"), (B, "Prato")])
    assert matcher.find("Zhang Wei in Prato") == [Mention(0, 9, (A, B)), Mention(13, 18, (B,))]


def test_of_two_short_names_each_has_its_own_capitals() -> None:
    matcher = Names([(A, "US"), (B, "Us")])
    assert [mention.keys for mention in matcher.find("US Us us")] == [(A,), (B,)]


def test_without_names_nothing_is_found() -> None:
    assert Names([]).find("Prato") == []


PARTS = st.sampled_from(
    ["Xi", "xi", "Jin", " ", "  ", "\n", "-", "'", "é", "e\u0301", "ß", "ss", "习", "近平", ".", "a"]
)
TEXTS = st.lists(PARTS, max_size=30).map("".join)


@given(st.lists(TEXTS, max_size=5), TEXTS)
def test_mentions_are_in_order_apart_and_names(names: list[str], text: str) -> None:
    mentions = Names((A, name) for name in names).find(text)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    for mention in mentions:
        assert found("|".join(names), text[mention.start : mention.end]) == [text[mention.start : mention.end]]


@given(st.lists(st.sampled_from(["Xi Jin", "Jin", "Prato", "习近平", "Straße"]), min_size=1, max_size=8), st.randoms())
def test_names_with_words_between_them_are_all_found(names: list[str], chance: random.Random) -> None:
    between = (" und ", "\n\n", " – ", ", ", " (", "？")
    text = "".join(name + chance.choice(between) for name in names)
    assert found("Xi Jin|Jin|Prato|习近平|Straße", text) == names
