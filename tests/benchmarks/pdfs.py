"""The text of PDFs, against what the engine below takes by itself to give the text of every page.

Ours is all that a worker does with such a file: values, labels, forms, marks, attachments and language are read, too.
Real files are measured, small ones of a few pages and longer ones, and a long dense one that is made. Recognising words
in pictures is left out. Times are computed, not waited; the ratio is that of the medians.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from db.importers import language
from db.importers.file import File
from db.importers.media import recognition
from db.importers.parsed import Unreadable
from db.importers.pdf import reading
from tests.benchmarks.measuring import Figure, Goal, cpu, in_turn
from tests.benchmarks.workshop import FILES, NotHere, Workshop
from tests.db.importers.pdf.making import Page, pdf

_ROUNDS = 9
_LARGE = 8
"""Pages from which on a file is a large one."""


def measure(shop: Workshop) -> list[Figure]:
    """Reading the PDFs of the collection, and long ones that were made."""
    reading.load()
    language.load()
    recognition.available = lambda: False
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it says of some forms what it cannot show of them
    if not FILES.is_dir():
        raise NotHere("since the collection is not kept here")
    real = {str(path): path.read_bytes() for path in sorted(FILES.rglob("*.pdf"))}
    pages = {name: count for name, data in real.items() if (count := _pages(data))}
    small = {name: real[name] for name, count in pages.items() if count < _LARGE}
    large = {name: real[name] for name, count in pages.items() if count >= _LARGE}
    lines = tuple(f"Line {number}: the harbour office of Saltmarsh paid for a crane again" for number in range(50))
    made = {"made": pdf(*(Page(lines) for _ in range(300)))}
    return [
        _figure("real files, all", small | large),
        _figure(f"real files under {_LARGE} pages", small),
        _figure("longer real files", large),
        _figure("300 dense pages", made),
    ]


def _figure(name: str, files: Mapping[str, bytes]) -> Figure:
    times = in_turn({"ours": lambda: _ours(files), "peer": lambda: _peer(files)}, _ROUNDS, cpu)
    ratios = sorted(ours / peer for ours, peer in zip(times["ours"], times["peer"], strict=True))
    note = f"{len(files)} files; ratios of {_ROUNDS} rounds {ratios[0]:.2f} to {ratios[-1]:.2f}"
    ours, peer = (median(times[each]) * 1e3 for each in ("ours", "peer"))
    return Figure(name, ours, "ms", peer, Goal("<=", 1.3, "ratio"), note)


def _ours(files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        try:
            reading.read(File(Path(name).name, data))
        except Unreadable:
            continue


def _peer(files: Mapping[str, bytes]) -> None:
    from pypdfium2 import PdfDocument, PdfiumError

    for data in files.values():
        try:
            document = PdfDocument(data)
        except PdfiumError:
            continue
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        document.close()


def _pages(data: bytes) -> int:
    """How many pages a file has; 0 when it cannot be opened."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError:
        return 0
    count = len(document)
    document.close()
    return count
