"""Run all benchmarks, or the named ones, and print a table of each, or with `--json` one object of all."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.benchmarks import material
from tests.benchmarks.measuring import Figure, machine, table
from tests.benchmarks.workshop import NotHere, Workshop

NAMES = (
    "importing",
    "editing",
    "undoing",
    "starting",
    "opening",
    "recording",
    "searching",
    "engine",
    "merging",
    "following",
    "window_opening",
    "window_search",
    "window_writing",
    "window_reader",
    "pages",
    "pdfs",
    "many_pages",
    "window_import",
)


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for; 0 when all goals were met, 1 when one was missed."""
    asked = _parser().parse_args(arguments)
    about = {
        "machine": machine(),
        "size": asked.size,
        "articles": material.source_of(asked.size, invented=asked.invented),
    }
    if not asked.json:
        print(_headline(about))
    measured: dict[str, list[Figure]] = {}
    with tempfile.TemporaryDirectory(dir=asked.dir) as folder:
        shop = Workshop(Path(folder), asked.size, invented=asked.invented, pages=asked.pages)
        for name in asked.names or NAMES:
            measured[name] = _measured(name, shop, quiet=asked.json)
    if asked.json:
        told = {name: [figure.data() for figure in figures] for name, figures in measured.items()}
        print(json.dumps({**about, "load after": machine()["load"], "benchmarks": told}, ensure_ascii=False, indent=2))
    return int(any(figure.verdict == "missed" for figures in measured.values() for figure in figures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", type=_name, help=f"of {', '.join(NAMES)}")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--size", type=int, default=10_000, metavar="N", help="how many articles (10,000)")
    parser.add_argument("--invented", action="store_true", help="invented articles, even if real ones are there")
    parser.add_argument(
        "--dir", type=Path, help="where to work, on the disk to be measured; takes about 3 GB for 10,000 articles"
    )
    parser.add_argument(
        "--pages",
        type=Path,
        metavar="FOLDER",
        help="the article-extraction-benchmark, with its ground-truth.json and html, for `pages`",
    )
    return parser


def _name(given: str) -> str:
    if given not in NAMES:
        raise argparse.ArgumentTypeError(f"{given!r} is none of {', '.join(NAMES)}")
    return given


def _headline(about: dict[str, Any]) -> str:
    said = about["machine"]
    return (
        f"{about['size']:,} {about['articles']} articles; {said['system']}, Python {said['python']},"
        f" {said['processors']} processors, load {said['load']}"
    )


def _measured(name: str, shop: Workshop, *, quiet: bool) -> list[Figure]:
    module = import_module(f"tests.benchmarks.{name}")
    start = perf_counter()
    try:
        figures: list[Figure] = module.measure(shop)
    except NotHere as missing:
        print(f"\n{name}: not measured, {missing}", file=sys.stderr, flush=True)
        return []
    if not quiet:
        what = (module.__doc__ or name).partition("\n")[0]
        load = machine()["load"]
        print(f"\n{name}: {what}\n\n{table(figures)}\n\n({perf_counter() - start:.0f} s, load {load})", flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
