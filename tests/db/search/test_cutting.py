"""Texts cut many at once have the words that they have one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from db.search.analysis import tokens
from db.search.arrays import cutting
from db.search.arrays.cutting import Cut, Cutter, pieces

CUTTER = Cutter()
LETTERS = st.text("aZ19é-.' 中国习ひカ서สم\n\u0301ßﬁÆ\u00ad\u200b\0\ud800\U0001f600")
TEXT = st.one_of(LETTERS, st.text(), st.text(st.characters()))


def listed(cut: Cut) -> list[list[tuple[str, int]]]:
    """What each text was cut into: words with their places."""
    found: list[list[tuple[str, int]]] = []
    begin = 0
    for size in cut.sizes.tolist():
        spans = zip(cut.starts[begin : begin + size].tolist(), cut.ends[begin : begin + size].tolist(), strict=True)
        found.append([(cut.letters[start:end], place) for place, (start, end) in enumerate(spans)])
        begin += size
    begins = [sum(cut.sizes[:n].tolist()) for n in range(len(cut.sizes))]
    for start, end, ordinal, text in zip(
        cut.compound_starts.tolist(), cut.compound_ends.tolist(), cut.ordinals.tolist(), cut.texts.tolist(), strict=True
    ):
        found[text].append((cut.letters[start:end], ordinal - begins[text]))
    return found


@settings(max_examples=400)
@given(st.lists(TEXT, max_size=5))
def test_the_words_and_places_are_those_of_each_text(texts: list[str]) -> None:
    cut = CUTTER.cut(texts)
    assert [sorted(words) for words in listed(cut)] == [sorted(tokens(text)) for text in texts]


@given(st.lists(TEXT, max_size=5))
def test_numbers_tell_words_apart(texts: list[str]) -> None:
    cut = CUTTER.cut(texts)
    spans = [*zip(cut.starts, cut.ends, strict=True), *zip(cut.compound_starts, cut.compound_ends, strict=True)]
    words = [cut.letters[start:end] for start, end in spans]
    numbers = [*cut.numbers.tolist(), *cut.compounds.tolist()]
    assert len(set(zip(words, numbers, strict=True))) == len(set(words)) == len(set(numbers))


def test_long_texts_are_cut_up_between_words() -> None:
    word = "al-assad习近平 "
    for text in (word * 60_000, "a\u00adb-c\u200bd " * 80_000, "中" * (3 * cutting.PIECE), "a-" * (2 * cutting.PIECE)):
        parts = list(pieces(text))
        assert "".join(parts) == text
        counted = [len(list(tokens(part))) for part in parts]
        assert sum(counted) == len(list(tokens(text)))
    assert len(list(pieces(word * 60_000))) > 1
