"""The article in saved web pages: how much of it is found, and how much else, on pages whose article is known.

`--pages` names a copy of github.com/scrapinghub/article-extraction-benchmark: 181 pages, each with its article as
people marked it. Two measures are told. The benchmark's own: precision and recall of shingles of four words, each the
mean over the pages, and F1 made of the two means. And the mean over the pages of the F1 of single words, counted with
their number and without their order. A word is `\\w+`. The peer is trafilatura as it comes, in the same run.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import process_time

from db.importers import html
from db.importers.file import File
from db.importers.parsed import Unreadable
from tests.benchmarks.measuring import Figure, Goal
from tests.benchmarks.workshop import FILES, NotHere, Workshop

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_SEEN = 500
"""Characters shown on a page from which on it may not come out empty."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How well a text agrees with the true one: words together, or words alone."""

    precision: float
    recall: float
    words: float

    @property
    def f1(self) -> float:
        """Of the shingles of this page."""
        return _f1(self.precision, self.recall)


def measure(shop: Workshop) -> list[Figure]:
    """Agreement with the articles that are known, and pages that came out empty."""
    return [*_known(shop.pages), *_empty()]


def _known(folder: Path | None) -> list[Figure]:
    if folder is None or not (folder / "ground-truth.json").is_file():
        raise NotHere("since --pages does not name a copy of the article-extraction-benchmark")
    truth = {key: each["articleBody"] for key, each in json.loads((folder / "ground-truth.json").read_bytes()).items()}
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in truth}
    html.load()
    ours, our_time = _read(pages, _text)
    peer, peer_time = _read(pages, _peer)
    scores, others = ({key: _scores(truth[key], read[key]) for key in truth} for read in (ours, peer))
    behind = {key: scores[key].f1 - others[key].f1 for key in truth}
    worst = min(behind, key=lambda key: behind[key])
    count = f"{len(pages)} pages"
    return [
        Figure("F1 of four words together", *_both(_whole, scores, others), Goal(">=", 0.96), count),
        Figure("F1 of single words, mean", *_both(_words, scores, others), Goal(">=", 0.96), count),
        Figure("furthest behind on one page", behind[worst], "F1", None, Goal(">=", -0.05), worst[:8]),
        Figure("pages without a text", sum(not text for text in ours.values()), "pages", None, Goal("<=", 0)),
        Figure("time computed", our_time / len(pages) * 1e3, "ms/page", peer_time / len(pages) * 1e3),
    ]


def _empty() -> list[Figure]:
    """Pages among the real files, damaged ones and all, that show something and give nothing."""
    if not FILES.is_dir():
        return []
    from selectolax.lexbor import LexborHTMLParser

    files = [path for path in sorted(FILES.rglob("*")) if path.suffix in {".html", ".htm", ".xhtml"}]
    pages = {str(path): path.read_bytes() for path in files}
    texts, _ = _read(pages, _text)
    shown = {name: LexborHTMLParser(data).body for name, data in pages.items()}
    lost = [
        name
        for name, text in texts.items()
        if not text and (body := shown[name]) and len(" ".join(body.text().split())) >= _SEEN
    ]
    return [Figure("real pages that came out empty", len(lost), "pages", None, Goal("<=", 0), f"of {len(pages)}")]


def _read(pages: Mapping[str, bytes], read: Callable[[str, bytes], str]) -> tuple[dict[str, str], float]:
    start = process_time()
    texts = {name: read(name, data) for name, data in pages.items()}
    return texts, process_time() - start


def _text(name: str, data: bytes) -> str:
    try:
        return html.read_article(File(f"{Path(name).stem}.html", data)).text
    except Unreadable:
        return ""


def _peer(name: str, data: bytes) -> str:
    from trafilatura import extract

    return extract(data) or ""


# --- how texts are compared -----------------------------------------------------------------------


def _scores(true: str, read: str) -> Scores:
    precision, recall = _agreement(_shingles(true), _shingles(read))
    return Scores(precision, recall, _f1(*_agreement(Counter(_WORD.findall(true)), Counter(_WORD.findall(read)))))


def _agreement(true: Counter[object], read: Counter[object]) -> tuple[float, float]:
    """Which share of what was read is true, and which share of what is true was read; of nothing, all or nothing."""
    both = (true & read).total()
    if not both:
        same = float(not true and not read)
        return same, same
    return both / read.total(), both / true.total()


def _shingles(text: str) -> Counter[object]:
    words = _WORD.findall(text)
    runs = (tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))
    return Counter(filter(None, runs))


def _whole(scores: Mapping[str, Scores]) -> float:
    every = scores.values()
    return _f1(mean(each.precision for each in every), mean(each.recall for each in every))


def _words(scores: Mapping[str, Scores]) -> float:
    return mean(each.words for each in scores.values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _both(
    figure: Callable[[Mapping[str, Scores]], float], ours: Mapping[str, Scores], peer: Mapping[str, Scores]
) -> tuple[float, str, float]:
    return figure(ours), "F1", figure(peer)
