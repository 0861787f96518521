"""Words in pictures, as far as a program recognises them; there only when the extra `ocr` is installed.

The program and its models come with the extra and need no network. The library that runs the models reports its use to
its maker in some versions unless it is told not to, before it is loaded: it is told so here, and such versions are not
among those that the extra allows.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from statistics import median
from typing import Any, NamedTuple

from db.importers.parsed import Extractor
from db.plain import normalise

WIDTH = 1700
"""Pixels across a page that is drawn to be read: some 200 to the inch."""

_SURE = 0.8
_LEAST_SURE = 0.3
"""Below this it is more likely a stain than a word."""
_FOREIGN = re.compile("[\u0370-\u1cff\u1f00-\u1fff\uac00-\ud7a3\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of scripts that the models that come with the program do not know well; Latin, Han and Kana they do."""
_LINES_OF_COLUMN = 4
_LETTERS_OF_COLUMN = 20


class Words(NamedTuple):
    """Some words in a picture: what they are, how sure that is, and their frame in pixels."""

    text: str
    sure: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a picture; `doubtful` when much of it was hard to read."""

    text: str
    doubtful: bool


def available() -> bool:
    """Whether words can be recognised here."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def load() -> None:
    """Load the program and its models, which takes seconds, so that the first picture does not wait for it."""
    if available():
        import numpy

        _engine()(numpy.full((64, 320, 3), 255, numpy.uint8))


def read(pixels: Any) -> Recognised:
    """The words of a picture, given as an array of rows of pixels."""
    found = _engine()(pixels)
    if found.txts is None or found.boxes is None:
        return Recognised("", doubtful=False)
    words = []
    for text, sure, corners in zip(found.txts, found.scores, found.boxes, strict=True):
        across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        words.append(Words(text, float(sure), min(across), min(down), max(across), max(down)))
    return in_order(words)


def in_order(words: Sequence[Words]) -> Recognised:
    """The words as a text, line by line, column by column."""
    text = normalise("\n".join(" ".join(word.text for word in line) for line in _lines(words)))
    letters = sum(len(word.text) for word in words)
    sure = sum(word.sure * len(word.text) for word in words) / letters if letters else 1.0
    return Recognised(text, doubtful=sure < _SURE or len(_FOREIGN.findall(text)) > 0.1 * letters)


def extractor() -> Extractor:
    """What recognised a text."""
    return Extractor("rapidocr", _version("rapidocr"), {"engine": f"onnxruntime {_version('onnxruntime')}"})


def _lines(words: Sequence[Words]) -> list[list[Words]]:
    left, right = _columns(words)
    if left and right:
        return [*_lines(left), *_lines(right)]
    lines: list[list[Words]] = []
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        middle = (word.top + word.bottom) / 2
        if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _columns(words: Sequence[Words]) -> tuple[list[Words], list[Words]]:
    """The words on both sides of a gap from top to bottom, when these are columns of a text and not of a table."""
    reach = 0.0
    ordered = sorted(words, key=lambda word: word.left)
    for at, word in enumerate(ordered):
        left, right = ordered[:at], ordered[at:]
        if word.left > reach and _is_column(left) and _is_column(right):
            return left, right
        reach = max(reach, word.right)
    return [], []


def _is_column(words: Sequence[Words]) -> bool:
    return len(words) >= _LINES_OF_COLUMN and median(len(word.text) for word in words) >= _LETTERS_OF_COLUMN


@cache
def _engine() -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from rapidocr import RapidOCR

    one_thread = {f"EngineConfig.onnxruntime.{name}_op_num_threads": 1 for name in ("intra", "inter")}
    return RapidOCR(params={**one_thread, "Global.log_level": "critical", "Global.text_score": _LEAST_SURE})


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
