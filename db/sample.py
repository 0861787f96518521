"""The sample case: a fictional affair, built step by step from its files with what everybody else uses.

The plan names sources and excerpts by short names; citations in the notes and the briefing use them,
and get the real keys once those exist.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import resources
from db import authors, briefs, entities, errors, excerpts, notes, sensitivity, sources, standing
from db.case import Case
from db.importers import intake
from db.importers.worker import Workers
from db.refs import Ref

Told = Callable[[str, int], None]
"""Told after each step what was made (`sources`, `entities`, ...) and how many."""

_PLACEHOLDER = re.compile(r"@\{([\w-]+)\}")


def build(case: Case, told: Told = lambda what, count: None) -> str:
    """Fill an empty case with the sample; the title of its briefing."""
    with resources.folder("sample") as folder:
        plan = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        authors.sign(case, plan["author"])
        keys, by_file = _sources(case, folder, plan["sources"])
        told("sources", len(keys))
        for entity in plan["entities"]:
            entities.write(case, entity["name"], entity["kind"], entity["aliases"])
        told("entities", len(plan["entities"]))
        keys |= _excerpts(case, plan["excerpts"], by_file)
        told("excerpts", len(plan["excerpts"]))
        for note in plan["notes"]:
            written, _ = notes.write(case, note["title"], _cited(folder / note["file"], keys))
            if level := note.get("sensitivity"):
                sensitivity.mark(case, Ref("note", written.uuid), level)
        told("notes", len(plan["notes"]))
        briefs.write(case, plan["briefing"]["title"], _cited(folder / plan["briefing"]["file"], keys))
        told("briefings", 1)
        title: str = plan["briefing"]["title"]
        return title


def _sources(case: Case, folder: Path, planned: list[dict[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """Keys of the sources by their short names and by their files."""
    keys, by_file = {}, {}
    with Workers() as workers:
        for item in planned:
            known = {**item["fields"], **({"author": tuple(a)} if (a := item["fields"].get("author")) else {})}
            outcome = next(
                iter(intake.take_in(intake.directly(case), [folder / item["file"]], known=known, workers=workers))
            )
            if outcome.key is None:
                raise errors.FileProblem(outcome.path, outcome.reason or "")
            keys[item["id"]] = by_file[item["file"]] = outcome.key
    for item in planned:
        if "notice" in item:
            source, notice = (sources.get(case, keys[id_]) for id_ in (item["id"], item["notice"]))
            standing.say(case, source, source.status, notice.uuid)
    return keys, by_file


def _excerpts(case: Case, planned: list[dict[str, Any]], by_file: Mapping[str, str]) -> dict[str, str]:
    keys = {}
    for item in planned:
        source = sources.get(case, by_file[item["source"]])
        made = excerpts.quote(case, source, item["quote"], nth=item.get("nth"), comment=item.get("comment", ""))
        keys[item["id"]] = made.key
    return keys


def _cited(file: Path, keys: Mapping[str, str]) -> str:
    """The Markdown of a file with real keys in its citations."""
    return _PLACEHOLDER.sub(lambda found: f"@{keys[found[1]]}", file.read_text(encoding="utf-8"))
