"""The articles that are measured with: invented ones in nine languages, or the real ones kept beside the repository.

Invented words follow Zipf's law over a vocabulary made of each language's syllables, headed by real small
words, so that frequencies are as uneven as in news. The same number and seed give the same articles.
"""

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from itertools import count as count_from
from pathlib import Path
from random import Random

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "articles-10k.jsonl.xz"
_CORPUS_HOLDS = 10_000
_VOCABULARY = 12_000
_SHARES = {"en": 45, "zh": 20, "de": 5, "fr": 5, "es": 5, "it": 5, "nl": 5, "ru": 5, "ar": 5}

_SMALL_WORDS = {
    "en": "the of and to in a that for is on was with by it as at from said has had be not are this an his who were",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son aux",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha este ya",
    "it": "di e il la che in un a per è una non sono con si le da dei del al della come ha più anche ma nel alla gli",
    "nl": "de van het een en in is dat op te voor met die zijn niet aan er om ook als maar bij door over hij worden",
    "ru": "в и не на что с по как это он к из за для но от его то у было также были до после при во так или",
    "ar": "في من على أن إلى التي عن مع هذا كان الذي بعد قد أو لم كما بين ما هذه وقال ذلك حيث كل منذ لا هو هي ثم",
    "zh": "的 在 是 了 和 有 中 对 不 为 他 年 将 上 与 这 也 并 说 一个 我们 他们 中国 目前 进行 可以 表示 记者 问题",
}
_SYLLABLES = {
    "en": ("b br c ch d f g h l m n p pr r s st t tr v w th", "a e i o u ea ou ai", "n r s t l nd ck st - - - -"),
    "de": ("b br d f g h k kl l m n p r s sch st t v w z", "a e i o u ei au ie ü ö ä", "n r t ch st ng lt - - - -"),
    "fr": ("b c ch d f g j l m n p pr qu r s t v", "a e i o ou eau é è ai oi", "n r s t l nt - - - - -"),
    "es": ("b c d f g j l ll m n ñ p qu r s t v", "a e i o u ie ue á ó", "n r s l - - - - - -"),
    "it": ("b c ch d f g gl l m n p qu r s t v z", "a e i o u ia io à", "n r l - - - - - - -"),
    "nl": ("b d f g h j k l m n p r s sch t v w z", "a e i o u aa ee ij oe ui", "n r t s cht ng - - - -"),
    "ru": ("б в г д ж з к л м н п р с ст т ф х ч ш", "а е и о у ы я ю й", "н р т с в ть - - - -"),
    "ar": ("ب ت ج ح خ د ر ز س ش ص ض ط ع غ ف ق ك ل م ن ه و", "ا و ي - - -", "ن ر د م ل - - - -"),
}


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it is published."""

    id: str
    language: str
    title: str
    body: str

    @property
    def text(self) -> str:
        """What stands in its file."""
        return f"{self.title}\n\n{self.body}\n"


def articles(count: int, *, invented: bool = False) -> list[Article]:
    """So many articles: real ones when they are there and suffice, unless only `invented` ones are wanted."""
    if not invented and CORPUS.exists():
        found = list(islice(_real(), count))
        if len(found) == count:
            return found
    return list(islice(_invented(seed=7), count))


def varied(count: int, *, invented: bool = False) -> list[Article]:
    """The same for a search engine; more than there are real ones are put together from sentences of those."""
    if invented or not CORPUS.exists() or count <= _CORPUS_HOLDS:
        return articles(count, invented=invented)
    return list(islice(_recombined(list(_real()), seed=5), count))


def source_of(count: int, *, invented: bool = False) -> str:
    """In a word, where `articles` takes them from."""
    return "real" if not invented and CORPUS.exists() and count <= 10_000 else "invented"


def write(found: list[Article], folder: Path) -> None:
    """Each article as a plain text file in a new folder."""
    folder.mkdir()
    for article in found:
        (folder / f"{article.id}.txt").write_text(article.text, encoding="utf-8")


def _real() -> Iterator[Article]:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(row["id"], row["lang"], row["title"], row["body"])


def _recombined(real: list[Article], seed: int) -> Iterator[Article]:
    """Runs of one to four real sentences; now and then a word gives way to an invented name, so that there are more."""
    chance = Random(seed)
    pools: dict[str, list[list[str]]] = {}
    for article in real:
        end = r"(?<=[。！？])" if article.language == "zh" else r"(?<=[.!?])\s+"
        pools.setdefault(article.language, []).append([part for part in re.split(end, article.body) if len(part) > 8])
    names = list(dict.fromkeys(_word(chance, "en").capitalize() + _word(chance, "it") for _ in range(200_000)))
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(names))))
    languages, shares = [name for name in _SHARES if name in pools], [n for name, n in _SHARES.items() if name in pools]
    for number in count_from(0):
        language = chance.choices(languages, shares)[0]
        blank = "" if language == "zh" else " "
        length = round((815 if language == "zh" else 480) * min(max(chance.lognormvariate(0, 0.5), 0.1), 5))
        parts: list[str] = []
        while length > 0:
            sentences = chance.choice(pools[language])
            start = chance.randrange(max(1, len(sentences)))
            run = sentences[start : start + chance.randint(1, 4)]
            parts += run
            length -= sum(len(part) if not blank else part.count(" ") + 1 for part in run) + 1
        words = blank.join(parts).split(" ")
        for name in chance.choices(names, cum_weights=weights, k=len(words) * 12 // 1000):
            words[chance.randrange(len(words))] = name
        yield Article(f"g{number:06}", language, parts[0][:60] if parts else "", " ".join(words))


# --- invented ones --------------------------------------------------------------------------------


def _invented(seed: int) -> Iterator[Article]:
    chance = Random(seed)
    languages, weights = list(_SHARES), list(_SHARES.values())
    number = 0
    while True:
        language = chance.choices(languages, weights)[0]
        length = round(min(max(chance.lognormvariate(5.6, 0.6), 40), 3000))  # words; the median is 270
        yield Article(f"a{number:06}", language, _title(chance, language), _body(chance, language, length))
        number += 1


def _title(chance: Random, language: str) -> str:
    words = _drawn(chance, language, chance.randint(5, 10))
    return _written(words, language)


def _body(chance: Random, language: str, length: int) -> str:
    words = _drawn(chance, language, length)
    paragraphs: list[str] = []
    while words:
        sentences = [_sentence(chance, words, language) for _ in range(chance.randint(2, 5)) if words]
        paragraphs.append(("" if language == "zh" else " ").join(sentences))
    return "\n\n".join(paragraphs)


def _sentence(chance: Random, words: list[str], language: str) -> str:
    size = chance.randint(7, 26)
    taken, words[:] = words[:size], words[size:]
    if chance.random() < 0.15:
        taken[len(taken) // 2] = (
            f"{chance.randint(2, 250):,}" if chance.random() < 0.7 else str(chance.randint(1_000, 900_000))
        )
    return _written(taken, language) + ("。" if language == "zh" else ".")


def _written(words: list[str], language: str) -> str:
    line = ("" if language == "zh" else " ").join(words)
    return line[:1].upper() + line[1:]


def _drawn(chance: Random, language: str, count: int) -> list[str]:
    words, weights = _vocabulary(language)
    return chance.choices(words, cum_weights=weights, k=count)


@cache
def _vocabulary(language: str) -> tuple[list[str], list[float]]:
    """The words of a language from the most frequent on, with their weights summed up."""
    chance = Random(language)
    words = dict.fromkeys(_SMALL_WORDS[language].split())
    while len(words) < _VOCABULARY:
        words[_word(chance, language)] = None
    return list(words), list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))


def _word(chance: Random, language: str) -> str:
    if language == "zh":
        return "".join(chance.choices(_characters(), k=chance.choices((1, 2, 3), (1, 8, 2))[0]))
    onsets, vowels, codas = (part.split() for part in _SYLLABLES[language])
    count = chance.choices((1, 2, 3, 4), (2, 5, 4, 1))[0]
    made = (chance.choice(onsets) + chance.choice(vowels) + chance.choice(codas) for _ in range(count))
    return "".join(made).replace("-", "")


@cache
def _characters() -> str:
    """The 3,755 common characters that the first part of GB 2312 lists."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return b"".join(rows).decode("gb2312", "ignore")
